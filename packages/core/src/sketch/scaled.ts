/**
 * `scaled/1`: all hashes of a set below a fixed share of the hash space (FracMinHash).
 *
 * Its size grows with the set, so that a small set can be found inside a very large one.
 * Source: Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash and minimum metagenome
 * covers" (bioRxiv 2022.01.11.475838).
 */
import { DatasigError, InvalidArgumentError } from '../errors.ts';
import { countBelow, findDisorder, hashSpace, toHashList, uniteHashLists } from './hash-list.ts';

/** A finished scaled sketch of a set of distinct records. Immutable by agreement: operations make new arrays. */
export interface ScaledSketch {
  readonly scheme: 'scaled/1';
  /** One record in `scale` is kept, on average: an integer from 1 (all) to {@link maximumScale}. */
  readonly scale: number;
  /** Ascending, distinct; all the set's hashes below {@link scaledTheta}. */
  readonly hashes: BigUint64Array;
}

/** The largest scale: beyond it a set needs 2^32 records to leave a single hash. */
export const maximumScale: number = 2 ** 32;

/** The threshold of a scale: floor(2^64 / scale). */
export function scaledTheta(scale: number): bigint {
  return hashSpace / BigInt(scale);
}

/** Whether the sketch holds its whole set, so that it has no sampling error: only at scale 1. */
export function isScaledComplete(sketch: ScaledSketch): boolean {
  return sketch.scale === 1;
}

/**
 * The sketch of a set given as hashes in any order, duplicates allowed; `values` stay as they are.
 *
 * @throws InvalidArgumentError when `scale` is out of range.
 */
export function scaledFromHashes(values: BigUint64Array, scale: number): ScaledSketch {
  if (!isValidScale(scale)) {
    throw new InvalidArgumentError('invalid-argument', `scale must be an integer from 1 to ${maximumScale}, got ${scale}`, {
      context: { parameter: 'scale', value: scale },
    });
  }
  const theta = scaledTheta(scale);
  return { scheme: 'scaled/1', scale, hashes: toHashList(values.filter((hash) => hash < theta)) };
}

/** The sketch of the union of two sets. Where the scales differ the coarser wins, and drops what is above its threshold. */
export function mergeScaled(a: ScaledSketch, b: ScaledSketch): ScaledSketch {
  const scale = Math.max(a.scale, b.scale);
  const union = uniteHashLists(a.hashes, b.hashes);
  return { scheme: 'scaled/1', scale, hashes: union.slice(0, countBelow(union, scaledTheta(scale))) };
}

/**
 * Checks a sketch that came from outside.
 *
 * @throws DatasigError `fingerprint-malformed` when it breaks a rule of `scaled/1`.
 */
export function assertValidScaled(sketch: ScaledSketch): void {
  const { scale, hashes } = sketch;
  if (!isValidScale(scale)) throw malformed(`scale must be an integer from 1 to ${maximumScale}, got ${scale}`);
  const disorder = findDisorder(hashes);
  if (disorder !== -1) throw malformed(`hashes must be strictly ascending; hash ${disorder} (counted from 0) is not above the one before it`);
  if (countBelow(hashes, scaledTheta(scale)) < hashes.length) throw malformed(`all hashes must be below floor(2^64 / ${scale})`);
}

/** Whether `scale` is one that a sketch can have. */
export function isValidScale(scale: number): boolean {
  return Number.isInteger(scale) && scale >= 1 && scale <= maximumScale;
}

function malformed(reason: string): DatasigError {
  return new DatasigError('fingerprint-malformed', `scaled/1 sketch: ${reason}; the file was damaged or not made by Datasig`);
}
