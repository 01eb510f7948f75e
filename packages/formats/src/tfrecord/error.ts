/** Errors of TFRecord files. */
import { InvalidDataError } from '@datasig/core';
import type { SourcePosition } from '@datasig/core/spec';

/** Data that break the format. `reason` is a sentence without a full stop. */
export function invalidTfrecord(reason: string, position: SourcePosition = {}): InvalidDataError {
  return new InvalidDataError('invalid-tfrecord', reason, position);
}

/** A feature that cannot be read exactly. */
export function unsupportedFeature(column: string, reason: string): InvalidDataError {
  return new InvalidDataError('unsupported-value', reason, { column });
}
