/**
 * Cells of a scheme that cannot be drawn, all of one size at once: every trial makes random records, and all cells take
 * their sets from these. B is the first records; what is common ends where B ends, and what only A has follows.
 */
import type { PairSizes, Random } from '../core.ts';
import { digestByteLength, type Digests, digestsOf, sliceDigests, viewOf } from '../digests.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { randomFor } from '../seed.ts';
import { type Cell, sizesOf } from './cell.ts';
import { type CellResult, CellScore } from './measure.ts';

/** A cell, and how many trials it takes. */
export interface SharedCell {
  readonly cell: Cell;
  readonly trials: number;
}

/** A scheme whose sketches of smaller k are the beginnings of those of larger k. */
export type PrefixScheme<S> = Scheme<S> & Required<Pick<Scheme<S>, 'first'>>;

/** Whether a scheme can be measured so. */
export function hasPrefixes<S>(scheme: Scheme<S>): scheme is PrefixScheme<S> {
  return scheme.first !== undefined;
}

/** What each cell finds, in their order; all have the same size. */
export function measureShared<S>(scheme: PrefixScheme<S>, shared: readonly SharedCell[]): CellResult[] {
  const cells = shared.map(({ cell, trials }) => {
    const sizes = sizesOf(cell);
    return { k: cell.k, trials, sizes, score: new CellScore(sizes) };
  });
  const largestSize = shared[0]?.cell.size ?? 0;
  const most = Math.max(0, ...cells.map(({ trials }) => trials));
  for (let trial = 0; trial < most; trial++) {
    const active = cells.filter(({ trials }) => trials > trial);
    const k = Math.max(...active.map((cell) => cell.k));
    const sketches = new SharedSketches(scheme, k, largestSize, active.map(({ sizes }) => sizes), randomFor(`shared records n=${largestSize} trial=${trial}`));
    for (const { k: own, sizes, score } of active) score.add(scheme.compare(scheme.first(sketches.ofA(sizes), own), scheme.first(sketches.b, own)));
  }
  return cells.map(({ score }) => score.result());
}

/** Sketches of all pairs of one trial, each made of the next smaller one. */
class SharedSketches<S> {
  readonly b: S;
  readonly #scheme: PrefixScheme<S>;
  readonly #common: ReadonlyMap<number, S>;
  readonly #onlyA: ReadonlyMap<number, S>;

  constructor(scheme: PrefixScheme<S>, k: number, size: number, pairs: readonly PairSizes[], random: Random) {
    this.#scheme = scheme;
    const records = randomFirstWords(random, size + Math.max(...pairs.map(({ onlyA }) => onlyA)));
    const sketch = (first: number, end: number): S => scheme.sketch(sliceDigests(records, first, end), { k, largestSize: size });
    this.#common = this.#growing([...pairs.map(({ both }) => both), size], (from, to) => sketch(size - to, size - from));
    this.#onlyA = this.#growing(pairs.map(({ onlyA }) => onlyA), (from, to) => sketch(size + from, size + to));
    this.b = this.#common.get(size)!;
  }

  ofA({ both, onlyA }: PairSizes): S {
    return this.#scheme.merge(this.#common.get(both)!, this.#onlyA.get(onlyA)!);
  }

  #growing(lengths: readonly number[], sketch: (from: number, to: number) => S): Map<number, S> {
    const sketches = new Map<number, S>();
    let [from, last] = [0, sketch(0, 0)];
    for (const to of [...new Set(lengths)].sort((a, b) => a - b)) {
      last = this.#scheme.merge(last, sketch(from, to));
      sketches.set(to, last);
      from = to;
    }
    return sketches;
  }
}

/** Schemes over a universe of 2^32 see the first word of a digest only; the others are 0. */
function randomFirstWords(random: Random, count: number): Digests {
  const bytes = new Uint8Array(count * digestByteLength);
  const view = viewOf(bytes);
  for (let index = 0; index < count; index++) view.setUint32(index * digestByteLength, random.uint32());
  return digestsOf(bytes);
}
