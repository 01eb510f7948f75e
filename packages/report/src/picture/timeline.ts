/** Versions in their order: how similar each is to the one before, and what came and went. */
import { axisX, axisY, barY, dot, gridY, lineY, link, ruleY } from '@observablehq/plot';
import type { Estimate } from '@datasig/core';
import { shareTexts } from '../model/estimate-view.ts';
import type { TimelineStep, TimelineView } from '../model/timeline.ts';
import { toShortPrintable } from '../text/printable.ts';
import { colours, paint } from './colours.ts';
import { chartFontSize, drawChart } from './plot.ts';
import { defaultWidth, type PictureOptions } from './svg.ts';

const height = 220;
const [marginLeft, marginRight, marginTop, marginBottom] = [58, 14, 14, 34];

/** A share of one step. */
interface Point {
  readonly index: number;
  readonly share: Estimate;
}

/** Draws the similarity of each version to the one before, with its interval. */
export function drawTimeline(timeline: TimelineView, options: PictureOptions): SVGSVGElement {
  const points = pointsOf(timeline.steps, ({ similarity }) => similarity);
  const place = { x: ({ index }: Point): number => index };
  return drawChart(options, 'Similarity of each version to the one before', describe(timeline, [['similarity', points]]), {
    ...frame(timeline, options),
    y: { domain: [0, 1] },
    marks: [
      gridY([0, 0.25, 0.5, 0.75, 1], { stroke: paint(colours.line), strokeOpacity: 1 }),
      axisY([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100} %`, tickSize: 0, label: null, fontSize: chartFontSize }),
      versionAxis(timeline, options),
      lineY(points, { ...place, y: ({ share }: Point) => share.estimate, stroke: paint(colours.muted), strokeWidth: 1 }),
      ...bounds(points, paint(colours.text), 1),
      dot(points, { ...place, y: ({ share }: Point) => share.estimate, r: 5, fill: paint(colours.text) }),
    ],
  });
}

/** Draws the share of each version that is new above the line, and the share of the one before that is gone below it. */
export function drawChanges(timeline: TimelineView, options: PictureOptions): SVGSVGElement {
  const added = pointsOf(timeline.steps, (step) => step.added);
  const removed = pointsOf(timeline.steps, (step) => step.removed);
  const largest = Math.max(0, ...[...added, ...removed].map(({ share }) => share.upper));
  const limit = largest === 0 ? 1 : niceLimit(largest);
  const ticks = [-limit, -limit / 2, 0, limit / 2, limit];
  const bar = (points: readonly Point[], sign: 1 | -1, color: string): ReturnType<typeof barY> =>
    barY(points, { x: ({ index }: Point) => index, y1: 0, y2: ({ share }: Point) => sign * share.estimate!, fill: color, fillOpacity: 0.6, insetLeft: 4, insetRight: 4 });
  return drawChart(options, 'Records added and removed with each version', describe(timeline, [['added', added], ['removed', removed]]), {
    ...frame(timeline, options),
    x: { domain: indexes(timeline), type: 'band', padding: 0.3 },
    y: { domain: [-limit, limit] },
    marks: [
      gridY(ticks, { stroke: paint(colours.line), strokeOpacity: 1 }),
      axisY(ticks, { tickFormat: formatChange, tickSize: 0, label: null, fontSize: chartFontSize }),
      versionAxis(timeline, options),
      bar(added, 1, paint(colours.a)),
      bar(removed, -1, paint(colours.b)),
      ...bounds(added, paint(colours.a), 1),
      ...bounds(removed, paint(colours.b), -1),
      ruleY([0], { stroke: paint(colours.muted) }),
    ],
  });
}

function frame(timeline: TimelineView, { width = defaultWidth }: PictureOptions): object {
  return { width, height, marginLeft, marginRight, marginTop, marginBottom, x: { domain: indexes(timeline), type: 'point', padding: 0.5 } };
}

function indexes({ sides }: TimelineView): number[] {
  return sides.map((_, index) => index);
}

/** Numbers of versions, with as much of their names as there is room for. */
function versionAxis({ sides }: TimelineView, { width = defaultWidth }: PictureOptions): ReturnType<typeof axisX> {
  const room = Math.floor((width - marginLeft - marginRight) / Math.max(1, sides.length) / 7.4) - 1;
  const every = Math.ceil(sides.length / Math.max(1, Math.floor((width - marginLeft - marginRight) / 24)));
  const label = (index: number): string => (room < 8 ? sides[index]!.label : toShortPrintable(sides[index]!.name, Math.min(room, 20)));
  return axisX(sides.map((_, index) => index).filter((index) => index % every === 0), { tickSize: 0, label: null, tickFormat: label, fontSize: chartFontSize });
}

function bounds(points: readonly Point[], color: string, sign: 1 | -1): ReturnType<typeof link>[] {
  const inexact = points.filter(({ share }) => !share.exact);
  const x = ({ index }: Point): number => index;
  return [link(inexact, { x1: x, x2: x, y1: ({ share }: Point) => sign * share.lower, y2: ({ share }: Point) => sign * share.upper, stroke: color, strokeWidth: 2 })];
}

function pointsOf(steps: readonly TimelineStep[], of: (step: TimelineStep) => Estimate | null): Point[] {
  return steps.flatMap((step) => {
    const share = of(step);
    return share === null || share.estimate === null ? [] : [{ index: step.index, share }];
  });
}

/** The next of 1, 2, 5, 10 … percent. */
function niceLimit(largest: number): number {
  return [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.6, 0.8].find((limit) => limit >= largest) ?? 1;
}

function formatChange(share: number): string {
  const percent = `${Math.round(Math.abs(share) * 10_000) / 100} %`;
  return share === 0 ? percent : `${share > 0 ? '+' : '−'}${percent}`;
}

function describe({ sides }: TimelineView, kinds: readonly (readonly [string, readonly Point[]])[]): string {
  const told = kinds.flatMap(([kind, points]) => points.slice(0, 20).map(({ index, share }) => `${sides[index]!.label} ${toShortPrintable(sides[index]!.name, 28)}: ${kind} ${shareTexts(share).words}.`));
  return `${told.join(' ')}${kinds.some(([, points]) => points.length > 20) ? ' The table has the others.' : ''}`;
}
