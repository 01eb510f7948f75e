/**
 * Structs and MAP columns: keys in bytewise order of their encodings (RFC 8949, section 4.2.1), entries that are
 * null left out, duplicate keys refused.
 */
import { InvalidDataError } from '../errors.ts';
import type { Value } from '../spec/v1/batch.ts';
import { compareBytes } from './bytes.ts';
import { encodeKey } from './key.ts';
import { type Kind, kind } from './kind.ts';
import { CanonicalWriter, major } from './writer.ts';

type KeyedEntry = readonly [key: Uint8Array, value: Value];

/** Writes a nested value; handed in, since values hold maps and maps hold values. */
export type WriteValue = (writer: CanonicalWriter, value: Value, depth: number) => Kind;

/** Writes a struct. */
export function writeStruct(writer: CanonicalWriter, struct: { readonly [field: string]: Value }, depth: number, writeValue: WriteValue): void {
  const entries: KeyedEntry[] = [];
  for (const name of Object.keys(struct)) entries.push([encodeKey(name), struct[name]]);
  writeKeyed(writer, entries, depth, writeValue);
}

function writeKeyed(writer: CanonicalWriter, entries: readonly KeyedEntry[], depth: number, writeValue: WriteValue): void {
  const present = entries.filter(([, value]) => value !== null && value !== undefined);
  present.sort(([a], [b]) => compareBytes(a, b));
  writer.head(major.map, present.length);
  for (const [key, value] of present) {
    writer.raw(key);
    writeValue(writer, value, depth + 1);
  }
}

/**
 * Writes a MAP column's entries: with text keys as a struct, else as an array of `[key, value]` in source order.
 * Either way the MAP counts as one level, and an empty one is the empty map.
 *
 * @throws InvalidDataError `duplicate-key`, `unsupported-value` for a null key
 */
export function writeEntries(writer: CanonicalWriter, entries: readonly (readonly [Value, Value])[], depth: number, writeValue: WriteValue): Kind {
  const keyed = entries.map(([key, value]): KeyedEntry => [encodeMapKey(key, depth, writeValue), value]);
  checkDistinct(keyed);
  if (entries.every(([key]) => typeof key === 'string')) {
    writeKeyed(writer, keyed, depth, writeValue);
    return kind.map;
  }
  writer.head(major.array, keyed.length);
  for (const [key, value] of keyed) {
    writer.head(major.array, 2);
    writer.raw(key);
    writeValue(writer, value, depth + 1);
  }
  return kind.map;
}

function encodeMapKey(key: Value, depth: number, writeValue: WriteValue): Uint8Array {
  if (key === null || key === undefined) throw new InvalidDataError('unsupported-value', 'a map has a null key');
  if (typeof key === 'string') return encodeKey(key);
  const writer = new CanonicalWriter();
  writeValue(writer, key, depth + 1);
  return writer.toBytes();
}

function checkDistinct(entries: readonly KeyedEntry[]): void {
  const keys = entries.map(([key]) => key).sort(compareBytes);
  if (keys.some((key, index) => index > 0 && compareBytes(key, keys[index - 1] as Uint8Array) === 0)) {
    throw new InvalidDataError('duplicate-key', 'a map has the same key twice');
  }
}
