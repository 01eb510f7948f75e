/** Values as the shared vectors write them (layout in `docs/spec/vectors.md`); runs anywhere. */
import { CalendarDate, Decimal, Duration, Entries, Tensor, TimeOfDay, Timestamp, Uuid } from '../src/canonical/value.ts';
import { halfToNumber } from '../src/canonical/half.ts';
import type { TensorDtype, Value } from '../src/spec/v1/batch.ts';

/** A value as the vectors write it: an object whose first member names the type. */
export type VectorValue = Readonly<Record<string, unknown>>;

/** Bytes of a hex string. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
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
