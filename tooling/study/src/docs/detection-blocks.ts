/** Table and figure of the part `detection`. */
import { type LineChart, markdownTable } from '@datasig/chart';
import { detectionBound } from '../detection/law.ts';
import { changes, detectionKs, type DetectionResult, detectionShares, detectionSize } from '../detection/part.ts';
import { percent } from './text.ts';

type Results = readonly DetectionResult[];

/** Cells in which fewer were expected to be seen, or unseen, say little about the law. */
const leastExpected = 5;

/** How far what was drawn is from the law, over all cells. */
export interface LawFit {
  readonly cells: number;
  /** Sum of the squared deviations in standard errors: about `cells`, with a standard error of √(2 · cells), if the law holds. */
  readonly chiSquared: number;
  /** The largest deviation in standard errors. */
  readonly largest: number;
}

/** Compares what was drawn with the law. */
export function fitOfLaw(results: Results): LawFit {
  const deviations = results
    .filter(({ trials, law }) => trials * law >= leastExpected && trials * (1 - law) >= leastExpected)
    .map(({ trials, law, detected }) => (detected - law) / Math.sqrt((law * (1 - law)) / trials));
  return { cells: deviations.length, chiSquared: deviations.reduce((sum, each) => sum + each * each, 0), largest: Math.max(...deviations.map(Math.abs)) };
}

/** The same in words. */
export function detectionSummary(results: Results): string {
  const { cells, chiSquared, largest } = fitOfLaw(results);
  return `Of ${results.length} cells, ${cells} expect ${leastExpected} trials or more on either side. Their squared deviations from the exact law, in standard errors, add up to ${chiSquared.toFixed(1)}; if it holds, ${cells} ± ${Math.sqrt(2 * cells).toFixed(1)} are expected. The largest deviation is ${largest.toFixed(1)}.`;
}

/** Drawn beside law and bound. */
export function detectionTable(results: Results): string {
  const rows = changes.flatMap((change) => detectionShares.map((share) => [
    `${change}, ${percent(share)} %`,
    ...detectionKs.flatMap((k) => {
      const cell = find(results, change, k, share);
      return cell === undefined ? ['', '', ''] : [percent(cell.detected), percent(cell.law), percent(detectionBound(k, cell.differing))];
    }),
  ]));
  return markdownTable({ heads: ['change', ...detectionKs.flatMap((k) => [`k = ${k}: seen, %`, 'law, %', 'bound, %'])], rows });
}

/** Probability over the size of the change. */
export function detectionChart(results: Results): LineChart {
  const series = detectionKs.map((k) => `k = ${k}`);
  return {
    title: 'How small a change is seen',
    across: 'share of the records, %',
    places: detectionShares.map((share) => String(Number((100 * share).toPrecision(3)))),
    up: 'seen, % of the trials',
    scale: 'linear',
    level: 95,
    series,
    panels: changes.map((change) => ({
      title: `${change}, of ${detectionSize.toLocaleString('en-US')} records`,
      lines: detectionKs.flatMap((k, index) => {
        const cells = detectionShares.map((share) => find(results, change, k, share));
        return [
          { series: series[index]!, only: 'line' as const, values: cells.map((cell) => (cell === undefined ? null : 100 * cell.law)) },
          { series: series[index]!, only: 'points' as const, values: cells.map((cell) => (cell === undefined ? null : 100 * cell.detected)) },
        ];
      }),
    })),
  };
}

function find(results: Results, change: string, k: number, share: number): DetectionResult | undefined {
  return results.find((each) => each.change === change && each.k === k && each.share === share && each.size === detectionSize);
}
