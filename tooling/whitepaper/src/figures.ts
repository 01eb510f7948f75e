/** Figures that belong to the whitepaper alone, as SVG by file name. */
import { renderLineCharts } from '@datasig/chart';
import { detectableShare } from '@datasig/study';

const powers: readonly number[] = [0.5, 0.95, 0.999];

/** All of them. */
export function makeFigures(): ReadonlyMap<string, string> {
  return new Map([['detectable.svg', renderLineCharts(detectableChart(), 'from f = 1 − (1 − p)^(1/k), for changes that were not aimed at the sketch')]]);
}

function detectableChart(): Parameters<typeof renderLineCharts>[0] {
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
