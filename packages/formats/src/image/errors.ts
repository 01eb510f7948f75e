/** Errors of images. */
import { InvalidDataError } from '@datasig/core';

/** An image that does not decode. `reason` goes on after “the PNG image …”; `cause` is a library's error. */
export function invalidImage(kind: string, reason: string, cause?: unknown): InvalidDataError {
  return new InvalidDataError('invalid-image', `the ${kind} image ${reason}`, {}, cause === undefined ? {} : { cause });
}

/** An image whose pixels are not to be had exactly, or not yet. `reason` is a sentence without a full stop. */
export function unsupportedImage(reason: string): InvalidDataError {
  return new InvalidDataError('unsupported-image', reason);
}
