/** Shares as points on bars that say how far they are known. */
import { axisX, dot, gridX, link, ruleX, text } from '@observablehq/plot';
import type { EstimateView } from '../model/estimate-view.ts';
import type { PairView } from '../model/pair.ts';
import { colours, paint } from './colours.ts';
import { drawChart } from './plot.ts';
import { defaultWidth, type PictureOptions } from './svg.ts';

const rowHeight = 58;
const axisHeight = 44;

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
  const place = { y: ({ view }: Row): string => view.label };
  const description = rows.map(({ view }) => `${view.label}: ${view.words}.`).join(' ');
  return drawChart(options, 'How much they have in common', description, {
    width,
    height: rows.length * rowHeight + axisHeight,
    marginLeft: 18,
    marginRight: 26,
    marginTop: 8,
    marginBottom: axisHeight - 8,
    x: { domain: [0, 1] },
    y: { domain: rows.map(({ view }) => view.label), type: 'point', axis: null, padding: 0.5 },
    marks: [
      gridX([0, 0.25, 0.5, 0.75, 1], { stroke: paint(colours.line), strokeOpacity: 1 }),
      axisX([0, 0.25, 0.5, 0.75, 1], { tickFormat: formatPercent, tickSize: 0, label: null }),
      ruleX([0], { stroke: paint(colours.muted) }),
      text(rows, { ...place, x: () => 0, text: ({ view }: Row) => view.label, textAnchor: 'start', dx: 4, dy: -12, fontWeight: 600, fill: ({ color }: Row) => color }),
      text(rows, { ...place, x: () => 1, text: ({ view }: Row) => `${view.value}${view.estimate.exact ? ', exact' : `  (${view.interval})`}`, textAnchor: 'end', dx: -4, dy: -12, fill: 'currentColor' }),
      link(rows, { ...place, x1: ({ view }: Row) => view.estimate.lower, x2: ({ view }: Row) => view.estimate.upper, stroke: ({ color }: Row) => color, strokeWidth: 10, strokeOpacity: 0.35, strokeLinecap: 'butt', dy: 9 }),
      dot(known, { ...place, x: ({ view }: Row) => view.estimate.estimate!, r: 6, fill: ({ color }: Row) => color, dy: 9 }),
    ],
  });
}

function formatPercent(share: number): string {
  return `${share * 100} %`;
}
