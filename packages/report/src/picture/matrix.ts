/** The similarity of each to each as a map of cells. */
import { axisX, axisY, cell, text } from '@observablehq/plot';
import { type ManyView, type PairCell, pairAt } from '../model/many.ts';
import { shareTexts } from '../model/estimate-view.ts';
import { shortPercent } from '../text/short-percent.ts';
import { toShortPrintable } from '../text/printable.ts';
import { colours, paint } from './colours.ts';
import { chartFontSize, drawChart } from './plot.ts';
import { defaultWidth, type PictureOptions } from './svg.ts';

/** A cell of two different datasets, or of one with itself. */
interface Place {
  readonly row: number;
  readonly column: number;
  readonly pair: PairCell | undefined;
}

const axisHeight = 26;
const tallestCell = 64;
/** Cells smaller than these have one line of text, or none. */
const [twoLines, oneLine] = [42, 26];
const characterWidth = 7.2;
/** Text stays readable on the darkest cell. */
const [faintest, darkest] = [0.04, 0.45];

/** Draws the matrix, similar datasets next to each other. */
export function drawMatrix(many: ManyView, options: PictureOptions): SVGSVGElement {
  const { width = defaultWidth } = options;
  const count = many.order.length;
  const labelLength = Math.max(...many.sides.map(({ name, label }) => Math.min(name.length + label.length + 2, 24)), 0);
  const marginLeft = Math.min(labelLength * characterWidth + 12, width * 0.3);
  const size = count === 0 ? 0 : Math.min((width - marginLeft - 4) / count, tallestCell);
  const places = many.order.flatMap((row) => many.order.map((column): Place => ({ row, column, pair: pairAt(many, row, column) })));
  const compared = places.filter(({ pair }) => pair !== undefined);
  const place = { x: ({ column }: Place): number => column, y: ({ row }: Place): number => row };
  const most = Math.floor((marginLeft - 12) / characterWidth);
  const label = (index: number): string => toShortPrintable(`${many.sides[index]!.label}  ${many.sides[index]!.name}`, most);
  return drawChart(options, 'How similar they are to each other', describe(many), {
    width: marginLeft + size * count + 4,
    height: size * count + axisHeight + 4,
    marginLeft,
    marginRight: 4,
    marginTop: axisHeight,
    marginBottom: 4,
    x: { domain: [...many.order], type: 'band', padding: 0.04 },
    y: { domain: [...many.order], type: 'band', padding: 0.04 },
    marks: [
      axisX({ anchor: 'top', tickSize: 0, label: null, tickFormat: (index: number) => many.sides[index]!.label, fontSize: chartFontSize }),
      axisY({ tickSize: 0, label: null, tickFormat: label, fontSize: chartFontSize }),
      cell(places, { ...place, fill: ({ pair }: Place) => paint(pair === undefined ? colours.line : colours.a), fillOpacity: opacityOf }),
      ...(size < oneLine ? [] : [text(compared, { ...place, text: ({ pair }: Place) => valueOf(pair, size), dy: size < twoLines ? 0 : -7, fill: 'currentColor', fontWeight: 600 })]),
      ...(size < twoLines ? [] : [text(compared, { ...place, text: ({ pair }: Place) => rangeOf(pair, size), dy: 10, fill: 'currentColor', fontSize: chartFontSize - 2 })]),
    ],
  });
}

function opacityOf({ pair }: Place): number {
  if (pair === undefined) return 0.5;
  return faintest + (darkest - faintest) * (pair.similarity?.estimate ?? 0);
}

function valueOf(pair: PairCell | undefined, size: number): string {
  const { similarity = null } = pair ?? {};
  if (similarity === null || similarity.estimate === null) return '?';
  const { estimate, exact } = similarity;
  return `${!exact && (estimate === 0 || estimate === 1) ? '≈' : ''}${shortPercent(estimate)}${size < twoLines ? '' : ' %'}`;
}

function rangeOf(pair: PairCell | undefined, size: number): string {
  const { similarity = null } = pair ?? {};
  if (pair?.comparison?.identical === true) return size > 60 ? 'identical' : 'same';
  if (similarity === null) return '';
  return similarity.exact ? 'exact' : `${shortPercent(similarity.lower)}–${shortPercent(similarity.upper)}`;
}

function describe({ sides, pairs }: ManyView): string {
  const told = pairs.slice(0, 20).map(({ a, b, similarity, relation }) => `${sides[a]!.label} and ${sides[b]!.label}: ${similarity === null ? relation : shareTexts(similarity).words}.`);
  return `Similarity of ${sides.map(({ label, name }) => `${label} ${name}`).slice(0, 20).join(', ')}. ${told.join(' ')}${pairs.length > told.length ? ' The table has the others.' : ''}`;
}
