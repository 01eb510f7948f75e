/**
 * Measures what one-permutation sketches tell: estimators of the cardinality, and of shares of sets that the sketch
 * covers in good part, each against its alternatives.
 *
 * Run `node experiments/bins.ts` in packages/core; it prints tables of docs/adr/0004-estimators.md.
 */
import { estimateProportion } from '../src/estimate/binomial.ts';
import { hashShare } from '../src/estimate/cardinality.ts';
import type { Interval } from '../src/estimate/interval.ts';
import { comparedCount, countOverlap } from '../src/estimate/overlap.ts';
import { estimateShare } from '../src/estimate/sampled-share.ts';
import { coveredSpace, heldCount } from '../src/sketch/sketch.ts';
import { Random } from './random.ts';
import { pairSizes, simulateOnePermutation } from './simulated-sets.ts';

const confidence = 0.95;
const trialsOf = (k: number): number => (k <= 64 ? 10_000 : 1500);
const percent = (value: number): string => (100 * value).toFixed(3);

/** Estimators of the number of records, from the filled bins m of k and the share s of the hash space covered. */
const cardinalities: Readonly<Record<string, (m: number, k: number, s: number) => number>> = {
  'm / s': (m, _k, s) => m / s,
  '(m - 1) / s + 1': (m, _k, s) => (m - 1) / s + 1,
  'empty bins alone': (m, k) => (m === k ? Infinity : Math.log(1 - m / k) / Math.log(1 - 1 / k)),
};

function measureCardinality(k: number, size: number): string {
  const random = new Random(k + size);
  const errors = Object.keys(cardinalities).map(() => 0);
  for (let trial = 0; trial < trialsOf(k); trial++) {
    const [sketch] = simulateOnePermutation(random, { both: size, onlyA: 0, onlyB: 0 }, k, k);
    const [held, share] = [heldCount(sketch), hashShare(coveredSpace(sketch))];
    Object.values(cardinalities).forEach((estimate, index) => {
      errors[index]! += (estimate(held, k, share) / size - 1) ** 2 / trialsOf(k);
    });
  }
  return `| ${[k, size.toLocaleString('en-US'), ...errors.map((error) => (error === Infinity ? '-' : percent(Math.sqrt(error))))].join(' | ')} |`;
}

function measureShare(k: number, size: number, jaccardShare: number): string {
  const random = new Random(k + size);
  const sizes = pairSizes(size, size, jaccardShare);
  const truth = sizes.both / (sizes.both + sizes.onlyA + sizes.onlyB);
  const endless = { covered: 0, width: 0 };
  const shipped = { covered: 0, width: 0 };
  let covered = 0;
  const add = (score: typeof endless, { lower, upper }: Interval): void => {
    if (lower <= truth && truth <= upper) score.covered += 1 / trialsOf(k);
    score.width += (upper - lower) / trialsOf(k);
  };
  for (let trial = 0; trial < trialsOf(k); trial++) {
    const overlap = countOverlap(...simulateOnePermutation(random, sizes, k, k));
    const compared = comparedCount(overlap);
    covered += hashShare(overlap.theta) / trialsOf(k);
    add(endless, estimateProportion(overlap.both, compared, confidence));
    add(shipped, estimateShare(overlap.both, compared - overlap.both, hashShare(overlap.theta), confidence)!);
  }
  const cells = [covered.toFixed(2), endless.covered.toFixed(3), shipped.covered.toFixed(3), `${(100 * (shipped.width / endless.width - 1)).toFixed(0)} %`];
  return `| ${[k, size, truth.toFixed(2), ...cells].join(' | ')} |`;
}

console.log(`| k | records | ${Object.keys(cardinalities).join(' | ')} |`);
console.log('|---|---|---|---|---|');
for (const k of [64, 1024]) for (const size of [k / 16, k / 2, k, 4 * k, 1_000_000]) console.log(measureCardinality(k, size));
console.log('\n| k | records of each | J | share covered | coverage: binomial | shipped | width: change |');
console.log('|---|---|---|---|---|---|---|');
for (const k of [64, 1024]) {
  for (const size of [k / 8, k / 2, k, 4 * k]) for (const jaccardShare of [0.14, 0.5, 0.9]) console.log(measureShare(k, size, jaccardShare));
}
