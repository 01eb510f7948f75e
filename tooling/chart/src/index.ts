/** Charts as SVG files, and pages of results, shared by the benchmarks and the study. */
export { renderChart } from './bar-chart.ts';
export type { Chart, ChartBar, ChartGroup, Extent } from './chart.ts';
export { type Line, type LineChart, type Panel, renderLineCharts } from './line-chart.ts';
export { formatNumber } from './numbers.ts';
export { fillPage, markdownTable, type PageTable } from './page.ts';
