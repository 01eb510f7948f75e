/** Tables and figures of the part `accuracy`. */
import { type LineChart, markdownTable, type PageTable, type Panel } from '@datasig/chart';
import { type AccuracyResult, shares } from '../accuracy/part.ts';
import { schemes } from '../schemes/index.ts';
import { change, percent } from './text.ts';

type Results = readonly AccuracyResult[];

/** The k and the size that tables show; results have more. */
const shownK = 1024;
const shownSize = 10_000;
const ratios = [1, 10] as const;
const names = schemes.map(({ name }) => name);
/** Standard errors below 95 % at which a coverage is not due to chance. */
const deviations = 3;
/** Standard errors at which a bias is not, though there are hundreds of cells. */
const biasDeviations = 4;
const shownShares = shares.filter((share) => share > 0 && share < 1);

function find(results: Results, scheme: string, k: number, size: number, ratio: number, share: number): AccuracyResult | undefined {
  return results.find((each) => each.scheme === scheme && each.k === k && each.size === size && each.ratio === ratio && each.share === share);
}

/** Errors of J by scheme, in percentage points. */
export function errorTable(results: Results, ratio: number): string {
  const rows = names.map((scheme) => [scheme, ...shownShares.map((share) => {
    const cell = find(results, scheme, shownK, shownSize, ratio, share);
    return cell === undefined ? '' : percent(cell.jaccard.rmse);
  })]);
  return markdownTable(withoutEmpty({ heads: [`k = ${shownK}, n = ${shownSize.toLocaleString('en-US')}, sizes 1:${ratio}`, ...shownShares.map(String)], rows }));
}

/** Against bottom-k of the same k, for sets far above k and below. */
export function againstBottomK(results: Results): string {
  const columns = [[1024, 1_000_000], [1024, 10_000], [1024, 400], [64, 400]]
    .flatMap(([k, size]) => [1, 10, 100].map((ratio) => ({ k: k!, size: size!, ratio })))
    .filter(({ k, size, ratio }) => meanSquare(results, 'bottom-k', k, size, ratio) !== undefined);
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

/** Over all cells of a scheme: bias, largest error, and whether intervals hold. */
export function summaryTable(results: Results): string {
  const rows = names.map((scheme) => {
    const cells = results.filter((each) => each.scheme === scheme);
    const withIntervals = cells.filter(({ jaccard }) => jaccard.coverage !== null);
    const coverages = withIntervals.map(({ jaccard }) => jaccard.coverage!);
    const failing = withIntervals.filter(({ jaccard, trials }) => jaccard.coverage! < 0.95 - deviations * Math.sqrt((0.95 * 0.05) / trials));
    const worst = cells.reduce((most, { jaccard }) => Math.max(most, jaccard.worst), 0);
    const containment = cells.reduce((most, each) => Math.max(most, each.containment.worst), 0);
    const biased = cells.filter(({ jaccard, trials }) => Math.abs(jaccard.bias) * Math.sqrt(trials) > biasDeviations * jaccard.rmse);
    const mean = coverages.reduce((sum, value) => sum + value, 0) / coverages.length;
    return [scheme, String(cells.length), String(biased.length), percent(worst), percent(containment), percent(mean), percent(Math.min(...coverages)), String(failing.length)];
  });
  const heads = ['scheme', 'cells', `with a bias beyond ${biasDeviations} standard errors`, 'worst error of J, points', 'of containment', 'mean coverage, %', 'lowest, %', `cells below 95 % by ${deviations} standard errors`];
  return markdownTable({ heads, rows: rows.filter(([, count]) => count !== '0') });
}

/** Error over similarity against that of as many independent trials, a panel for each size and ratio. */
export function errorChart(results: Results): LineChart {
  const relative = ({ k, jaccard: { truth, rmse } }: AccuracyResult): number | null => (truth === 0 || truth === 1 ? null : (100 * rmse) / Math.sqrt((truth * (1 - truth)) / k));
  return { ...chartOf(results, 'Error of the Jaccard index', 'root mean square error, %', relative), scale: 'logarithmic', level: 100 };
}

/** Coverage over similarity. */
export function coverageChart(results: Results): LineChart {
  const chart = chartOf(results, 'Coverage of intervals of 95 %', 'coverage, %', ({ jaccard }) => (jaccard.coverage === null ? null : 100 * jaccard.coverage));
  const least = Math.min(...chart.panels.flatMap(({ lines }) => lines.flatMap(({ values }) => values.filter((value) => value !== null))));
  return { ...chart, from: 10 * Math.floor(least / 10), level: 95 };
}

function chartOf(results: Results, title: string, up: string, valueOf: (cell: AccuracyResult) => number | null): LineChart {
  const panels = [[shownSize, 1], [shownSize, 10], [400, 1], [400, 10], [1_000_000, 1], [1_000_000, 100]].map(([size, ratio]): Panel => ({
    title: `k = ${shownK}, ${size!.toLocaleString('en-US')} records, sizes 1:${ratio}`,
    lines: names.map((series) => ({ series, values: shares.map((share) => {
      const cell = find(results, series, shownK, size!, ratio!, share);
      return cell === undefined ? null : valueOf(cell);
    }) })).filter(({ values }) => values.some((value) => value !== null)),
  })).filter(({ lines }) => lines.length > 0);
  return { title, across: 'J as a share of the largest', places: shares.map(String), up, scale: 'linear', series: names.filter((name) => panels.some(({ lines }) => lines.some(({ series }) => series === name))), panels };
}

function withoutEmpty({ heads, rows }: PageTable): PageTable {
  return { heads, rows: rows.filter(([, ...cells]) => cells.some((cell) => cell !== '')) };
}
