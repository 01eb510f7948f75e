/** Columns of every type for the conformance suite, with values around every border of the encoding. */
import type { Column, TensorDtype, TimeColumn, Value } from '../spec/v1/batch.ts';
import { Random } from './random.ts';

/** A column without its nulls. */
export type Sample = (name: string, rowCount: number, seed: number) => Column;

const encoder = new TextEncoder();

/** Texts or byte strings one after another; the first begins at `first`. */
export function runsOf(parts: readonly Uint8Array[], first = 0): { readonly offsets: Uint32Array; readonly bytes: Uint8Array } {
  const offsets = new Uint32Array(parts.length + 1);
  offsets[0] = first;
  parts.forEach((part, index) => (offsets[index + 1] = offsets[index]! + part.length));
  const bytes = new Uint8Array(offsets[parts.length]!).fill(0xff, 0, first);
  parts.forEach((part, index) => bytes.set(part, offsets[index]));
  return { offsets, bytes };
}

/** Doubles around every border: of halves, singles, integers and their widths. */
export function borderNumbers(): Float64Array<ArrayBuffer> {
  const numbers: number[] = [0, -0, Infinity, -Infinity, Number.NaN, Number.MAX_VALUE, 65_504, 65_519, 65_520, 65_535];
  const steps = [0, -1, -10, -11, -22, -23, -24, -51, -52];
  for (let exponent = -1074; exponent < 1024; exponent++) {
    for (const step of steps) for (const sign of [1, -1]) numbers.push(sign * 2 ** exponent * (step === 0 ? 1 : 1 + 2 ** step), sign * 2 ** exponent * (step === 0 ? 1 : 2 - 2 ** (step + 1)));
  }
  for (let bits = 0; bits < 64; bits++) for (const more of [-2, -1, 0, 1, 2]) numbers.push(2 ** bits + more, -(2 ** bits) - more);
  const nans = new Float64Array(BigUint64Array.of(0x7ff0_0000_0000_0001n, 0xfff8_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn, 0xfff4_0000_0000_1234n).buffer);
  return Float64Array.of(...numbers, ...nans);
}

/** 64-bit integers around the powers of two. */
export function borderIntegers(): bigint[] {
  const integers: bigint[] = [];
  for (let bits = 0n; bits < 64n; bits++) for (const more of [-2n, -1n, 0n, 1n, 2n]) integers.push((1n << bits) + more, -(1n << bits) + more);
  return integers;
}

const borderCharacters = [0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x1_0000, 0x10_ffff].map((code) => String.fromCodePoint(code));

/** A text of `length` characters, one in `rarity` of which is not ASCII. */
export function randomText(random: Random, length: number, rarity: number): string {
  return Array.from({ length }, () => (random.below(rarity) === 0 ? random.pick(borderCharacters) : String.fromCharCode(32 + random.below(95)))).join('');
}

function texts(maximumLength: number, rarity: number): Sample {
  return (name, rowCount, seed) => {
    const random = new Random(seed);
    return { type: 'text', name, ...runsOf(Array.from({ length: rowCount }, () => encoder.encode(randomText(random, random.below(maximumLength), rarity))), random.below(3)) };
  };
}

function byteStrings(name: string, rowCount: number, seed: number): Column {
  const random = new Random(seed);
  return { type: 'bytes', name, ...runsOf(Array.from({ length: rowCount }, () => random.bytes(random.below(70)))) };
}

const numberArrays = [Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array] as const;

/** Any bits, and small multiples of 2^-11. */
function numberColumns(ArrayType: (typeof numberArrays)[number]): Sample {
  return (name, rowCount, seed) => {
    const random = new Random(seed);
    const values = new ArrayType(random.bytes(rowCount * ArrayType.BYTES_PER_ELEMENT).buffer);
    for (let row = 0; row < rowCount; row += 2) values[row] = (random.below(1 << 24) - (1 << 23)) / 2 ** random.below(12);
    return { type: 'number', name, values };
  };
}

/** A random count of 1 to 8 bytes, with its sign. */
function randomInteger(random: Random): bigint {
  return BigInt.asIntN(64, ((BigInt(random.uint32()) << 32n) | BigInt(random.uint32())) >> BigInt(8 * random.below(8))) * (random.below(2) === 0 ? 1n : -1n);
}

