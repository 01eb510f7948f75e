/** Tables and figures of the part `accuracy`. */
import { type LineChart, markdownTable, type PageTable, type Panel } from '@datasig/chart';
import { type AccuracyResult, shares } from '../accuracy/part.ts';
import { schemes } from '../schemes/index.ts';
import { change, percent } from './text.ts';

type Results = readonly AccuracyResult[];

/** The k and the size that tables show; results have more. */
const shownK = 1024;
const smallK = 64;
const shownSize = 10_000;
const smallSize = 400;
const ratios = [1, 10] as const;
const names = schemes.map(({ name }) => name);
/** Standard errors below 95 % at which a coverage is not due to chance. */
const deviations = 3;
const shownShares = shares.filter((share) => share > 0 && share < 1);

function find(results: Results, scheme: string, k: number, size: number, ratio: number, share: number): AccuracyResult | undefined {
  return results.find((each) => each.scheme === scheme && each.k === k && each.size === size && each.ratio === ratio && each.share === share);
}

/** Errors of J by scheme, in percentage points, at equal sizes far above k. */
export function errorTable(results: Results, ratio: number): string {
  const rows = names.map((scheme) => [scheme, ...shownShares.map((share) => {
    const cell = find(results, scheme, smallK, shownSize, ratio, share);
    return cell === undefined ? '' : percent(cell.jaccard.rmse);
  })]);
  return markdownTable(withoutEmpty({ heads: [`k = ${smallK}, sizes 1:${ratio}`, ...shownShares.map(String)], rows }));
}

/** Against bottom-k, where sketches are large: its k of the same number, and small sets. */
export function againstBottomK(results: Results): string {
  const columns = [[shownK, shownSize], [shownK, smallSize], [smallK, smallSize]].flatMap(([k, size]) => ratios.map((ratio) => ({ k: k!, size: size!, ratio })));
  const rows = names.map((scheme) => [scheme, ...columns.map(({ k, size, ratio }) => {
    const [mine, reference] = [scheme, 'bottom-k'].map((name) => meanSquare(results, name, k, size, ratio));
    if (mine === undefined || reference === undefined) return '';
    return reference === 0 ? (mine === 0 ? 'exact' : `${percent(mine)} points`) : change(mine, reference);
  })]);
  return markdownTable(withoutEmpty({ heads: ['scheme', ...columns.map(({ k, size, ratio }) => `k ${k}, n ${size.toLocaleString('en-US')}, 1:${ratio}`)], rows }));
}

/** Errors where sketches take 8 KiB. */
export function sameBytesTable(results: Results): string {
  const compared = [['bottom-k', shownK], ['one-permutation', shownK], ['k-mins-sha-256', shownK], ['set-sketch-16', 4 * shownK]] as const;
  const rows = compared.flatMap(([scheme, k]) => ratios.map((ratio) => [`${scheme}, k = ${k}, 1:${ratio}`, ...shownShares.map((share) => {
    const cell = find(results, scheme, k, shownSize, ratio, share);
    return cell === undefined ? '' : percent(cell.jaccard.rmse);
  })]));
  return markdownTable(withoutEmpty({ heads: ['8 KiB each', ...shownShares.map(String)], rows }));
}

/** The root mean square over all similarities. */
function meanSquare(results: Results, scheme: string, k: number, size: number, ratio: number): number | undefined {
  const cells = shares.map((share) => find(results, scheme, k, size, ratio, share)).filter((cell) => cell !== undefined);
  if (cells.length < shares.length) return undefined;
  return Math.sqrt(cells.reduce((sum, { jaccard }) => sum + jaccard.rmse ** 2, 0) / cells.length);
}

/** Over all cells of a scheme: largest bias and error, and whether intervals hold. */
export function summaryTable(results: Results): string {
  const rows = names.map((scheme) => {
    const cells = results.filter((each) => each.scheme === scheme);
    const withIntervals = cells.filter(({ jaccard }) => jaccard.coverage !== null);
    const coverages = withIntervals.map(({ jaccard }) => jaccard.coverage!);
    const failing = withIntervals.filter(({ jaccard, trials }) => jaccard.coverage! < 0.95 - deviations * Math.sqrt((0.95 * 0.05) / trials));
    const worst = cells.reduce((most, { jaccard }) => Math.max(most, jaccard.worst), 0);
    const containment = cells.reduce((most, each) => Math.max(most, each.containment.worst), 0);
    const mean = coverages.reduce((sum, value) => sum + value, 0) / coverages.length;
    return [scheme, String(cells.length), percent(worst), percent(containment), percent(mean), percent(Math.min(...coverages)), String(failing.length)];
  });
  const heads = ['scheme', 'cells', 'worst error of J, points', 'of containment', 'mean coverage, %', 'lowest, %', `cells below 95 % by ${deviations} standard errors`];
  return markdownTable({ heads, rows: rows.filter(([, count]) => count !== '0') });
}

/** Error over similarity, a panel for each size and ratio. */
export function errorChart(results: Results): LineChart {
  return chartOf(results, 'Error of the Jaccard index', 'root mean square error, points', 'logarithmic', ({ jaccard }) => 100 * jaccard.rmse);
}

/** Coverage over similarity. */
export function coverageChart(results: Results): LineChart {
  return { ...chartOf(results, 'Coverage of intervals of 95 %', 'coverage, %', 'linear', ({ jaccard }) => (jaccard.coverage === null ? null : 100 * jaccard.coverage)), level: 95 };
}

function chartOf(results: Results, title: string, up: string, scale: LineChart['scale'], valueOf: (cell: AccuracyResult) => number | null): LineChart {
  const panels = [shownSize, smallSize].flatMap((size) => ratios.map((ratio): Panel => ({
    title: `k = ${smallK}, ${size.toLocaleString('en-US')} records, sizes 1:${ratio}`,
    lines: names.map((series) => ({ series, values: shares.map((share) => {
      const cell = find(results, series, smallK, size, ratio, share);
      return cell === undefined ? null : valueOf(cell);
    }) })).filter(({ values }) => values.some((value) => value !== null)),
  })));
  return { title, across: 'J as a share of the largest', places: shares.map(String), up, scale, series: names.filter((name) => panels.some(({ lines }) => lines.some(({ series }) => series === name))), panels };
}

function withoutEmpty({ heads, rows }: PageTable): PageTable {
  return { heads, rows: rows.filter(([, ...cells]) => cells.some((cell) => cell !== '')) };
}
