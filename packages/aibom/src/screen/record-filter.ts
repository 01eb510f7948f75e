/**
 * Filters: lists in a tenth of the room, that take a few other records for listed ones, at a rate that the file states.
 *
 * Golomb-coded sets (Golomb, "Run-length encodings", 1966; Putze, Sanders & Singler, "Cache-, hash-, and space-efficient
 * Bloom filters", 2007): the hash of each of n records, the first 64 bits of its digest, becomes a number below
 * n · 2^bits, v = floor(hash · n · 2^bits / 2^64). The numbers are sorted, and their differences written by Rice's
 * code with `bits` bits: the quotient in unary (ones and a zero), then the rest. A record that is not listed has the
 * number of a listed one with a probability of at most 2^-bits. `docs/spec/record-lists.md` has the file.
 */
import { type Canonicalization, DatasigError, sha256Hex } from '@datasig/core';
import { formatHeader, listMalformed, parseHeader } from './header.ts';
import { filterFormat, type KnownRecords, lowerBound } from './known-records.ts';
import type { RecordList } from './record-list.ts';

/** Most records of a filter. */
const filterCountLimit = 2 ** 24;
/** Least and most bits: a rate of false positives from 1/16 to 2^-32. */
export const filterBitsRange: { readonly least: number; readonly most: number } = { least: 4, most: 32 };
const digestTextLength = 64;
/** No first line is longer. */
const headerByteLimit = 1024;

/** A filter. */
export class RecordFilter implements KnownRecords {
  readonly canonicalization: Canonicalization;
  readonly bits: number;
  /** Ascending; equal ones of records that share a number. */
  readonly numbers: BigUint64Array;
  readonly #range: bigint;

  constructor(canonicalization: Canonicalization, bits: number, numbers: BigUint64Array) {
    this.canonicalization = canonicalization;
    this.bits = bits;
    this.numbers = numbers;
    this.#range = BigInt(numbers.length) << BigInt(bits);
  }

  get count(): number {
    return this.numbers.length;
  }

  get falsePositiveRate(): number {
    return this.numbers.length === 0 ? 0 : 2 ** -this.bits;
  }

  has(digests: Uint8Array, offset: number): boolean {
    return this.hasHash(new DataView(digests.buffer, digests.byteOffset, digests.byteLength).getBigUint64(offset));
  }

