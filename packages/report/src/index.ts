/** Comparisons of fingerprints as plain views, pictures and self-contained HTML. */
export { comparisonJson } from './json/comparison.ts';
export { describeFingerprint, type FieldDescription, type FingerprintDescription, type SummaryDescription } from './json/fingerprint.ts';
export type { EstimateKey, EstimateView, EstimateViews } from './model/estimate-view.ts';
export type { Operand, Operands } from './model/operand.ts';
export { type ComparisonView, describePair, type PairView } from './model/pair.ts';
export { type SideView, viewSide } from './model/side.ts';
export { type Colour, colours } from './picture/colours.ts';
export { drawEuler } from './picture/euler.ts';
export { drawIntervals } from './picture/intervals.ts';
export { svgFile, svgMarkup } from './picture/svg-text.ts';
export type { PictureOptions } from './picture/svg.ts';
export { toPrintable, toShortPrintable } from './text/printable.ts';
