/** Sets of records as all schemes are given them: a digest of 32 bytes for each. */
import { createHmac, hash } from 'node:crypto';

/** Digests of distinct records, one behind the other. */
export interface Digests {
  readonly count: number;
  /** 32 bytes for each record. */
  readonly bytes: Uint8Array;
}

export const digestByteLength: number = 32;

/** Digests that are one buffer. */
export function digestsOf(bytes: Uint8Array): Digests {
  return { count: bytes.length / digestByteLength, bytes };
}

/** Digests of texts: SHA-256, or HMAC-SHA-256 with a key, as core makes them of records. */
export function digestsOfTexts(texts: readonly string[], key?: Uint8Array): Digests {
  const bytes = new Uint8Array(texts.length * digestByteLength);
  texts.forEach((text, index) => bytes.set(key === undefined ? hash('sha256', text, 'buffer') : createHmac('sha256', key).update(text).digest(), index * digestByteLength));
  return digestsOf(bytes);
}

/** Several sets, one behind the other. */
export function joinDigests(...sets: readonly Digests[]): Digests {
  const bytes = new Uint8Array(sets.reduce((sum, set) => sum + set.bytes.length, 0));
  let offset = 0;
  for (const set of sets) {
    bytes.set(set.bytes, offset);
    offset += set.bytes.length;
  }
  return digestsOf(bytes);
}

/** The digests from `first` up to `end`, which is not among them; they share the memory. */
export function sliceDigests(digests: Digests, first: number, end: number): Digests {
  return digestsOf(digests.bytes.subarray(first * digestByteLength, end * digestByteLength));
}

/** The 64-bit hashes that core's sketches are made of: the first 8 bytes, big-endian. */
export function hashesOf({ count, bytes }: Digests): BigUint64Array {
  const view = viewOf(bytes);
  return BigUint64Array.from({ length: count }, (_, index) => view.getBigUint64(index * digestByteLength));
}

/** The first four bytes of each digest, big-endian: all that schemes over a universe of 2^32 see. */
export function wordsOf({ count, bytes }: Digests): Uint32Array {
  const view = viewOf(bytes);
  const words = new Uint32Array(count);
  for (let index = 0; index < count; index++) words[index] = view.getUint32(index * digestByteLength);
  return words;
}

/** 53 bits of a hash as a number in [0, 1), from its upper and its lower half. */
export function toShare(upper: number, lower: number): number {
  return (upper * 2 ** 21 + (lower >>> 11)) / 2 ** 53;
}

/** A view of the bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
