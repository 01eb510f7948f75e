/**
 * What all sketch schemes share: the union type, parameters and their written form, threshold, merge, validation.
 */
import { IncompatibleError, InvalidArgumentError } from '../errors.ts';
import { assertValidBottomK, isBottomKComplete, isValidK, maximumK, mergeBottomK, type BottomKSketch } from './bottom-k.ts';
import { hashSpace } from './hash-list.ts';
import { assertValidScaled, isScaledComplete, isValidScale, maximumScale, mergeScaled, scaledTheta, type ScaledSketch } from './scaled.ts';

/** A finished sketch of any scheme. */
export type Sketch = BottomKSketch | ScaledSketch;

/** What a sketch is made with; two sketches of equal parameters merge without loss. */
export type SketchParameters =
  | { readonly scheme: 'bottom-k/1'; readonly k: number }
  | { readonly scheme: 'scaled/1'; readonly scale: number };

/** What a fingerprint has unless asked otherwise: a standard error of at most 1.6 % in 8 KiB. */
export const defaultSketchParameters: SketchParameters = { scheme: 'bottom-k/1', k: 1024 };

/** The parameters that `sketch` was made with. */
export function sketchParameters(sketch: Sketch): SketchParameters {
  return sketch.scheme === 'bottom-k/1' ? { scheme: sketch.scheme, k: sketch.k } : { scheme: sketch.scheme, scale: sketch.scale };
}

/** The threshold below which the sketch holds all hashes of its set: from 1 to 2^64, the latter when complete. */
export function sketchTheta(sketch: Sketch): bigint {
  return sketch.scheme === 'bottom-k/1' ? (sketch.theta ?? hashSpace) : scaledTheta(sketch.scale);
}

/** Whether the sketch holds its whole set, so that estimates from it have no sampling error. */
export function isComplete(sketch: Sketch): boolean {
  return sketch.scheme === 'bottom-k/1' ? isBottomKComplete(sketch) : isScaledComplete(sketch);
}

/**
 * The sketch of the union of two sets: the smaller k, the coarser scale.
 *
 * @throws IncompatibleError `sketch-mismatch` when the schemes differ.
 */
export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  if (a.scheme === 'bottom-k/1' && b.scheme === 'bottom-k/1') return mergeBottomK(a, b);
  if (a.scheme === 'scaled/1' && b.scheme === 'scaled/1') return mergeScaled(a, b);
  throw new IncompatibleError('sketch-mismatch', `sketches of different schemes do not merge: ${a.scheme} and ${b.scheme}`, {
    context: { schemeA: a.scheme, schemeB: b.scheme },
  });
}

/**
 * Checks a sketch that came from outside.
 *
 * @throws DatasigError `fingerprint-malformed` when it breaks a rule of its scheme.
 */
export function assertValidSketch(sketch: Sketch): void {
  if (sketch.scheme === 'bottom-k/1') assertValidBottomK(sketch);
  else assertValidScaled(sketch);
}

/**
 * Reads the written form of parameters: `bottom-k:4096` (k) or `scaled:1000` (scale).
 *
 * @throws InvalidArgumentError when it is none of these.
 */
export function parseSketchParameters(text: string): SketchParameters {
  const [, name, digits] = /^(bottom-k|scaled):([1-9][0-9]{0,9})$/.exec(text) ?? [];
  const value = Number(digits);
  if (name === 'bottom-k' && isValidK(value)) return { scheme: 'bottom-k/1', k: value };
  if (name === 'scaled' && isValidScale(value)) return { scheme: 'scaled/1', scale: value };
  throw new InvalidArgumentError(
    'invalid-argument',
    `sketch ${JSON.stringify(text)} is not known; use bottom-k:K with K from 1 to ${maximumK}, or scaled:S with S from 1 to ${maximumScale}`,
    { context: { parameter: 'sketch', value: text } },
  );
}

/** The written form that {@link parseSketchParameters} reads. */
export function formatSketchParameters(parameters: SketchParameters): string {
  return parameters.scheme === 'bottom-k/1' ? `bottom-k:${parameters.k}` : `scaled:${parameters.scale}`;
}
