/** The casts that have no parameters. */

/** Casts without parameters. */
export const scalarCasts = ['number', 'integer', 'float64', 'float32', 'decimal', 'bool', 'date', 'timestamp', 'time', 'uuid', 'bytes:hex', 'bytes:base64'] as const;

/** A cast without parameters. */
export type ScalarCast = (typeof scalarCasts)[number];
