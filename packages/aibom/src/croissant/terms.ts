/** The terms that Datasig adds to a Croissant document. */

/** `@id` of the fingerprint among the distribution. */
export const fingerprintId = 'datasig-fingerprint';
/** Begins the terms of Datasig. */
export const namespace = 'https://www.npmjs.com/package/@datasig/aibom#';
/** The prefix of PROV-O. */
export const provenance = 'http://www.w3.org/ns/prov#';
/** `propertyID` of the identifier. */
export const uidPropertyId = 'https://www.npmjs.com/package/@datasig/aibom#uid';
