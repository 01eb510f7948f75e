/**
 * Prints the coverage of the 95 % intervals over similarity, sizes and k.
 *
 * Run `node experiments/coverage.ts` in packages/core; it prints a table of docs/adr/0004-estimators.md.
 */
import { measureCoverage, quantities } from './measure-coverage.ts';
import { Random } from './random.ts';
import { pairSizes, simulateBottomK } from './simulated-sets.ts';

const confidence = 0.95;

function measureRow(sizeRatio: number, k: number, jaccardShare: number): string {
  const random = new Random(k + sizeRatio);
  const sizes = pairSizes(1_000_000, 1_000_000 / sizeRatio, jaccardShare);
  const coverage = measureCoverage(sizes, confidence, k <= 64 ? 10_000 : 3000, () => simulateBottomK(random, sizes, k, k));
  return `| ${[`${sizeRatio}:1`, k, jaccardShare, ...quantities.map((name) => coverage[name].toFixed(3))].join(' | ')} |`;
}

console.log(`| sizes | k | share of largest J | ${quantities.join(' | ')} |`);
console.log(`|${'---|'.repeat(quantities.length + 3)}`);
for (const sizeRatio of [1, 20]) {
  for (const k of [64, 1024]) {
    for (const jaccardShare of [0, 0.01, 0.14, 0.5, 0.9, 0.99, 1]) console.log(measureRow(sizeRatio, k, jaccardShare));
  }
}