function integerColumns(ArrayType: typeof BigInt64Array | typeof BigUint64Array): Sample {
  return (name, rowCount, seed) => {
    const random = new Random(seed);
    return { type: 'bigint', name, values: ArrayType.from(Array.from({ length: rowCount }, () => randomInteger(random))) };
  };
}

function bools(name: string, rowCount: number, seed: number): Column {
  const random = new Random(seed);
  return { type: 'bool', name, values: Uint8Array.from({ length: rowCount }, () => random.pick([0, 0, 1, 255])) };
}

function uuids(name: string, rowCount: number, seed: number): Column {
  return { type: 'uuid', name, bytes: new Random(seed).bytes(16 * rowCount) };
}

const byteLengths: Readonly<Record<TensorDtype, number>> = { bool: 1, uint8: 1, int8: 1, uint16: 2, int16: 2, float16: 2, uint32: 4, int32: 4, float32: 4, uint64: 8, int64: 8, float64: 8 };

function tensors(dtype: TensorDtype, shape: readonly number[]): Sample {
  return (name, rowCount, seed) => {
    const data = new Random(seed).bytes(rowCount * shape.reduce((product, dimension) => product * dimension, byteLengths[dtype]));
    return { type: 'tensor', name, dtype, shape, data: dtype === 'bool' ? data.map((byte) => byte & 1) : data };
  };
}

function times(type: TimeColumn['type'], unit: TimeColumn['unit'], wide: boolean): Sample {
  const perDay = { d: 1, s: 86_400, ms: 86_400_000, us: 86_400_000_000, ns: 86_400_000_000_000 }[unit];
  return (name, rowCount, seed) => {
    const random = new Random(seed);
    const count = (): number => Math.floor((random.uint32() / 2 ** 32) * Math.min(perDay, wide ? perDay : 2 ** 31 - 1)) * (type === 'time' || random.below(2) === 0 ? 1 : -1);
    const values = Array.from({ length: rowCount }, count);
    if (!wide) return { type, unit, name, values: Int32Array.from(values) };
    const extreme = (value: number): bigint => (type !== 'time' && random.below(4) === 0 ? randomInteger(random) : BigInt(value));
    return { type, unit, name, values: BigInt64Array.from(values, extreme) };
  };
}

/** Values that only JavaScript encodes. */
function anyValues(name: string, rowCount: number, seed: number): Column {
  const random = new Random(seed);
  const value = (): Value => random.pick<Value>([null, true, 1, 0.5, -7n, 2n ** 70n, 'text', 'é', random.bytes(5), [1, ['x', null]], { b: 1, a: { c: 'd' } }, undefined]);
  return { type: 'values', name, values: Array.from({ length: rowCount }, value) };
}

/** Samples by their names. */
export const samples: Readonly<Record<string, Sample>> = {
  ascii: texts(300, 1_000_000),
  'short texts': texts(20, 8),
  'foreign texts': texts(120, 2),
  bytes: byteStrings,
  ...Object.fromEntries(numberArrays.map((ArrayType) => [ArrayType.name, numberColumns(ArrayType)])),
  BigInt64Array: integerColumns(BigInt64Array),
  BigUint64Array: integerColumns(BigUint64Array),
  bool: bools,
  uuid: uuids,
  ...Object.fromEntries((Object.keys(byteLengths) as TensorDtype[]).flatMap((dtype) => [[], [0], [3], [2, 9]].map((shape) => [`${dtype} [${shape.join()}]`, tensors(dtype, shape)]))),
  ...Object.fromEntries((['timestamp', 'duration', 'time', 'date'] as const).flatMap((type) => (['d', 's', 'ms', 'us', 'ns'] as const).flatMap((unit) => [true, false].map((wide) => [`${type} ${unit} ${wide ? 64 : 32}`, times(type, unit, wide)])))),
  values: anyValues,
};

/** The column with one row of `rarity` null. */
export function withNulls(column: Column, rowCount: number, seed: number, rarity = 4): Column {
  const random = new Random(seed);
  return { ...column, valid: Uint8Array.from({ length: rowCount }, () => Number(random.below(rarity) > 0)) };
}
