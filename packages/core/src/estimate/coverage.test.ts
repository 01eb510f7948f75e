/**
 * Coverage: at least 95 % of the 95 % intervals contain the truth, within three standard errors, from disjoint to equal
 * sets. All seeds are fixed, so that a run either always passes or always fails.
 */
import { describe, expect, test } from 'vitest';
import { measureCoverage, quantities } from '../../experiments/measure-coverage.ts';
import { Random } from '../../experiments/random.ts';
import { pairSizes, simulateBottomK, simulateOnePermutation, simulateScaled, type PairSizes } from '../../experiments/simulated-sets.ts';
import { BinMinima } from '../kernel/reference/bin-minima.ts';
import { bottomKFromHashes } from '../sketch/bottom-k.ts';
import { onePermutationFromBins } from '../sketch/one-permutation.ts';
import type { Sketch } from '../sketch/sketch.ts';
import { compareSketches, type Comparison } from './compare.ts';

const confidence = 0.95;
const jaccardShares = [0, 0.01, 0.14, 0.5, 0.9, 0.99, 1];

/** The quantities whose intervals cover too rarely, with their coverage. */
function shortfalls(sizes: PairSizes, trials: number, simulate: () => readonly [Sketch, Sketch]): string[] {
  const coverage = measureCoverage(sizes, confidence, trials, simulate);
  const least = confidence - 3 * Math.sqrt((confidence * (1 - confidence)) / trials);
  return quantities.filter((name) => coverage[name] < least).map((name) => `${name} ${coverage[name].toFixed(4)} < ${least.toFixed(4)}`);
}

describe.each([
  { k: 64, trials: 1500 },
  { k: 1024, trials: 600 },
])('bottom-k, k = $k', ({ k, trials }) => {
  test.each([1, 20].flatMap((sizeRatio) => jaccardShares.map((share) => [sizeRatio, share] as const)))('sizes %d:1, J at %d of the largest', (sizeRatio, share) => {
    const random = new Random(k + sizeRatio);
    const sizes = pairSizes(1_000_000, 1_000_000 / sizeRatio, share);
    expect(shortfalls(sizes, trials, () => simulateBottomK(random, sizes, k, k))).toEqual([]);
  });
});

describe.each([
  { k: 64, trials: 1000, sizes: [[6, 6], [32, 32], [200, 200], [20, 200], [64, 1280], [1_000_000, 1_000_000], [1_000_000, 50_000]] },
  { k: 1024, trials: 300, sizes: [[100, 100], [2000, 2000], [1_000_000, 50_000]] },
])('one-permutation, k = $k', ({ k, trials, sizes: pairs }) => {
  test.each(pairs)('sizes %d and %d', (sizeA, sizeB) => {
    for (const share of k === 64 ? jaccardShares : [0, 0.5, 0.99]) {
      const random = new Random(sizeA! + 2 * sizeB!);
      const sizes = pairSizes(sizeA!, sizeB!, share);
      expect(shortfalls(sizes, trials, () => simulateOnePermutation(random, sizes, k, k)), `J at ${share} of the largest`).toEqual([]);
    }
  });
});

