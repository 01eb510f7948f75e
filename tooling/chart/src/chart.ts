/** What a chart shows: groups of bars that lie, with one axis below. */

/** Three values of one bar. */
export interface Extent {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One bar: its length is the median, its line goes from the smallest to the largest. */
export interface ChartBar {
  /** Which of the chart's series it belongs to. */
  readonly series: string;
  readonly spread: Extent;
}

/** Bars that stand together, one below the other. */
export interface ChartGroup {
  readonly name: string;
  readonly bars: readonly ChartBar[];
}

/** A chart. */
export interface Chart {
  readonly title: string;
  /** What the axis counts, with its unit. */
  readonly axis: string;
  /** Logarithmic where values are orders of magnitude apart; it shows dots for bars, since it has no zero. */
  readonly scale: 'linear' | 'logarithmic';
  /** In the order of their colours; a legend names them where there are several. */
  readonly series: readonly string[];
  readonly groups: readonly ChartGroup[];
}
