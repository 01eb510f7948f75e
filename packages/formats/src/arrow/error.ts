/** Errors about Arrow files and streams. */
import { DatasigError, InvalidDataError } from '@datasig/core';
import type { SourcePosition } from '@datasig/core/spec';

/** A file or stream that breaks the format (Arrow columnar format 1.5). */
export function invalidArrow(reason: string, position: SourcePosition = {}): InvalidDataError {
  return new InvalidDataError('invalid-arrow', reason, position);
}

/** One that ends too early. */
export function truncatedArrow(reason: string, position: SourcePosition = {}): InvalidDataError {
  return new InvalidDataError('truncated', reason, position);
}

/** Runs `action`; what the library throws about broken metadata becomes an error about the data. */
export function parsed<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (DatasigError.is(cause)) throw cause;
    throw new InvalidDataError('invalid-arrow', `${what} cannot be read`, {}, { cause });
  }
}
