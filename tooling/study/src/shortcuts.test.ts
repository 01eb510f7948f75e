/** Each shortcut against the plain way: sketches that are drawn tell the same as sketches of records. */
import { expect, test } from 'vitest';
import { comparePairOfSets } from './accuracy/pairs.ts';
import type { PairSizes } from './core.ts';
import { type Digests, digestsOfTexts } from './digests.ts';
import { schemes } from './schemes/index.ts';
import type { Scheme, SchemeComparison, Setting } from './schemes/scheme.ts';
import { randomFor } from './seed.ts';

const made = new Map<string, Digests>();

/** Records of one trial, the same for all schemes: digests of texts, so that the plain way is that of data. */
function recordsOf(trial: number, count: number): Digests {
  const name = `${trial} of ${count}`;
  if (!made.has(name)) made.set(name, digestsOfTexts(Array.from({ length: count }, (_, index) => `${trial} record ${index}`)));
  return made.get(name)!;
}

/** Mean and variance, with what they are unsure by. */
function moments(values: readonly number[]): { readonly mean: number; readonly variance: number; readonly meanError: number; readonly varianceError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const central = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  const variance = central(2);
  return { mean, variance, meanError: Math.sqrt(variance / values.length), varianceError: Math.sqrt(Math.max(central(4) - variance ** 2, 0) / values.length) };
}

function expectAlike(drawn: readonly number[], plain: readonly number[]): void {
  const [a, b] = [moments(drawn), moments(plain)];
  // Four standard errors: one test in 16,000 would fail by chance, and seeds are fixed.
  expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(4 * Math.hypot(a.meanError, b.meanError) + 1e-12);
  expect(Math.abs(a.variance - b.variance)).toBeLessThanOrEqual(4 * Math.hypot(a.varianceError, b.varianceError) + 1e-12);
}

const shapes: readonly { readonly name: string; readonly sizes: PairSizes; readonly k: number }[] = [
  { name: 'fewer records than k', sizes: { both: 12, onlyA: 4, onlyB: 9 }, k: 32 },
  { name: 'some times k', sizes: { both: 60, onlyA: 30, onlyB: 110 }, k: 32 },
  { name: 'many times k', sizes: { both: 120, onlyA: 30, onlyB: 60 }, k: 8 },
  { name: 'far more than k', sizes: { both: 200, onlyA: 20, onlyB: 340 }, k: 8 },
];
const drawable = schemes.filter(({ draw }) => draw !== undefined);

test.each(drawable.flatMap((scheme) => shapes.map((shape) => [scheme.name, shape.name, scheme, shape] as const)))('%s, %s', (name, shapeName, scheme: Scheme<unknown>, { sizes, k }) => {
  // A cryptographic hash for each place is slow, and known to be even.
  const trials = scheme.stepsPerRecord(k) > 20 * k ? 40 : 400;
  const setting: Setting = { k, largestSize: sizes.both + Math.max(sizes.onlyA, sizes.onlyB) };
  const random = randomFor(`shortcut ${name} ${shapeName}`);
  const run = (count: number, compare: (trial: number) => SchemeComparison): SchemeComparison[] => Array.from({ length: count }, (_, trial) => compare(trial));
  const drawn = run(5 * trials, () => scheme.compare(...scheme.draw!(random, sizes, setting)));
  const plain = run(trials, (trial) => comparePairOfSets(scheme, recordsOf(trial, sizes.both + sizes.onlyA + sizes.onlyB), sizes, setting));
  expectAlike(drawn.map(({ jaccard }) => jaccard.estimate), plain.map(({ jaccard }) => jaccard.estimate));
  expectAlike(drawn.map(({ aInB }) => aInB.estimate), plain.map(({ aInB }) => aInB.estimate));
});
