/** The cells of the accuracy tables: one scheme at one size of sketch, for pairs of sets of one shape. */
import { pairSizes, type PairSizes } from '../core.ts';

/** Sizes and similarity of a pair of sets. */
export interface PairShape {
  /** Records of the larger set. */
  readonly size: number;
  /** How many times the other goes into it. */
  readonly ratio: number;
  /** The Jaccard index as a share of the largest that these sizes allow. */
  readonly share: number;
}

/** What a cell measures. */
export interface Cell extends PairShape {
  readonly scheme: string;
  readonly k: number;
}

/** Sizes, similarities and k of a run. */
export interface Grid {
  readonly shares: readonly number[];
  readonly ratios: readonly number[];
  readonly sizes: readonly number[];
  readonly ks: readonly number[];
  /** Names of the schemes; all where there are none. */
  readonly schemes?: readonly string[];
}

/** A name that no two cells share; also the seed of its draws. */
export function keyOfCell({ scheme, k, size, ratio, share }: Cell): string {
  return `${scheme} k=${k} n=${size} 1:${ratio} J=${share}`;
}

/** All pairs of a grid whose smaller set has a record at least. */
export function shapesOf({ sizes, ratios, shares }: Grid): PairShape[] {
  return sizes.flatMap((size) => ratios.filter((ratio) => ratio <= size).flatMap((ratio) => shares.map((share) => ({ size, ratio, share }))));
}

/** How many records are in both and in either alone; A is the smaller set. */
export function sizesOf({ size, ratio, share }: PairShape): PairSizes {
  return pairSizes(Math.round(size / ratio), size, share);
}
