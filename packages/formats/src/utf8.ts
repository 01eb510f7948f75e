/** UTF-8 to text exactly: no replacement characters, no dropped byte order mark. */
import { InvalidDataError } from '@datasig/core';
import type { SourcePosition } from '@datasig/core/spec';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes bytes. @throws InvalidDataError `invalid-utf8` at `position` */
export function decodeUtf8(bytes: Uint8Array, position: SourcePosition = {}): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new InvalidDataError('invalid-utf8', 'text is not valid UTF-8', position, { cause });
  }
}
