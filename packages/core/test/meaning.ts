/**
 * What values and CBOR items mean, written as text: an equality that knows nothing of the encoder. Two values are the
 * same to a fingerprint exactly when their texts are (`docs/spec/canonical-encoding.md`).
 */
import { decode, Tagged } from 'cborg';
import { tagOf } from '../src/canonical/value.ts';
import { tensorElements } from '../src/canonical/tensor.ts';
import type { DateValue, DecimalValue, EntriesValue, NumberLiteralValue, TensorDtype, TensorValue, TimestampValue, UuidValue, Value } from '../src/spec/v1/batch.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 8746, table 1, little-endian; bool has no array of its own. */
const arrayTags: Readonly<Record<TensorDtype, number>> = {
  bool: 64, uint8: 64, uint16: 69, uint32: 70, uint64: 71, int8: 72, int16: 77, int32: 78, int64: 79, float16: 84, float32: 85, float64: 86,
};

/** What a value means. */
export function meaningOf(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return `integer ${value}`;
  if (typeof value === 'number') return numberMeaning(value);
  if (typeof value === 'string') return `text ${JSON.stringify(value)}`;
  if (value instanceof Uint8Array) return `bytes ${hex(value)}`;
  if (Array.isArray(value)) return listMeaning(value.map((element) => meaningOf(element as Value)));
  if (value instanceof Map) return entriesMeaning([...(value as ReadonlyMap<Value, Value>)]);
  return tagOf(value) === undefined ? structMeaning(Object.entries(value as { readonly [name: string]: Value })) : taggedMeaning(value);
}

function taggedMeaning(value: object): string {
  switch (tagOf(value)) {
    case 'decimal':
      return decimalMeaning((value as DecimalValue).mantissa, (value as DecimalValue).exponent);
    case 'timestamp':
      return `timestamp ${(value as TimestampValue).nanoseconds}`;
    case 'time':
    case 'duration':
      return `duration ${(value as TimestampValue).nanoseconds}`;
    case 'date':
      return `date ${(value as DateValue).days}`;
    case 'uuid':
      return `uuid ${hex((value as UuidValue).bytes)}`;
    case 'tensor':
      return tensorMeaning(value as TensorValue);
    case 'entries':
      return entriesMeaning((value as EntriesValue).entries);
    default:
      return literalMeaning((value as NumberLiteralValue).text);
  }
}

function numberMeaning(value: number): string {
  return Number.isInteger(value) ? `integer ${BigInt(value)}` : `float ${value}`;
}

function literalMeaning(text: string): string {
  return /[.eE]/.test(text) ? numberMeaning(Number(text)) : `integer ${BigInt(text)}`;
}

function decimalMeaning(mantissa: bigint, exponent: number): string {
  while (exponent < 0 && mantissa % 10n === 0n) [mantissa, exponent] = [mantissa / 10n, exponent + 1];
  return exponent >= 0 ? `integer ${mantissa * 10n ** BigInt(exponent)}` : `decimal ${mantissa}e${exponent}`;
}

function tensorMeaning({ dtype, shape, data }: TensorValue): string {
  return shape.length === 0 ? meaningOf(tensorElements(dtype, data)[0]) : `tensor ${arrayTags[dtype]} [${shape.join()}] ${hex(data)}`;
}

function entriesMeaning(entries: EntriesValue['entries']): string {
  if (entries.every(([key]) => typeof key === 'string')) return structMeaning(entries as readonly (readonly [string, Value])[]);
  return listMeaning(entries.map(([key, value]) => listMeaning([meaningOf(key), meaningOf(value)])));
}

function structMeaning(entries: readonly (readonly [string, Value])[]): string {
  return mapMeaning(entries.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, meaningOf(value)]));
}

function mapMeaning(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, meaning]) => `${JSON.stringify(name)}: ${meaning}`).sort().join(', ')}}`;
}

function listMeaning(elements: readonly string[]): string {
  return `[${elements.join(', ')}]`;
}

const tags = Tagged.preserve(2, 3, 4, 37, 40, 100, 1001, 1002, ...Object.values(arrayTags));

/** Decodes with a stock library in its strict mode: shortest heads only, no indefinite lengths, no duplicate keys. */
export function decodeStrictly(bytes: Uint8Array): unknown {
  return decode(bytes, { tags, useMaps: true, strict: true, allowIndefinite: false, allowUndefined: false, rejectDuplicateMapKeys: true });
}

/** What a CBOR item means, as {@link decodeStrictly} gives it. */
export function meaningOfCbor(item: unknown): string {
  if (item instanceof Tagged) return taggedCborMeaning(item);
  if (item instanceof Map) return mapMeaning([...item].map(([name, value]) => [name as string, meaningOfCbor(value)]));
  return Array.isArray(item) ? listMeaning(item.map(meaningOfCbor)) : meaningOf(item as Value);
}

function taggedCborMeaning({ tag, value }: Tagged): string {
  switch (tag) {
    case 2:
      return `integer ${BigInt(`0x${hex(value as Uint8Array)}`)}`;
    case 3:
      return `integer ${-1n - BigInt(`0x${hex(value as Uint8Array)}`)}`;
    case 4:
      return `decimal ${integerOf((value as unknown[])[1])}e${(value as number[])[0]}`;
    case 37:
      return `uuid ${hex(value as Uint8Array)}`;
    case 100:
      return `date ${integerOf(value)}`;
    case 1001:
      return `timestamp ${nanosecondsOf(value as Map<number, unknown>)}`;
    case 1002:
      return `duration ${nanosecondsOf(value as Map<number, unknown>)}`;
    default:
      return typedArrayMeaning(value as readonly [readonly number[], Tagged]);
  }
}

/** An integer's decimal digits. */
function integerOf(item: unknown): string {
  return meaningOfCbor(item).slice('integer '.length);
}

function nanosecondsOf(map: Map<number, unknown>): bigint {
  return BigInt(integerOf(map.get(1))) * 10n ** 9n + BigInt((map.get(-9) as number | undefined) ?? 0);
}

function typedArrayMeaning([shape, { tag, value }]: readonly [readonly number[], Tagged]): string {
  return `tensor ${tag} [${shape.join()}] ${hex(value as Uint8Array)}`;
}
