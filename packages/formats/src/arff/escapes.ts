/** White space and escapes of ARFF, as Java's StreamTokenizer has them. */
import { InvalidDataError } from '@datasig/core';

const backslash = 0x5c;
const letters: Readonly<Record<number, number>> = { 0x61: 0x07, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09, 0x76: 0x0b };

/** Whether a byte is a space, a tab, a vertical tab or a form feed. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0b || byte === 0x0c;
}

/**
 * Writes what `bytes[start, end)`, the inside of quotes, stands for to `target`, which has room for twice as much, and
 * returns its length. After a backslash: up to three octal digits below 400, one of `abfnrtv`, or the character itself.
 *
 * @throws InvalidDataError `invalid-arff` with `byteOffset` as an index into `bytes`
 */
export function unescapeQuoted(bytes: Uint8Array, start: number, end: number, target: Uint8Array): number {
  let length = 0;
  for (let index = start; index < end; ) {
    const byte = bytes[index++]!;
    if (byte !== backslash) {
      target[length++] = byte;
      continue;
    }
    const escaped = bytes[index]!;
    const digitCount = octalDigitCount(bytes, index, end);
    if (digitCount > 0) {
      let code = 0;
      for (const last = index + digitCount; index < last; index++) code = 8 * code + (bytes[index]! - 0x30);
      // Beyond ASCII a character below 400 in octal takes two bytes of UTF-8.
      if (code >= 0x80) target[length++] = 0xc0 | (code >> 6);
      target[length++] = code < 0x80 ? code : 0x80 | (code & 0x3f);
      continue;
    }
    if (escaped === 0x75 && isHex(bytes, index + 1, end)) throw new InvalidDataError('invalid-arff', 'the escape \\u is read in different ways by different tools; write the character itself', { byteOffset: index - 1 });
    target[length++] = letters[escaped] ?? escaped;
    index++;
  }
  return length;
}

function octalDigitCount(bytes: Uint8Array, start: number, end: number): number {
  const limit = bytes[start]! <= 0x33 ? 3 : 2;
  let count = 0;
  while (count < limit && start + count < end && bytes[start + count]! >= 0x30 && bytes[start + count]! <= 0x37) count++;
  return count;
}

function isHex(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 4 && /^[0-9a-fA-F]{4}$/.test(String.fromCharCode(...bytes.subarray(start, start + 4)));
}
