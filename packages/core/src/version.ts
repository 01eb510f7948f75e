/** The version of this package, the generator of every fingerprint; the release script keeps it in step. */
export const version = '0.0.0';
