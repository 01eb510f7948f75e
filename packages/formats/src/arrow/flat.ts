/** What the generated readers of metadata leave unchecked: text, lengths of vectors, 64-bit sizes. */
import type { KeyValue } from 'apache-arrow/fb/key-value';
import { type ByteBuffer, Encoding } from 'flatbuffers';
import { decodeUtf8 } from '../utf8.ts';
import { invalidArrow } from './error.ts';

/** A text of metadata, which a reader was asked for as bytes; undefined when it is not valid UTF-8. */
export function textOf(bytes: string | Uint8Array | null): string | undefined {
  if (bytes === null || typeof bytes === 'string') return bytes ?? '';
  try {
    return decodeUtf8(bytes);
  } catch {
    return undefined;
  }
}

/** The length of a vector, all of whose elements are within the metadata. @throws InvalidDataError */
export function vectorLength(length: number, elementByteLength: number, { bb }: { readonly bb: ByteBuffer | null }): number {
  if (length < 0 || length * elementByteLength > (bb?.capacity() ?? 0)) throw invalidArrow(`a list of the metadata claims ${length} elements, more than there are`);
  return length;
}

/** A size, count or offset of 64 bits: 0 or more, and exact as a number. @throws InvalidDataError */
export function sizeOf(value: bigint, what: string): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalidArrow(`${what} is ${value}; expected a size`);
  return Number(value);
}

/** Pairs of metadata by key; those that are not valid UTF-8 are left out, and of two with one key the second. */
export function metadataOf(length: number, entry: (index: number) => KeyValue): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (let index = 0; index < length; index++) {
    const pair = entry(index);
    const key = textOf(pair.key(Encoding.UTF8_BYTES));
    const value = textOf(pair.value(Encoding.UTF8_BYTES));
    if (key !== undefined && value !== undefined && !metadata.has(key)) metadata.set(key, value);
  }
  return metadata;
}
