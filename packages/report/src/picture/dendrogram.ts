/** A tree that joins similar datasets first. */
import { axisX, axisY, gridX, link } from '@observablehq/plot';
import type { Cluster } from '../model/cluster.ts';
import type { ManyView } from '../model/many.ts';
import { shareTexts } from '../model/estimate-view.ts';
import { toShortPrintable } from '../text/printable.ts';
import { colours, paint } from './colours.ts';
import { chartFontSize, drawChart } from './plot.ts';
import { defaultWidth, type PictureOptions } from './svg.ts';

/** A line of the tree: along a branch, or across two. */
interface Line {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

const rowHeight = 26;
const axisHeight = 40;
const characterWidth = 7.2;

/** Draws the tree, in the order of the matrix: branches meet at the average similarity of their datasets. Null for fewer than two. */
export function drawDendrogram({ tree, sides, order }: ManyView, options: PictureOptions): SVGSVGElement | null {
  if (tree === null || 'item' in tree) return null;
  const { width = defaultWidth } = options;
  const marginLeft = Math.min(Math.max(...sides.map(({ name, label }) => Math.min(name.length + label.length + 2, 24))) * characterWidth + 12, width * 0.42);
  const most = Math.floor((marginLeft - 12) / characterWidth);
  const rows = order.map((_, row) => row);
  const label = (row: number): string => toShortPrintable(`${sides[order[row]!]!.label}  ${sides[order[row]!]!.name}`, most);
  return drawChart(options, 'Which are nearest to each other', describe(tree, sides.map((side) => side.label)), {
    width,
    height: order.length * rowHeight + axisHeight,
    marginLeft,
    marginRight: 26,
    marginTop: 4,
    marginBottom: axisHeight - 4,
    x: { domain: [1, 0], type: 'linear' },
    y: { domain: [order.length - 0.5, -0.5], type: 'linear' },
    marks: [
      gridX([0, 0.25, 0.5, 0.75, 1], { stroke: paint(colours.line), strokeOpacity: 1 }),
      axisX([0, 0.25, 0.5, 0.75, 1], { tickFormat: (share: number) => `${share * 100} %`, tickSize: 0, label: null, fontSize: chartFontSize }),
      axisY(rows, { tickSize: 0, label: null, tickFormat: label, fontSize: chartFontSize }),
      link(linesOf(tree).lines, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', stroke: paint(colours.a), strokeWidth: 2, strokeLinecap: 'square' }),
    ],
  });
}

interface Branch {
  readonly lines: readonly Line[];
  readonly row: number;
  readonly similarity: number;
  readonly leafCount: number;
}

function linesOf(cluster: Cluster, firstRow = 0): Branch {
  if ('item' in cluster) return { lines: [], row: firstRow, similarity: 1, leafCount: 1 };
  const left = linesOf(cluster.left, firstRow);
  const right = linesOf(cluster.right, firstRow + left.leafCount);
  const similarity = 1 - cluster.distance;
  const along = (branch: Branch): Line => ({ x1: branch.similarity, x2: similarity, y1: branch.row, y2: branch.row });
  const across: Line = { x1: similarity, x2: similarity, y1: left.row, y2: right.row };
  return { lines: [...left.lines, ...right.lines, along(left), along(right), across], row: (left.row + right.row) / 2, similarity, leafCount: left.leafCount + right.leafCount };
}

function describe(cluster: Cluster, labels: readonly string[]): string {
  const sentences: string[] = [];
  const name = (part: Cluster): string => {
    if ('item' in part) return labels[part.item]!;
    const [left, right] = [name(part.left), name(part.right)];
    if (sentences.length < 20) sentences.push(`${left} and ${right} join at ${shareTexts(shareOf(1 - part.distance)).value}.`);
    return `${left}, ${right}`;
  };
  name(cluster);
  return sentences.join(' ');
}

function shareOf(estimate: number): Parameters<typeof shareTexts>[0] {
  return { estimate, lower: estimate, upper: estimate, confidence: 1, exact: true };
}
