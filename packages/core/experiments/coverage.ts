/**
 * Prints the coverage of the 95 % intervals over similarity, sizes and k.
 *
 * Run `node experiments/coverage.ts` in packages/core for bottom-k sketches, with `one-permutation` behind it for those;
 * each prints a table of docs/adr/0004-estimators.md.
 */
import { measureCoverage, quantities } from './measure-coverage.ts';
import { Random } from './random.ts';
import { pairSizes, simulateBottomK, simulateOnePermutation } from './simulated-sets.ts';

const confidence = 0.95;
const large = 1_000_000;

interface Setting {
  readonly sizeA: number;
  readonly sizeB: number;
  readonly k: number;
  readonly jaccardShares: readonly number[];
}

const bottomK: readonly Setting[] = [
  ...settings([[large, large], [large, large / 20]], [64, 1024], [0, 0.01, 0.14, 0.5, 0.9, 0.99, 1]),
  // Sets of which the sketch is a good part.
  ...settings([[100, 100], [400, 400], [400, 100]], [64], [0.14, 0.5, 0.9, 1]),
  ...settings([[1500, 1500], [6000, 6000], [6000, 1500]], [1024], [0.14, 0.5, 0.9, 1]),
];
/** From far below the number of bins to far above. */
const onePermutation: readonly Setting[] = [
  ...settings([[6, 6], [32, 32], [200, 200], [200, 20], [1280, 64], [large, large], [large, large / 20]], [64], [0, 0.14, 0.5, 0.99, 1]),
  ...settings([[100, 100], [2000, 2000], [large, large], [large, large / 20]], [1024], [0, 0.14, 0.5, 0.99, 1]),
];

function settings(sizes: readonly (readonly [number, number])[], ks: readonly number[], jaccardShares: readonly number[]): Setting[] {
  return sizes.flatMap(([sizeA, sizeB]) => ks.map((k) => ({ sizeA, sizeB, k, jaccardShares })));
}

const ofBins = process.argv[2] === 'one-permutation';
const simulate = ofBins ? simulateOnePermutation : simulateBottomK;

console.log(`| sizes | k | share of largest J | ${quantities.join(' | ')} |`);
console.log(`|${'---|'.repeat(quantities.length + 3)}`);
for (const { sizeA, sizeB, k, jaccardShares } of ofBins ? onePermutation : bottomK) {
  for (const jaccardShare of jaccardShares) {
    const random = new Random(k + sizeA / sizeB);
    const sizes = pairSizes(sizeA, sizeB, jaccardShare);
    const coverage = measureCoverage(sizes, confidence, k <= 64 ? 10_000 : 3000, () => simulate(random, sizes, k, k));
    const named = `${sizeA.toLocaleString('en-US')} : ${sizeB.toLocaleString('en-US')}`;
    console.log(`| ${[named, k, jaccardShare, ...quantities.map((name) => coverage[name].toFixed(3))].join(' | ')} |`);
  }
}
