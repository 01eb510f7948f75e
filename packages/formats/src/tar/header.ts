/**
 * Header blocks of tar archives: ustar (POSIX.1-2017, pax, "ustar Interchange Format"), GNU and older.
 *
 * Only what decides which bytes belong to which name is read: owners, times and modes are no data.
 */
import { InvalidDataError } from '@datasig/core';
import { decodeLatin1 } from '../utf8.ts';

/** Archives are made of blocks of so many bytes. */
export const blockByteLength = 512;

/** What a header block says. */
export interface TarHeader {
  /** Where an extended header gives the name, this is a piece of it that may end inside a character. */
  readonly rawName: Uint8Array;
  readonly byteLength: number;
  /** The type flag, such as `0` for a file; the oldest archives' NUL counts as `0`. */
  readonly type: string;
}

const checksumStart = 148;
const checksumEnd = 156;
const slash = 0x2f;

/** How many zeros `bytes[start, end)` begins with: a block of them, mostly two, ends an archive. */
export function countZeros(bytes: Uint8Array, start: number, end: number): number {
  let index = start;
  while (index < end && bytes[index] === 0) index++;
  return index - start;
}

/** Reads the block at `start`, which stands at `byteOffset` of the archive. @throws InvalidDataError `invalid-tar` */
export function readTarHeader(bytes: Uint8Array, start: number, byteOffset: number): TarHeader {
  const block = bytes.subarray(start, start + blockByteLength);
  if (octal(block, checksumStart, checksumEnd, byteOffset) !== checksum(block)) throw invalidTar('the header has a wrong checksum; the file is damaged, or no tar archive', byteOffset);
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156]!);
  // GNU tar leaves the size of a volume's label blank.
  return { rawName: rawName(block), byteLength: type === 'V' ? 0 : byteLengthOf(block, byteOffset), type };
}

/** An error at a place in the archive. */
export function invalidTar(reason: string, byteOffset: number): InvalidDataError {
  return new InvalidDataError('invalid-tar', reason, { byteOffset });
}

function checksum(block: Uint8Array): number {
  let sum = (checksumEnd - checksumStart) * 0x20;
  for (let index = 0; index < blockByteLength; index++) if (index < checksumStart || index >= checksumEnd) sum += block[index]!;
  return sum;
}

/** A new array. GNU tar keeps other things where ustar has the front part of long names. */
function rawName(block: Uint8Array): Uint8Array {
  const name = beforeNul(block.subarray(0, 100));
  const prefix = decodeLatin1(block, 257, 263) === 'ustar\0' ? beforeNul(block.subarray(345, 500)) : new Uint8Array(0);
  return prefix.length === 0 ? name.slice() : Uint8Array.of(...prefix, slash, ...name);
}

function beforeNul(field: Uint8Array): Uint8Array {
  const length = field.indexOf(0);
  return length === -1 ? field : field.subarray(0, length);
}

/** Octal digits, or with the highest bit set a binary number of any width. */
function byteLengthOf(block: Uint8Array, byteOffset: number): number {
  if (block[124]! < 0x80) return octal(block, 124, 136, byteOffset);
  let value = block[124] === 0x80 ? 0 : Number.NaN;
  for (let index = 125; index < 136; index++) value = value * 0x100 + block[index]!;
  if (!Number.isSafeInteger(value)) throw invalidTar('the header has a size that is negative or beyond what a file can hold', byteOffset);
  return value;
}

function octal(block: Uint8Array, start: number, end: number, byteOffset: number): number {
  const digits = /^ *([0-7]+)[ \0]*$/.exec(decodeLatin1(block, start, end))?.[1];
  if (digits === undefined) throw invalidTar('the header has something else where octal digits belong; the file is damaged, or no tar archive', byteOffset);
  return Number.parseInt(digits, 8);
}
