/** The part `accuracy`: every scheme over similarity, ratio of sizes, size and k. */
import type { Mode, Part, Task } from '../part.ts';
import { schemes } from '../schemes/index.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { randomFor } from '../seed.ts';
import { type Cell, type Grid, keyOfCell, shapesOf, sizesOf } from './cell.ts';
import { type CellResult, measure } from './measure.ts';
import { hasPrefixes, measureShared, type PrefixScheme, type SharedCell } from './shared-records.ts';

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

/** Trials of a cell; the error of an error is 1 / √(2 · trials). */
const trialsOf: Readonly<Record<Mode, (k: number) => number>> = { full: (k) => (k <= 400 ? 1000 : 500), quick: (k) => (k <= 400 ? 120 : 40) };
/** A tree of a million hashes takes many milliseconds for thousands of places. */
const mostTrialsOfTrees = 100;
/** Schemes that cannot be drawn: steps of all trials of a cell, if they are enough, and of one trial at most. */
const mostSteps: Readonly<Record<Mode, number>> = { full: 5e11, quick: 3e9 };
const mostStepsInTrial: Readonly<Record<Mode, number>> = { full: 5e10, quick: 1e9 };
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
  const cells = grid.ks.flatMap((k) => shapesOf(grid).map((shape): Cell => ({ scheme: scheme.name, k, ...shape })));
  if (!hasPrefixes(scheme)) return cells.map((cell) => ({ key: keyOfCell(cell), run: () => runCell(scheme, cell, trialsOfDrawn(cell, mode)) }));
  const shared = cells.map((cell): SharedCell => ({ cell, trials: trialsOverRecords(scheme, cell, mode) })).filter(({ trials }) => trials > 0);
  return grid.sizes.flatMap((size) => sharedTasks(scheme, shared.filter(({ cell }) => cell.size === size)));
}

function trialsOfDrawn({ scheme, k, size }: Cell, mode: Mode): number {
  const trials = trialsOf[mode](k);
  return scheme === 'xor-masks' && size >= 1_000_000 && k > 1024 ? Math.min(trials, mostTrialsOfTrees) : trials;
}

/** Up to two times the larger set's records are gone through, for every cell of a size at once. */
function trialsOverRecords(scheme: Scheme<unknown>, { size, k }: Cell, mode: Mode): number {
  const steps = 2 * size * scheme.stepsPerRecord(k);
  return steps > mostStepsInTrial[mode] ? 0 : Math.min(trialsOf[mode](k), Math.max(leastTrials, Math.floor(mostSteps[mode] / steps)));
}

/** The first of these tasks does all of them. */
function sharedTasks(scheme: PrefixScheme<unknown>, shared: readonly SharedCell[]): Task<AccuracyResult>[] {
  let results: readonly CellResult[] | undefined;
  return shared.map(({ cell }, index) => ({
    key: keyOfCell(cell),
    run: () => {
      results ??= measureShared(scheme, shared);
      return { ...cell, ...results[index]! };
    },
  }));
}

/** What a cell of drawn sketches finds. @throws Error where the scheme cannot be drawn */
export function runCell(scheme: Scheme<unknown>, cell: Cell, trials: number): AccuracyResult {
  if (scheme.draw === undefined) throw new Error(`${scheme.name} cannot be drawn`);
  const random = randomFor(keyOfCell(cell));
  const sizes = sizesOf(cell);
  const setting = { k: cell.k, largestSize: cell.size };
  return { ...cell, ...measure(sizes, trials, () => scheme.compare(...scheme.draw!(random, sizes, setting))) };
}