describe('other pairs', () => {
  const trials = 1000;

  test.each([
    ['one complete', 50, 100_000, 64, 64],
    ['sets hardly larger than k', 70, 90, 64, 64],
    ['different k', 100_000, 60_000, 64, 256],
  ])('%s', (_what, sizeA, sizeB, kA, kB) => {
    const random = new Random(sizeA);
    const sizes = pairSizes(sizeA, sizeB, 0.5);
    expect(shortfalls(sizes, trials, () => simulateBottomK(random, sizes, kA, kB))).toEqual([]);
  });

  test.each([0, 0.5, 1])('scaled, J at %d of the largest', (share) => {
    const random = new Random(1);
    const sizes = pairSizes(50_000, 200_000, share);
    expect(shortfalls(sizes, trials, () => simulateScaled(random, sizes, 1000))).toEqual([]);
  });

  test.each([0.1, 0.9])('one-permutation of different k, J at %d of the largest', (share) => {
    const random = new Random(4);
    const sizes = pairSizes(3000, 4000, share);
    expect(shortfalls(sizes, trials, () => simulateOnePermutation(random, sizes, 64, 256))).toEqual([]);
  });

  test.each([[1, 5], [16, 9], [16, 50], [17, 3000]])('one-permutation of %d bins, sizes about %d', (k, size) => {
    const random = new Random(k);
    const sizes = pairSizes(size, 2 * size, 0.5);
    expect(shortfalls(sizes, trials, () => simulateOnePermutation(random, sizes, k, k))).toEqual([]);
  });

  test('bottom-k against scaled', () => {
    const random = new Random(2);
    const sizes = pairSizes(20_000, 200_000, 0.5);
    const simulate = (): [Sketch, Sketch] => {
      const [a, b] = simulateScaled(random, sizes, 100);
      return [bottomKFromHashes(a.hashes, 64), b];
    };
    expect(shortfalls(sizes, trials, simulate)).toEqual([]);
  });
});

test('sets of real random hashes behave as the simulation does', () => {
  const trials = 600;
  const random = new Random(3);
  const sizes = pairSizes(2000, 1000, 0.5);
  const total = sizes.both + sizes.onlyA + sizes.onlyB;
  const fromSets = (): [Sketch, Sketch] => {
    const pool = random.hashes(total);
    return [bottomKFromHashes(pool.subarray(0, 2000), 64), bottomKFromHashes(pool.subarray(sizes.onlyA), 64)];
  };
  expect(shortfalls(sizes, trials, fromSets)).toEqual([]);
  const mean = (make: () => readonly [Sketch, Sketch]): number => {
    let sum = 0;
    for (let trial = 0; trial < trials; trial++) sum += compareSketches(...make()).overlap.both / trials;
    return sum;
  };
  // Some 19 of the hashes compared are in both sets, with a variance below 25.
  const difference = mean(fromSets) - mean(() => simulateBottomK(random, sizes, 64, 64));
  expect(Math.abs(difference)).toBeLessThan(3 * Math.sqrt((2 * 25) / trials));
});

test('bins of real random digests behave as the simulation does', () => {
  const trials = 600;
  const random = new Random(5);
  const sizes = pairSizes(300, 150, 0.5);
  const fromSets = (): [Sketch, Sketch] => {
    const [a, b] = [new BinMinima(64), new BinMinima(64)];
    for (let record = 0; record < sizes.both + sizes.onlyA + sizes.onlyB; record++) {
      const words = [random.uint32(), random.uint32(), random.uint32()] as const;
      if (record < 300) a.add(...words);
      if (record >= sizes.onlyA) b.add(...words);
    }
    return [onePermutationFromBins(a.finish()), onePermutationFromBins(b.finish())];
  };
  expect(shortfalls(sizes, trials, fromSets)).toEqual([]);
  const mean = (make: () => readonly [Sketch, Sketch], count: (comparison: Comparison) => number): number => {
    let sum = 0;
    for (let trial = 0; trial < trials; trial++) sum += count(compareSketches(...make())) / trials;
    return sum;
  };
  const simulated = (): [Sketch, Sketch] => simulateOnePermutation(random, sizes, 64, 64);
  const both = ({ overlap }: Comparison): number => overlap.both;
  // Some 13 bins have a common minimum, with a variance below 16; the mean part covered is 0.16, with one below 0.001.
  expect(Math.abs(mean(fromSets, both) - mean(simulated, both))).toBeLessThan(3 * Math.sqrt((2 * 16) / trials));
  const covered = ({ overlap }: Comparison): number => Number(overlap.theta) / 2 ** 64;
  expect(Math.abs(mean(fromSets, covered) - mean(simulated, covered))).toBeLessThan(3 * Math.sqrt((2 * 0.001) / trials));
});
