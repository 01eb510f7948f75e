/** Comparisons of fingerprints as plain views, pictures and self-contained HTML. */
export * from './describe.ts';
export { createReport, htmlReport, type HtmlOptions, type Report, reportJson, type ReportOptions } from './html/report.ts';
export type { Cluster } from './model/cluster.ts';
export type { EstimateKey, EstimateView, EstimateViews } from './model/estimate-view.ts';
export { compareMany, type ManyView, type PairCell, pairAt } from './model/many.ts';
export { type ComparisonView, describePair, type PairView } from './model/pair.ts';
export { type SideView, viewSide } from './model/side.ts';
export { describeTimeline, type TimelineStep, type TimelineView } from './model/timeline.ts';
export { type Colour, colours } from './picture/colours.ts';
export { drawDendrogram } from './picture/dendrogram.ts';
export { drawEuler } from './picture/euler.ts';
export { drawIntervals } from './picture/intervals.ts';
export { drawMatrix } from './picture/matrix.ts';
export { drawChanges, drawTimeline } from './picture/timeline.ts';
export { svgFile, svgMarkup } from './picture/svg-text.ts';
export type { PictureOptions } from './picture/svg.ts';
