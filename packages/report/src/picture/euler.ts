/** Two sets as circles with areas in proportion, and how far the overlap is known. */
import { formatShare } from '@datasig/core';
import type { EstimateViews } from '../model/estimate-view.ts';
import type { PairView } from '../model/pair.ts';
import type { SideView } from '../model/side.ts';
import { colours, paint } from './colours.ts';
import { type Circle, type EulerLayout, type EulerSets, layOutEuler } from './euler-layout.ts';
import { cutMiddle, textWidth, wrapText } from './fit-text.ts';
import { type Attributes, createPicture, defaultWidth, element, type PictureOptions } from './svg.ts';

const nameHeight = 40;
const lineHeight = 22;
const circleHeight = 230;
const captionGap = 8;
const margin = 8;
const fontSize = 15;

/**
 * Draws two datasets as circles: areas in proportion to their distinct records, the overlap to those in both. Dashed
 * circles show the smaller one where the overlap would be as small, and as large, as the interval allows.
 */
export function drawEuler(pair: PairView, { document, width = defaultWidth }: PictureOptions): SVGSVGElement {
  const sets = setsOf(pair);
  const sizes = sizeLines(pair, width);
  const labelHeight = nameHeight + lineHeight * Math.max(...sizes.map((lines) => lines.length));
  const layout = layOutEuler(sets ?? { sizeA: 1, sizeB: 1, share: { estimate: 0, lower: 0, upper: 0 } }, { x: margin, y: labelHeight, width: width - 2 * margin, height: circleHeight });
  const isUnknown = sets === null || (sets.share.estimate === null && sets.sizeA > 0 && sets.sizeB > 0);
  const captions = sets === null ? ['how much they have in common is not known'] : captionsOf(pair, layout);
  const captionLines = captions.flatMap((caption, index) => layOutCaption(caption, index === 0 ? fontSize : fontSize - 2, width));
  const captionTop = labelHeight + circleHeight;
  const height = captionTop + captionGap * captions.length + lineHeight * captionLines.length;
  const svg = createPicture(document, { width, height }, 'How the two datasets overlap', describe(pair, captions));
  const add = (name: 'circle' | 'text', attributes: Attributes, ...children: readonly string[]): void => void svg.appendChild(element(document, name, attributes, ...children));
  const disc = ({ x, y, radius }: Circle, attributes: Attributes): void => add('circle', { cx: x, cy: y, r: radius, ...attributes });

  // The larger one first, so that a smaller one inside it stays in front.
  const discs = [
    { circle: layout.a, colour: colours.a, name: 'a' },
    { circle: layout.b, colour: colours.b, name: 'b' },
  ].sort((one, other) => (other.circle?.radius ?? 0) - (one.circle?.radius ?? 0));
  for (const { circle, colour, name } of discs) {
    if (circle !== null) disc(circle, { fill: paint(colour), 'fill-opacity': 0.28, stroke: paint(colour), 'stroke-width': 2.5, class: `datasig-set-${name}`, ...(isUnknown && { 'stroke-dasharray': '5 4' }) });
  }
  for (const outline of layout.outlines) disc(outline, { fill: 'none', stroke: paint(colours[layout.smaller]), 'stroke-width': 1.5, 'stroke-dasharray': '5 4', class: 'datasig-bound' });
  const label = (side: SideView, lines: readonly string[], x: number, anchor: 'start' | 'end', colour: string): void => {
    add('text', { x, y: 20, 'text-anchor': anchor, 'font-size': fontSize + 1, 'font-weight': 600, fill: colour }, `${side.label} · ${fitName(side, width)}`);
    lines.forEach((line, index) => add('text', { x, y: 42 + lineHeight * index, 'text-anchor': anchor, 'font-size': fontSize - 1, fill: paint(colours.muted) }, line));
  };
  label(pair.a, sizes[0]!, margin, 'start', paint(colours.a));
  label(pair.b, sizes[1]!, width - margin, 'end', paint(colours.b));
  let y = captionTop;
  for (const { text, size, isFirst } of captionLines) {
    y += isFirst ? captionGap : 0;
    add('text', { x: width / 2, y: y + 12, 'text-anchor': 'middle', 'font-size': size, fill: size === fontSize ? 'currentColor' : paint(colours.muted) }, text);
    y += lineHeight;
  }
  return svg;
}

