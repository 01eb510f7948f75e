/** Extended headers of tar archives (POSIX.1-2017, pax, "pax Extended Header"): records `LENGTH KEY=VALUE`, LF. */
import { decodeLatin1, decodeUtf8 } from '../utf8.ts';
import { invalidTar } from './header.ts';

/** What an extended header says of the next entry. */
export interface PaxOverrides {
  readonly name?: string;
  readonly byteLength?: number;
}

const space = 0x20;
const equals = 0x3d;
const lineFeed = 0x0a;

/** Reads all records; keys that do not tell names or sizes are passed over. @throws InvalidDataError `invalid-tar`, `invalid-utf8` */
export function readPax(bytes: Uint8Array, byteOffset: number): PaxOverrides {
  const overrides: { name?: string; byteLength?: number } = {};
  for (let start = 0; start < bytes.length; ) {
    const { key, value, end } = readRecord(bytes, start, byteOffset);
    if (key.startsWith('GNU.sparse.')) throw invalidTar('the archive holds a sparse file; write it anew without --sparse', byteOffset);
    if (key === 'path') overrides.name = decodeUtf8(value, { byteOffset: byteOffset + start });
    else if (key === 'size') overrides.byteLength = sizeOf(value, byteOffset);
    start = end;
  }
  return overrides;
}

function readRecord(bytes: Uint8Array, start: number, byteOffset: number): { readonly key: string; readonly value: Uint8Array; readonly end: number } {
  const gap = bytes.indexOf(space, start);
  const digits = gap === -1 || gap - start > 9 ? '' : decodeLatin1(bytes, start, gap);
  const end = start + Number(digits);
  const sign = bytes.subarray(0, end).indexOf(equals, gap);
  if (!/^[1-9][0-9]*$/.test(digits) || end > bytes.length || bytes[end - 1] !== lineFeed || sign === -1) throw invalidTar('an extended header is damaged', byteOffset);
  return { key: decodeLatin1(bytes, gap + 1, sign), value: bytes.subarray(sign + 1, end - 1), end };
}

function sizeOf(value: Uint8Array, byteOffset: number): number {
  const digits = decodeLatin1(value, 0, value.length);
  const byteLength = Number(digits);
  if (!/^[0-9]+$/.test(digits) || !Number.isSafeInteger(byteLength)) throw invalidTar('an extended header has a size that no file can have', byteOffset);
  return byteLength;
}
