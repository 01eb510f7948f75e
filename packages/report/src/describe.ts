/** What draws nothing, for those who load no pictures: fingerprints and comparisons as JSON, and how their texts are written. */
export { comparisonJson } from './json/comparison.ts';
export { describeFingerprint, type FieldDescription, type FingerprintDescription, type SummaryDescription } from './json/fingerprint.ts';
export type { Operand, Operands } from './model/operand.ts';
export { formatDistinct } from './text/counts.ts';
export { toPrintable, toShortPrintable } from './text/printable.ts';
