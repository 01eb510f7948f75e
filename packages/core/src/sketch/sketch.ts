/**
 * What all sketch schemes share: the union type, what is known of the set, what goes together, merge, validation.
 */
import { IncompatibleError } from '../errors.ts';
import { assertValidClassic, type ClassicSketch, haveCommonEntries, isEmptyClassic, isMinimaSketch, knownByMinima, mergeClassic, smallestOfSingle } from './classic.ts';
import { assertValidBottomK, isBottomKComplete, mergeBottomK, type BottomKSketch } from './bottom-k.ts';
import { hashSpace } from './hash-list.ts';
import {
  assertValidOnePermutation, coveredByBins, filledBinCount, haveCommonBins, isOnePermutationComplete, mergeOnePermutation, type OnePermutationSketch,
} from './one-permutation.ts';
import { isClassicParameters, formatSketchParameters, type SketchParameters } from './parameters.ts';
import { assertValidScaled, isScaledComplete, mergeScaled, scaledTheta, type ScaledSketch } from './scaled.ts';

/** A finished sketch of a scheme of Datasig's own. */
export type HashSketch = BottomKSketch | ScaledSketch | OnePermutationSketch;

/** A finished sketch of any scheme. */
export type Sketch = HashSketch | ClassicSketch;

/** Whether a sketch is of a scheme of the original tool. */
export function isClassic(sketch: Sketch): sketch is ClassicSketch {
  return isClassicParameters(sketch);
}

/** The parameters that `sketch` was made with. */
export function sketchParameters(sketch: Sketch): SketchParameters {
  return sketch.scheme === 'scaled/1' ? { scheme: sketch.scheme, scale: sketch.scale } : { scheme: sketch.scheme, k: sketch.k };
}

/**
 * How much of the hash space the sketch covers, from 1 to 2^64, the latter when it is complete. Of what is covered it
 * holds every hash: with `bottom-k/1` and `scaled/1` that is all below a threshold.
 */
export function coveredSpace(sketch: HashSketch): bigint {
  if (sketch.scheme === 'one-permutation/1') return coveredByBins(sketch);
  return sketch.scheme === 'bottom-k/1' ? (sketch.theta ?? hashSpace) : scaledTheta(sketch.scale);
}

/** How many distinct records the sketch holds in the space that it covers. */
export function heldCount(sketch: HashSketch): number {
  return sketch.scheme === 'one-permutation/1' ? filledBinCount(sketch) : sketch.hashes.length;
}

/** How many distinct records the sketch shows at least: those it holds, and the one at a bottom-k sketch's theta. */
export function knownCount(sketch: Sketch): number {
  if (isClassic(sketch)) return isMinimaSketch(sketch) ? knownByMinima(sketch) : knownCount(smallestOfSingle(sketch));
  return heldCount(sketch) + (sketch.scheme === 'bottom-k/1' && sketch.theta !== null ? 1 : 0);
}

/** Whether the sketch holds its whole set, so that estimates from it have no sampling error. */
export function isComplete(sketch: Sketch): boolean {
  if (isClassic(sketch)) return isMinimaSketch(sketch) ? isEmptyClassic(sketch) : isBottomKComplete(smallestOfSingle(sketch));
  if (sketch.scheme === 'one-permutation/1') return isOnePermutationComplete(sketch);
  return sketch.scheme === 'bottom-k/1' ? isBottomKComplete(sketch) : isScaledComplete(sketch);
}

/** Whether two sketches can be compared: both hold the smallest hashes, or both have bins, or entries, in common. */
export function areComparable(a: Sketch, b: Sketch): boolean {
  if (isClassic(a) || isClassic(b)) return isClassic(a) && isClassic(b) && haveCommonEntries(a, b);
  if (a.scheme === 'one-permutation/1' && b.scheme === 'one-permutation/1') return haveCommonBins(a, b);
  return a.scheme !== 'one-permutation/1' && b.scheme !== 'one-permutation/1';
}

/** Whether two sketches merge: of one scheme, and comparable. */
export function areMergeable(a: Sketch, b: Sketch): boolean {
  return a.scheme === b.scheme && areComparable(a, b);
}

/**
 * The sketch of the union of two sets: the smaller k, the coarser scale.
 *
 * @throws IncompatibleError `sketch-mismatch` when they are not {@link areMergeable}.
 */
export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  if (a.scheme === 'bottom-k/1' && b.scheme === 'bottom-k/1') return mergeBottomK(a, b);
  if (a.scheme === 'scaled/1' && b.scheme === 'scaled/1') return mergeScaled(a, b);
  if (a.scheme === 'one-permutation/1' && b.scheme === 'one-permutation/1' && haveCommonBins(a, b)) return mergeOnePermutation(a, b);
  if (isClassic(a) && isClassic(b) && haveCommonEntries(a, b)) return mergeClassic(a, b);
  throw sketchMismatch('merge', a, b);
}

/** The error for two sketches that do not go together; `action` is what they were to do. */
export function sketchMismatch(action: 'merge' | 'compare', a: Sketch, b: Sketch): IncompatibleError {
  const [one, other] = [a, b].map((sketch) => formatSketchParameters(sketchParameters(sketch)));
  return new IncompatibleError('sketch-mismatch', `the sketches ${one} and ${other} do not ${action}; make both fingerprints with the same --sketch`, {
    context: { schemeA: a.scheme, schemeB: b.scheme },
  });
}

/**
 * Checks a sketch that came from outside.
 *
 * @throws DatasigError `fingerprint-malformed` when it breaks a rule of its scheme.
 */
export function assertValidSketch(sketch: Sketch): void {
  if (isClassic(sketch)) assertValidClassic(sketch);
  else if (sketch.scheme === 'bottom-k/1') assertValidBottomK(sketch);
  else if (sketch.scheme === 'scaled/1') assertValidScaled(sketch);
  else assertValidOnePermutation(sketch);
}
