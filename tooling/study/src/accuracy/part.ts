/** The part `accuracy`: every scheme over similarity, ratio of sizes, size and k. */
import type { Mode, Part, Task } from '../part.ts';
import { schemes } from '../schemes/index.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { randomFor } from '../seed.ts';
import { type Cell, type Grid, keyOfCell, shapesOf, sizesOf } from './cell.ts';
import { type CellResult, measure } from './measure.ts';
import { compareRandomPair } from './pairs.ts';

/** A cell with what it found. */
export type AccuracyResult = Cell & CellResult;

/** Similarities as shares of the largest possible. */
export const shares: readonly number[] = [0, 0.01, 0.1, 0.1428, 0.5, 0.9, 0.99, 0.999, 1];

const grids: Readonly<Record<Mode, readonly Grid[]>> = {
  full: [{ shares, ratios: [1, 10, 100], sizes: [50, 400, 10_000, 1_000_000], ks: [64, 400, 1024, 4096] }],
  quick: [
    { shares, ratios: [1, 10], sizes: [400, 10_000], ks: [64, 1024] },
    { shares: [0.1428, 0.9], ratios: [1, 100], sizes: [1_000_000], ks: [1024] },
    // As many bytes as the others have at 1024.
    { shares, ratios: [1, 10], sizes: [10_000], ks: [4096], schemes: ['set-sketch-16'] },
  ],
};

/** Trials of schemes that are drawn; the error of an error is 1 / √(2 · trials). */
const trialsOf: Readonly<Record<Mode, (k: number) => number>> = { full: (k) => (k <= 400 ? 2000 : 1000), quick: (k) => (k <= 400 ? 120 : 40) };
/** Schemes over records: steps of all trials of a cell, if they are enough, and of one trial at most. */
const mostSteps: Readonly<Record<Mode, number>> = { full: 1.5e9, quick: 3e7 };
const mostStepsInTrial: Readonly<Record<Mode, number>> = { full: 1e9, quick: 2.5e6 };
const leastTrials = 20;

/** k-mins with any cryptographic hash are drawn alike, so that one stands for all; records tell them apart (`spot-checks`). */
const drawnOnce: readonly string[] = ['k-mins-sha-1', 'k-mins-blake3'];

/** The part. */
export const accuracy: Part<AccuracyResult> = {
  name: 'accuracy',
  title: 'error, worst error and coverage of every scheme',
  tasks: (mode) => schemes.filter(({ name }) => !drawnOnce.includes(name)).flatMap((scheme) => grids[mode].filter(({ schemes: names = [scheme.name] }) => names.includes(scheme.name)).flatMap((grid) => tasksOf(scheme, grid, mode))),
};

function tasksOf(scheme: Scheme<unknown>, grid: Grid, mode: Mode): Task<AccuracyResult>[] {
  return grid.ks.flatMap((k) =>
    shapesOf(grid).flatMap((shape) => {
      const cell: Cell = { scheme: scheme.name, k, ...shape };
      const trials = trialsIn(scheme, cell, mode);
      return trials === 0 ? [] : [{ key: keyOfCell(cell), run: () => runCell(scheme, cell, trials) }];
    }),
  );
}

function trialsIn(scheme: Scheme<unknown>, cell: Cell, mode: Mode): number {
  const drawn = trialsOf[mode](cell.k);
  if (scheme.draw !== undefined) return drawn;
  const { both, onlyA, onlyB } = sizesOf(cell);
  const steps = (2 * both + onlyA + onlyB) * scheme.stepsPerRecord(cell.k);
  return steps > mostStepsInTrial[mode] ? 0 : Math.min(drawn, Math.max(leastTrials, Math.floor(mostSteps[mode] / steps)));
}

/** What a cell finds. */
export function runCell(scheme: Scheme<unknown>, cell: Cell, trials: number): AccuracyResult {
  const random = randomFor(keyOfCell(cell));
  const sizes = sizesOf(cell);
  const setting = { k: cell.k, largestSize: cell.size };
  return { ...cell, ...measure(sizes, trials, () => compareRandomPair(scheme, random, sizes, setting)) };
}