/** The sizes to draw; null where nothing is known of the overlap. Sets said to be equal are drawn so, and a part is no larger than the whole. */
function setsOf({ relation, estimates, identical }: PairView): EulerSets | null {
  const all = { estimate: 1, lower: 1, upper: 1 };
  if (estimates === null) return identical === true ? { sizeA: 1, sizeB: 1, share: all } : null;
  const [a, b] = [estimates.distinctA.estimate.estimate ?? 0, estimates.distinctB.estimate.estimate ?? 0];
  const { aInB, bInA, jaccard } = estimates;
  const larger = Math.max(a, b);
  if (a === 0 || b === 0) return { sizeA: a, sizeB: b, share: { estimate: 0, lower: 0, upper: 0 } };
  switch (relation) {
    case 'identical':
    case 'equal':
      return { sizeA: larger, sizeB: larger, share: jaccard.estimate };
    case 'subset':
      return { sizeA: a, sizeB: larger, share: aInB.estimate };
    case 'superset':
      return { sizeA: larger, sizeB: b, share: bInA.estimate };
    default:
      return { sizeA: a, sizeB: b, share: (a <= b ? aInB : bInA).estimate };
  }
}

function captionsOf({ estimates, relation }: PairView, { enlarged, outlines }: EulerLayout): string[] {
  if (estimates === null) return ['one and the same'];
  const { intersection, jaccard, distinctA, distinctB } = estimates;
  const empty = [distinctA, distinctB].map(({ estimate }) => estimate.upper === 0);
  if (empty.includes(true)) return [empty.includes(false) ? `${empty[0] === true ? 'A' : 'B'} is empty` : 'both are empty'];
  if (relation === 'undetermined') return [`in both: not known (${intersection.interval})`, ...enlargedCaption(enlarged)];
  return [
    `in both: ${intersection.value}${intersection.estimate.exact ? '' : ` (${intersection.interval})`}`,
    ...(outlines.length === 0 ? [] : [`dashed: the overlap at its least and most, ${formatShare(jaccard.estimate.confidence)} confidence`]),
    ...enlargedCaption(enlarged),
  ];
}

function enlargedCaption(enlarged: EulerLayout['enlarged']): string[] {
  return enlarged === null ? [] : [`${enlarged.toUpperCase()} is drawn larger than it is: it could not be seen`];
}

/** Lines of a caption, each with its size. */
function layOutCaption(caption: string, size: number, width: number): { readonly text: string; readonly size: number; readonly isFirst: boolean }[] {
  return wrapText(caption, size, width - 2 * margin).map((text, index) => ({ text, size, isFirst: index === 0 }));
}

/** The sizes of both, in as many lines as keep them apart. */
function sizeLines({ a, b, estimates }: PairView, width: number): readonly (readonly string[])[] {
  const texts = [sizeText(a, estimates), sizeText(b, estimates)];
  const isNarrow = textWidth(texts.join(''), fontSize - 1) > width - 4 * margin;
  return texts.map((text) => (isNarrow ? text.split(/ (?=\S+$)/) : [text]));
}

function sizeText({ label, records }: SideView, estimates: EstimateViews | null): string {
  if (estimates === null) return records;
  const { value } = label === 'A' ? estimates.distinctA : estimates.distinctB;
  return `${value} distinct`;
}

/** The name as far as half of the width has room for it. */
function fitName({ name }: SideView, width: number): string {
  return cutMiddle(name, Math.max(1, Math.floor((width / 2 - 2 * margin) / (fontSize * 0.62)) - 4));
}

function describe({ a, b, verdict, estimates }: PairView, captions: readonly string[]): string {
  const sizes = estimates === null ? '' : ` A has ${estimates.distinctA.words} distinct records, B has ${estimates.distinctB.words}.`;
  return `A is ${a.name}, B is ${b.name}.${sizes} ${verdict} ${captions.join('; ')}.`;
}
