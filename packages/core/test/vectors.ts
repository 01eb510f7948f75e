/** Reads the shared vectors (`vectors/v1/v1.json`; layout in `docs/spec/vectors.md`). */
import { readFileSync } from 'node:fs';
import { CalendarDate, Decimal, Duration, Entries, Tensor, TimeOfDay, Timestamp, Uuid } from '../src/canonical/value.ts';
import { halfToNumber } from '../src/canonical/half.ts';
import type { TensorDtype, Value } from '../src/spec/v1/batch.ts';

/** A value as the vectors write it: an object whose first member names the type. */
export type VectorValue = Readonly<Record<string, unknown>>;

interface DatasetVector {
  readonly name: string;
  readonly records: string;
  readonly k: number;
  readonly keyHex: string | null;
  readonly count: number;
  readonly canonicalBytes: number;
  readonly uid: string;
  readonly stateSha256: string;
  readonly retained: number;
  readonly theta: string | null;
  readonly firstHashes: readonly string[];
  readonly hashesSha256: string;
}

interface Vectors {
  readonly canonical: readonly { readonly name: string; readonly value: VectorValue; readonly cbor: string; readonly digest: string }[];
  readonly refused: readonly { readonly name: string; readonly value: VectorValue }[];
  readonly json: readonly { readonly text: string; readonly cbor?: string; readonly error?: true }[];
  readonly keyId: { readonly keyHex: string; readonly keyIdHex: string };
  readonly lthash: { readonly digestHex: string; readonly xofFirst64Hex: string; readonly xofSha256: string };
  readonly datasets: readonly DatasetVector[];
  readonly comparison: { readonly a: string; readonly b: string; readonly matches: number; readonly union: number };
}

/** The vectors, as parsed. */
export const vectors: Vectors = JSON.parse(readFileSync(new URL('../../../vectors/v1/v1.json', import.meta.url), 'utf8')) as Vectors;

/** Bytes of a hex string. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** A vector's value as core takes it. */
export function toValue(vector: VectorValue): Value {
  const [[type, content]] = Object.entries(vector) as [[string, never]];
  const read = readers[type];
  if (read === undefined) throw new Error(`the vectors have a type that the test does not know: ${type}`);
  return read(content, vector);
}

const readers: Readonly<Record<string, (content: never, vector: VectorValue) => Value>> = {
  null: () => null,
  bool: (content: boolean) => content,
  int: (content: string) => BigInt(content),
  float: (content: string) => Number(content),
  float32: (content: string) => Math.fround(Number(content)),
  float16: (content: string) => nearestHalf(Number(content)),
  decimal: (content: string) => Decimal.parse(content),
  text: (content: string) => content,
  textUtf16: (content: string) => String.fromCharCode(Number.parseInt(content, 16)),
  bytes: (content: string) => fromHex(content),
  timestampNs: (content: string) => new Timestamp(BigInt(content)),
  dateDays: (content: string) => new CalendarDate(BigInt(content)),
  timeOfDayNs: (content: string) => new TimeOfDay(BigInt(content)),
  durationNs: (content: string) => new Duration(BigInt(content)),
  uuid: (content: string) => new Uuid(fromHex(content)),
  list: (content: readonly VectorValue[]) => content.map(toValue),
  map: (content: readonly (readonly [string, VectorValue])[]) => Object.fromEntries(content.map(([key, value]) => [key, toValue(value)])),
  pairs: (content: readonly (readonly [VectorValue, VectorValue])[]) => new Entries(content.map(([key, value]) => [toValue(key), toValue(value)])),
  tensor: (content: { dtype: TensorDtype; shape: number[]; dataHex: string }) => new Tensor(content.dtype, content.shape, fromHex(content.dataHex)),
  nestedLists: (content: number, vector) => Array.from({ length: content }).reduce<Value>((inner) => [inner], toValue(vector['of'] as VectorValue)),
};

function nearestHalf(value: number): number {
  const halves = Array.from({ length: 0x7c00 }, (_, bits) => halfToNumber(bits));
  return halves.reduce((best, half) => (Math.abs(half - value) < Math.abs(best - value) ? half : best));
}
