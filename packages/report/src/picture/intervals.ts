/** Shares as points on bars that say how far they are known. */
import { axisX, dot, gridX, link, ruleX, text, vector, type VectorShape } from '@observablehq/plot';
import type { EstimateView } from '../model/estimate-view.ts';
import type { PairView } from '../model/pair.ts';
import { colours, paint } from './colours.ts';
import { textWidth } from './fit-text.ts';
import { chartFontSize, drawChart } from './plot.ts';
import { defaultWidth, type PictureOptions } from './svg.ts';

const rowHeight = 58;
const axisHeight = 44;
const [marginLeft, marginRight] = [18, 26];
/** How far below the middle of its row the bar is, and how far a line of text is from the next. */
const barShift = 9;
const lineHeight = 17;
const barHeight = 18;

/** A line without an arrowhead. */
const upright: VectorShape = {
  draw: (context, length) => {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** A share with its interval, and the colour of its row. */
interface Row {
  readonly view: EstimateView;
  readonly color: string;
}

/** Draws similarity and both containments with their intervals; null where nothing could be compared. */
export function drawIntervals({ estimates }: Pick<PairView, 'estimates'>, options: PictureOptions): SVGSVGElement | null {
  if (estimates === null) return null;
  const { width = defaultWidth } = options;
  const rows: readonly Row[] = [
    { view: estimates.jaccard, color: 'currentColor' },
    { view: estimates.aInB, color: paint(colours.a) },
    { view: estimates.bInA, color: paint(colours.b) },
  ];
  const known = rows.filter(({ view }) => view.estimate.estimate !== null);
  const inexact = rows.filter(({ view }) => !view.estimate.exact);
  const limits = [({ view }: Row): number => view.estimate.lower, ({ view }: Row): number => view.estimate.upper];
  const place = { y: ({ view }: Row): string => view.label };
  const inside = width - marginLeft - marginRight;
  // Where a name and its number have no room beside each other, the number gets a line of its own.
  const isNarrow = rows.some(({ view }) => textWidth(view.label, chartFontSize, true) + textWidth(valueText(view), chartFontSize) > inside);
  const extra = isNarrow ? lineHeight : 0;
  const dy = barShift + extra / 2;
  const description = rows.map(({ view }) => `${view.label}: ${view.words}.`).join(' ');
  return drawChart(options, 'How much they have in common', description, {
    width,
    height: rows.length * (rowHeight + extra) + axisHeight,
    marginLeft,
    marginRight,
    marginTop: 8,
    marginBottom: axisHeight - 8,
    x: { domain: [0, 1] },
    y: { domain: rows.map(({ view }) => view.label), type: 'point', axis: null, padding: 0.5 },
    marks: [
      gridX([0, 0.25, 0.5, 0.75, 1], { stroke: paint(colours.line), strokeOpacity: 1 }),
      axisX([0, 0.25, 0.5, 0.75, 1], { tickFormat: formatPercent, tickSize: 0, label: null }),
      ruleX([0], { stroke: paint(colours.muted) }),
      text(rows, { ...place, x: () => 0, text: ({ view }: Row) => view.label, textAnchor: 'start', dx: 4, dy: -12 - extra / 2, fontWeight: 600, fill: ({ color }: Row) => color }),
      text(rows, { ...place, x: () => (isNarrow ? 0 : 1), text: ({ view }: Row) => valueText(view), textAnchor: isNarrow ? 'start' : 'end', dx: isNarrow ? 4 : -4, dy: -12 + extra / 2, fill: 'currentColor' }),
      link(inexact, { ...place, x1: ({ view }: Row) => view.estimate.lower, x2: ({ view }: Row) => view.estimate.upper, stroke: ({ color }: Row) => color, strokeWidth: barHeight, strokeOpacity: 0.35, strokeLinecap: 'butt', dy }),
      // Ends are drawn of their own: a bar of less than a pixel could not be seen.
      ...limits.map((x) => vector(inexact, { ...place, x, stroke: ({ color }: Row) => color, strokeWidth: 1.5, strokeLinecap: 'butt', shape: upright, length: barHeight, anchor: 'middle', dy })),
      dot(known, { ...place, x: ({ view }: Row) => view.estimate.estimate!, r: 4, fill: ({ color }: Row) => color, dy }),
    ],
  });
}

function valueText({ value, interval, estimate }: EstimateView): string {
  return `${value}${estimate.exact ? ', exact' : `  (${interval})`}`;
}

function formatPercent(share: number): string {
  return `${share * 100} %`;
}
