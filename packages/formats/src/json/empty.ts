/** A file without a byte is no JSON of any kind: more likely a failed download than an empty dataset. */
import { InvalidDataError } from '@datasig/core';
import type { ByteWindow } from '../window.ts';

/** Refuses a stream that ended before its first byte. @throws InvalidDataError `empty-file` */
export function assertNotEmpty(window: ByteWindow): void {
  if (!window.final || window.position < window.end) return;
  throw new InvalidDataError('empty-file', 'the file is empty; expected JSON');
}
