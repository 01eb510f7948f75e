/** Figures that belong to the whitepaper alone, as SVG by file name. */
import { renderLineCharts } from '@datasig/chart';
import { detectableShare, schemes, shares } from '@datasig/study';
import type { Study } from './facts/study.ts';

type LineChart = Parameters<typeof renderLineCharts>[0];

const powers: readonly number[] = [0.5, 0.95, 0.999];

const missSize = 10_000;

/** All of them. */
export function makeFigures(study: Study): ReadonlyMap<string, string> {
  const { mode, complete } = study.accuracy;
  return new Map([
    ['detectable.svg', renderLineCharts(detectableChart(), 'from f = 1 − (1 − p)^(1/k), for changes that were not aimed at the sketch')],
    ['misses.svg', renderLineCharts(missChart(study), `${mode} run${complete ? '' : ', not finished'}`)],
  ]);
}

function missChart({ accuracy: { results } }: Study): LineChart {
  const series = schemes.filter(({ shipped }) => shipped).map(({ name }) => name);
  return {
    title: 'Intervals of 95 % that miss',
    across: 'J as a share of the largest',
    places: shares.map(String),
    up: 'intervals that miss, %',
    scale: 'linear',
    level: 5,
    series,
    panels: [64, 1024].flatMap((k) => [1, 10].map((ratio) => ({
      title: `k = ${k}, ${missSize.toLocaleString('en-US')} records, sizes 1:${ratio}`,
      lines: series.map((name) => ({ series: name, values: shares.map((share) => {
        const cell = results.find((each) => each.scheme === name && each.k === k && each.size === missSize && each.ratio === ratio && each.share === share);
        return cell === undefined || cell.jaccard.coverage === null ? null : 100 * (1 - cell.jaccard.coverage);
      }) })),
    }))),
  };
}

function detectableChart(): LineChart {
  const ks = Array.from({ length: 11 }, (_, index) => 64 * 2 ** index);
  const series = powers.map((power) => `seen with ${Number((100 * power).toPrecision(4))} %`);
  return {
    title: 'The least change that is seen, by size of the sketch',
    across: 'hashes in the sketch, k (8 bytes each)',
    places: ks.map((k) => k.toLocaleString('en-US')),
    up: 'distinct records that differ, % of the union',
    scale: 'logarithmic',
    series,
    panels: [{ title: '', lines: powers.map((power, index) => ({ series: series[index]!, values: ks.map((k) => 100 * detectableShare(k, power)) })) }],
  };
}
