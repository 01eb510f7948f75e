/** The part `detection`: how often a change of a known size shows in a comparison. */
import { countOverlap, type PairSizes, simulateBottomK } from '../core.ts';
import type { Mode, Part } from '../part.ts';
import { randomFor } from '../seed.ts';
import { detectionProbability } from './law.ts';

/** Records are replaced by others, new ones are added, or some are dropped. */
export type Change = 'changed' | 'added' | 'removed';

/** How often sketches of two versions of a dataset differed. */
export interface DetectionResult {
  readonly k: number;
  /** Distinct records before the change. */
  readonly size: number;
  readonly change: Change;
  /** Records that were changed, added or removed, as a share of `size`. */
  readonly share: number;
  /** Records that are in one version only, as a share of those in either: 1 − J. */
  readonly differing: number;
  readonly trials: number;
  /** Share of the trials in which a difference was seen. */
  readonly detected: number;
  /** What that share is expected to be. */
  readonly law: number;
}

/** Sizes of sketches and of changes, and the dataset that figures show. */
export const detectionKs: readonly number[] = [64, 400, 1024, 4096];
export const detectionShares: readonly number[] = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];
export const detectionSize = 1_000_000;
export const changes: readonly Change[] = ['changed', 'added', 'removed'];

const sizesOfMode: Readonly<Record<Mode, readonly number[]>> = { quick: [detectionSize], full: [10_000, detectionSize] };
const trialsOf: Readonly<Record<Mode, (k: number) => number>> = { quick: (k) => (k > 1024 ? 40 : 100), full: (k) => (k > 1024 ? 1500 : 4000) };

/** The part. */
export const detection: Part<DetectionResult> = {
  name: 'detection',
  title: 'how small a change a comparison sees',
  tasks: (mode) =>
    sizesOfMode[mode].flatMap((size) =>
      changes.flatMap((change) =>
        detectionKs.flatMap((k) => detectionShares.map((share) => ({ key: `${change} ${share} of ${size} k=${k}`, run: () => runCell(change, share, size, k, trialsOf[mode](k)) }))),
      ),
    ),
};

function runCell(change: Change, share: number, size: number, k: number, trials: number): DetectionResult {
  const random = randomFor(`detection ${change} ${share} of ${size} k=${k}`);
  const sizes = sizesAfter(change, Math.round(share * size), size);
  let detected = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { onlyA, onlyB } = countOverlap(...simulateBottomK(random, sizes, k, k));
    if (onlyA + onlyB > 0) detected++;
  }
  const differing = sizes.onlyA + sizes.onlyB;
  const union = sizes.both + differing;
  return { k, size, change, share, differing: differing / union, trials, detected: detected / trials, law: detectionProbability(k, union, differing) };
}

/** A is the dataset before the change, B after it. */
function sizesAfter(change: Change, count: number, size: number): PairSizes {
  switch (change) {
    case 'changed':
      return { both: size - count, onlyA: count, onlyB: count };
    case 'added':
      return { both: size, onlyA: 0, onlyB: count };
    case 'removed':
      return { both: size - count, onlyA: count, onlyB: 0 };
  }
}