  hasHash(hash: bigint): boolean {
    const number = (hash * this.#range) >> 64n;
    return this.numbers[lowerBound(this.numbers, number)] === number;
  }

  countBelow(threshold: bigint): number {
    return lowerBound(this.numbers, (threshold * this.#range) >> 64n);
  }
}

/** The filter of a list. `bits` is from 4 to 32: one of 2^bits other records is taken for a listed one. */
export function filterOf(list: RecordList, bits: number): RecordFilter {
  const hashes = list.sortedHashes();
  const range = BigInt(hashes.length) << BigInt(bits);
  return new RecordFilter(list.canonicalization, bits, hashes.map((hash) => (hash * range) >> 64n));
}

/** The bytes of the file: the first line, the code, and the SHA-256 of both in hex. */
export function writeRecordFilter({ canonicalization, bits, numbers }: RecordFilter): Uint8Array {
  const header = new TextEncoder().encode(`${formatHeader(filterFormat, canonicalization, { bits, count: numbers.length })}\n`);
  const code = encode(numbers, bits);
  const bytes = new Uint8Array(header.length + code.length + digestTextLength);
  bytes.set(header);
  bytes.set(code, header.length);
  bytes.set(new TextEncoder().encode(sha256Hex(bytes.subarray(0, -digestTextLength))), bytes.length - digestTextLength);
  return bytes;
}

/** Whether a file begins as filters do. */
export function looksLikeFilter(bytes: Uint8Array): boolean {
  const end = bytes.subarray(0, headerByteLimit).indexOf(0x0a);
  return end !== -1 && new TextDecoder().decode(bytes.subarray(0, end)).includes(filterFormat);
}

/** Reads a filter. @throws DatasigError `record-list-malformed`, `record-list-damaged`, `record-list-too-large` */
export function readRecordFilter(bytes: Uint8Array): RecordFilter {
  const end = bytes.subarray(0, headerByteLimit).indexOf(0x0a);
  if (end === -1) throw listMalformed('the first line never ends', 1);
  const { canonicalization, members } = parseHeader(new TextDecoder().decode(bytes.subarray(0, end)), filterFormat);
  const { bits, count } = members;
  if (!isBits(bits)) throw listMalformed(`bits: expected a number from ${filterBitsRange.least} to ${filterBitsRange.most}`, 1);
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) throw listMalformed('count: expected a number of records', 1);
  if (count > filterCountLimit) throw new DatasigError('record-list-too-large', `the filter has ${count} records; filters have at most ${filterCountLimit}`, { context: { count } });
  const body = bytes.subarray(0, Math.max(end + 1, bytes.length - digestTextLength));
  if (sha256Hex(body) !== new TextDecoder().decode(bytes.subarray(body.length))) throw damaged('its contents do not have the SHA-256 at its end');
  return new RecordFilter(canonicalization, bits, decode(body.subarray(end + 1), bits, count));
}

function isBits(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= filterBitsRange.least && value <= filterBitsRange.most;
}

function damaged(reason: string): DatasigError {
  return new DatasigError('record-list-damaged', `the filter is damaged: ${reason}; get another copy`);
}

/** Differences of the sorted numbers in Rice's code, most significant bit first, the last byte filled with zeros. */
function encode(numbers: BigUint64Array, bits: number): Uint8Array {
  // Quotients add up to less than the count, and each ends with a zero.
  const bytes = new Uint8Array(Math.ceil((numbers.length * (bits + 2)) / 8));
  let position = 0;
  const write = (bit: boolean): void => {
    if (bit) bytes[position >>> 3]! |= 0x80 >>> (position & 7);
    position++;
  };
  const mask = (1n << BigInt(bits)) - 1n;
  let previous = 0n;
  for (const number of numbers) {
    const difference = number - previous;
    for (let quotient = difference >> BigInt(bits); quotient > 0n; quotient--) write(true);
    write(false);
    const rest = Number(difference & mask);
    for (let bit = bits - 1; bit >= 0; bit--) write(((rest >>> bit) & 1) === 1);
    previous = number;
  }
  return bytes.slice(0, Math.ceil(position / 8));
}

function decode(bytes: Uint8Array, bits: number, count: number): BigUint64Array {
  // Every record takes at least these bits: what a first line promises is not believed before.
  if (Math.ceil((count * (bits + 1)) / 8) > bytes.length) throw damaged('it is too short for its count');
  const numbers = new BigUint64Array(count);
  const [range, bitLength] = [BigInt(count) << BigInt(bits), bytes.length * 8];
  let position = 0;
  const read = (): number => {
    if (position >= bitLength) throw damaged('it ends too early');
    const bit = (bytes[position >>> 3]! >>> (7 - (position & 7))) & 1;
    position++;
    return bit;
  };
  let previous = 0n;
  for (let index = 0; index < count; index++) {
    let quotient = 0;
    while (read() === 1) quotient++;
    let rest = 0;
    for (let bit = 0; bit < bits; bit++) rest = rest * 2 + read();
    previous += (BigInt(quotient) << BigInt(bits)) + BigInt(rest);
    if (previous >= range) throw damaged('a number is beyond its range');
    numbers[index] = previous;
  }
  if (bitLength - position >= 8) throw damaged('it has bytes too many');
  if (position < bitLength && (bytes.at(-1)! & (0xff >>> (position & 7))) !== 0) throw damaged('the bits that fill its last byte are not zeros');
  return numbers;
}
