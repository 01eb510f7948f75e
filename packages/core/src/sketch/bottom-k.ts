/**
 * `bottom-k/1`: the k smallest hashes of a set and the threshold `theta` below which it holds all of them.
 *
 * Sources: Cohen & Kaplan, "Summarizing data using bottom-k sketches" (PODC 2007); the threshold form is that of
 * Dasgupta, Lang, Rhodes & Thaler, "A framework for estimating stream expression cardinalities" (ICDT 2016).
 */
import { DatasigError, InvalidArgumentError } from '../errors.ts';
import { findDisorder, hashSpace, toHashList, uniteHashLists } from './hash-list.ts';

/** A finished bottom-k sketch of a set of distinct records. Immutable by agreement: operations make new arrays. */
export interface BottomKSketch {
  readonly scheme: 'bottom-k/1';
  /** The most hashes it holds, 1 to {@link maximumK}. */
  readonly k: number;
  /** The (k+1)-th smallest hash of the set, itself not in `hashes`; null when the set has at most k. */
  readonly theta: bigint | null;
  /** Ascending, distinct, below `theta`; exactly k of them where there is a `theta`. */
  readonly hashes: BigUint64Array;
}

/** The largest k: 8 MiB of hashes, an error of 0.1 %. */
export const maximumK: number = 2 ** 20;

/** Whether the sketch holds its whole set, so that it has no sampling error. */
export function isBottomKComplete(sketch: BottomKSketch): boolean {
  return sketch.theta === null;
}

/**
 * The sketch of a set given as hashes in any order, duplicates allowed; `values` stay as they are.
 *
 * @throws InvalidArgumentError when k is out of range.
 */
export function bottomKFromHashes(values: BigUint64Array, k: number): BottomKSketch {
  assertK(k);
  return firstOf(toHashList(values), k);
}

/**
 * The sketch of the union of two sets: the k+1 smallest of all that both know, thresholds included.
 * Where the two k differ the result has the smaller one, since only that many hashes are sure to be known.
 */
export function mergeBottomK(a: BottomKSketch, b: BottomKSketch): BottomKSketch {
  return firstOf(uniteHashLists(knownHashes(a), knownHashes(b)), Math.min(a.k, b.k));
}

/**
 * The same set's sketch with a smaller k; its `theta` is the (k+1)-th smallest hash of the set.
 *
 * @throws InvalidArgumentError when `k` is larger than the sketch's own.
 */
export function truncateBottomK(sketch: BottomKSketch, k: number): BottomKSketch {
  assertK(k);
  if (k > sketch.k) {
    throw new InvalidArgumentError('invalid-argument', `a bottom-k sketch of k = ${sketch.k} cannot grow to k = ${k}; make it again from the data`, {
      context: { parameter: 'k', value: k },
    });
  }
  return firstOf(knownHashes(sketch), k);
}

/**
 * Checks a sketch that came from outside.
 *
 * @throws DatasigError `fingerprint-malformed` when it breaks a rule of `bottom-k/1`.
 */
export function assertValidBottomK(sketch: BottomKSketch): void {
  const { k, theta, hashes } = sketch;
  if (!isValidK(k)) throw malformed(`k must be an integer from 1 to ${maximumK}, got ${k}`);
  if (hashes.length > k) throw malformed(`at most k = ${k} hashes are allowed, got ${hashes.length}`);
  const disorder = findDisorder(hashes);
  if (disorder !== -1) throw malformed(`hashes must be strictly ascending; hash ${disorder} (counted from 0) is not above the one before it`);
  if (theta === null) return;
  if (hashes.length < k) throw malformed(`theta needs exactly k = ${k} hashes, got ${hashes.length}`);
  if (theta >= hashSpace || theta <= hashes[k - 1]!) throw malformed('theta must be a 64-bit hash above all others');
}

/** Whether `k` is one that a sketch can have. */
export function isValidK(k: number): boolean {
  return Number.isInteger(k) && k >= 1 && k <= maximumK;
}

/** All the set's members that the sketch knows: its hashes and `theta`, which is the next one. */
function knownHashes(sketch: BottomKSketch): BigUint64Array {
  if (sketch.theta === null) return sketch.hashes;
  const known = new BigUint64Array(sketch.hashes.length + 1);
  known.set(sketch.hashes);
  known[sketch.hashes.length] = sketch.theta;
  return known;
}

function firstOf(hashList: BigUint64Array, k: number): BottomKSketch {
  return { scheme: 'bottom-k/1', k, theta: hashList[k] ?? null, hashes: hashList.slice(0, k) };
}

function assertK(k: number): void {
  if (isValidK(k)) return;
  throw new InvalidArgumentError('invalid-argument', `k must be an integer from 1 to ${maximumK}, got ${k}`, { context: { parameter: 'k', value: k } });
}

function malformed(reason: string): DatasigError {
  return new DatasigError('fingerprint-malformed', `bottom-k/1 sketch: ${reason}; the file was damaged or not made by Datasig`);
}
