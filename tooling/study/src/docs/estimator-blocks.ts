/** Tables and figure of the part `estimators`. */
import { type LineChart, markdownTable } from '@datasig/chart';
import { shares } from '../accuracy/part.ts';
import { estimators } from '../estimators/estimators.ts';
import type { EstimatorResult } from '../estimators/part.ts';
import { change, percent } from './text.ts';

type Results = readonly EstimatorResult[];

const shownK = 1024;
const shownSize = 10_000;
const deviations = 3;

/** Error and width against counting, and coverage, over all cells of a ratio. */
export function estimatorTable(results: Results): string {
  const ratios = [...new Set(results.map(({ ratio }) => ratio))];
  const rows = estimators.flatMap(({ name, title }) => [[
    `${name}: ${title}`,
    ...ratios.flatMap((ratio) => {
      const cells = results.filter((each) => each.ratio === ratio);
      // In units of the cell's own width, so that every cell counts alike.
      const sum = (valueOf: (cell: EstimatorResult) => number): number => cells.reduce((total, cell) => total + valueOf(cell) / cell.estimators['counting']!.width!, 0);
      const errors = (estimator: string): number => sum((cell) => cell.estimators[estimator]!.rmse);
      const widths = (estimator: string): number => sum((cell) => cell.estimators[estimator]!.width!);
      return [change(errors(name), errors('counting')), change(widths(name), widths('counting'))];
    }),
    percent(Math.min(...results.map((cell) => cell.estimators[name]!.coverage!))),
    String(results.filter(({ trials, estimators: { [name]: found } }) => found!.coverage! < 0.95 - deviations * Math.sqrt((0.95 * 0.05) / trials)).length),
  ]]);
  return markdownTable({ heads: ['estimator', ...ratios.flatMap((ratio) => [`1:${ratio}: error`, 'width']), 'lowest coverage, %', `cells of ${results.length} below 95 % by ${deviations} standard errors`], rows });
}

/** Error and half width by similarity where the sketch is a small part. */
export function estimatorErrors(results: Results, ratio: number): string {
  const cells = results.filter((each) => each.k === shownK && each.size === shownSize && each.ratio === ratio);
  const rows = estimators.map(({ name }) => [name, ...cells.map(({ estimators: found }) => `${percent(found[name]!.rmse)} / ${percent(found[name]!.width! / 2)}`)]);
  return markdownTable({ heads: [`k = ${shownK}, n = ${shownSize.toLocaleString('en-US')}, 1:${ratio}: error / half width`, ...cells.map(({ share }) => String(share))], rows });
}

/** Width of intervals against counting. */
export function widthChart(results: Results): LineChart {
  const series = estimators.map(({ name }) => name);
  const ratios = [...new Set(results.map(({ ratio }) => ratio))];
  return {
    title: 'Width of intervals, by estimator',
    across: 'J as a share of the largest',
    places: shares.map(String),
    up: 'width against counting, %',
    scale: 'linear',
    level: 100,
    series,
    panels: ratios.map((ratio) => ({
      title: `k = ${shownK}, ${shownSize.toLocaleString('en-US')} records, sizes 1:${ratio}`,
      lines: series.map((name) => ({ series: name, values: shares.map((share) => {
        const cell = results.find((each) => each.k === shownK && each.size === shownSize && each.ratio === ratio && each.share === share);
        return cell === undefined ? null : (100 * cell.estimators[name]!.width!) / cell.estimators['counting']!.width!;
      }) })),
    })),
  };
}
