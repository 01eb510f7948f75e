/** Parameters of sketches, and their written form. */
import { type ClassicParameters, isClassicScheme, isValidClassicK } from '../classic/scheme.ts';
import { InvalidArgumentError } from '../errors.ts';
import { isValidK, maximumK } from './bottom-k.ts';
import { isValidBinCount, maximumBinCount } from './one-permutation.ts';
import { isValidScale, maximumScale } from './scaled.ts';

/** What a sketch is made with; two sketches of equal parameters merge without loss. */
export type SketchParameters =
  | { readonly scheme: 'bottom-k/1'; readonly k: number }
  | { readonly scheme: 'scaled/1'; readonly scale: number }
  | { readonly scheme: 'one-permutation/1'; readonly k: number }
  | ClassicParameters;

/** Whether they are those of a scheme of the original tool. */
export function isClassicParameters<T extends { readonly scheme: string }>(parameters: T): parameters is T & { readonly scheme: ClassicParameters['scheme'] } {
  return isClassicScheme(parameters.scheme);
}

/** What a fingerprint has unless asked otherwise: a standard error of at most 1.6 % in 8 KiB. */
export const defaultSketchParameters: SketchParameters = { scheme: 'bottom-k/1', k: 1024 };

/**
 * Reads the written form of parameters: `bottom-k:4096` (k), `scaled:1000` (scale), `one-permutation:1024` (bins) or
 * `classic/xor:400` (entries; likewise the other classic schemes).
 *
 * @throws InvalidArgumentError when it is none of these.
 */
export function parseSketchParameters(text: string): SketchParameters {
  const [, name, digits] = /^([a-z0-9/-]+):([1-9][0-9]{0,9})$/.exec(text) ?? [];
  const value = Number(digits);
  if (name === 'bottom-k' && isValidK(value)) return { scheme: 'bottom-k/1', k: value };
  if (name === 'scaled' && isValidScale(value)) return { scheme: 'scaled/1', scale: value };
  if (name === 'one-permutation' && isValidBinCount(value)) return { scheme: 'one-permutation/1', k: value };
  if (name !== undefined && isClassicScheme(name) && isValidClassicK(value)) return { scheme: name, k: value };
  throw new InvalidArgumentError(
    'invalid-argument',
    `sketch ${JSON.stringify(text)} is not known; use bottom-k:K with K from 1 to ${maximumK}, scaled:S with S from 1 to ${maximumScale}, or one-permutation:K with K from 1 to ${maximumBinCount}`,
    { context: { parameter: 'sketch', value: text } },
  );
}

/** The written form that {@link parseSketchParameters} reads. */
export function formatSketchParameters(parameters: SketchParameters): string {
  const name = isClassicParameters(parameters) ? parameters.scheme : parameters.scheme.slice(0, -'/1'.length);
  return `${name}:${sketchSize(parameters)}`;
}

/** The number in the parameters: k or scale. */
export function sketchSize(parameters: SketchParameters): number {
  return parameters.scheme === 'scaled/1' ? parameters.scale : parameters.k;
}
