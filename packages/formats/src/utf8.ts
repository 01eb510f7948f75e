/** UTF-8 to text exactly: no replacement characters, no dropped byte order mark. */
import { InvalidDataError } from '@datasig/core';
import type { SourcePosition } from '@datasig/core/spec';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Texts below this length cost less character by character than the call of a decoder. */
const shortByteLength = 24;

/** Decodes bytes. @throws InvalidDataError `invalid-utf8` at `position` */
export function decodeUtf8(bytes: Uint8Array, position: SourcePosition = {}): string {
  if (bytes.length < shortByteLength && isAscii(bytes)) return decodeLatin1(bytes, 0, bytes.length);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new InvalidDataError('invalid-utf8', 'text is not valid UTF-8', position, { cause });
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index]! >= 0x80) return false;
  return true;
}

/** Characters that are made at once: one by one, each would cost a string of its own until the text is used. */
const pieceLength = 4096;

/** `bytes[start, end)` as the characters of their numbers (ISO 8859-1): for what is compared with ASCII. */
export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  if (end - start < shortByteLength) {
    for (let index = start; index < end; index++) text += String.fromCharCode(bytes[index]!);
    return text;
  }
  for (let index = start; index < end; index += pieceLength) text += String.fromCharCode(...bytes.subarray(index, Math.min(end, index + pieceLength)));
  return text;
}
