import { Tensor } from '@datasig/core';
import type { TensorDtype } from '@datasig/core/spec';
import { Field, List, Struct } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../test/parquet/encodings.ts';
import { CountingSource, type Element, parquetFile } from '../../test/parquet/file.ts';
import { dataPage } from '../../test/parquet/page.ts';
import { batchesOf, columnsOf, errorOf } from '../../test/parquet/read.ts';
import type { Shape } from '../../test/parquet/shred.ts';
import { arrowSchema, onePage, type StoredDtype, storedDtypes, tensorField, tensorFile, type TensorType, type Writing } from '../../test/parquet/tensors.ts';
import { declareParquet } from './read.ts';

type Place = 'column' | 'list' | 'struct';

/** An element as the file has it: integers of 8 and 16 bits take 32. */
function stored({ dtype, storedByteLength }: StoredDtype, element: Uint8Array): Uint8Array {
  const isNegative = dtype.startsWith('int') && element.at(-1)! >= 0x80;
  return Uint8Array.from({ length: storedByteLength }, (_, index) => element[index] ?? (isNegative ? 0xff : 0));
}

function elementsOf(type: StoredDtype, data: Uint8Array): Uint8Array[] {
  return Array.from({ length: data.length / type.byteLength }, (_, index) => stored(type, data.subarray(index * type.byteLength, (index + 1) * type.byteLength)));
}

/** Tensors become lists of elements. */
function listed(type: StoredDtype, value: unknown): unknown {
  if (value instanceof Tensor) return elementsOf(type, value.data);
  if (Array.isArray(value)) return value.map((each) => listed(type, each));
  return value === null ? null : Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, listed(type, each)]));
}

function listShape(name: string, optional: boolean, elementOptional: boolean): Shape {
  return { kind: 'list', name, optional, element: { kind: 'leaf', name: 'element', optional: elementOptional } };
}

const placed: Readonly<Record<Place, (type: TensorType, tensors: Shape, values: fc.Arbitrary<unknown>) => { readonly field: Field; readonly shape: Shape; readonly row: fc.Arbitrary<unknown> }>> = {
  column: (type, tensors, row) => ({ field: tensorField('x', type), shape: { ...tensors, name: 'x' }, row }),
  list: (type, tensors, value) => ({
    field: new Field('x', new List(tensorField('element', type)), true),
    shape: { kind: 'list', name: 'x', optional: true, element: { ...tensors, name: 'element' } },
    row: fc.option(fc.array(value, { maxLength: 3 }), { nil: null }),
  }),
  struct: (type, tensors, value) => ({
    field: new Field('x', new Struct([tensorField('a', type), tensorField('b', type)]), true),
    shape: { kind: 'struct', name: 'x', optional: false, fields: [{ ...tensors, name: 'a' }, { ...tensors, name: 'b' }] },
    row: fc.record({ a: value, b: value }),
  }),
};

const writing: fc.Arbitrary<Writing> = fc.record({
  ends: fc.array(fc.nat(200), { maxLength: 4 }),
  style: fc.record({ version: fc.constantFrom(1, 2), codec: fc.constantFrom(0, 1, 2, 6, 7) }),
  encoding: fc.constantFrom('plain', 'dictionary', 'split'),
});

/** A file and its rows: any bits, NaNs of every kind among them. */
const example = fc
  .record({ stored: fc.constantFrom(...storedDtypes), shape: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), place: fc.constantFrom<Place>('column', 'list', 'struct'), optional: fc.boolean(), elementOptional: fc.boolean() })
  .chain(({ stored: dtype, shape, place, optional, elementOptional }) => {
    const type: TensorType = { ...dtype, shape };
    const byteLength = shape.reduce((product, dimension) => product * dimension, dtype.byteLength);
    const byte = dtype.dtype === 'bool' ? fc.nat(1) : fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff));
    const tensor = fc.array(byte, { minLength: byteLength, maxLength: byteLength }).map((data) => new Tensor(dtype.dtype, shape, Uint8Array.from(data)));
    const { row, ...file } = placed[place](type, listShape('', optional, elementOptional), optional ? fc.option(tensor, { nil: null, freq: 3 }) : tensor);
    return fc.record({ type: fc.constant(type), file: fc.constant(file), rows: fc.array(row, { maxLength: 8 }), writing });
  });

/** Tensors with plain numbers, structs as ordinary objects. */
function normal(value: unknown): unknown {
  if (value instanceof Tensor) return { dtype: value.dtype, shape: value.shape, data: [...value.data] };
  if (Array.isArray(value)) return value.map(normal);
  return value === null || typeof value !== 'object' ? value : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, normal(each)]));
}

describe('tensors', () => {
  it('keep their bits, wherever they stand, of whatever dtype', async () => {
    await fc.assert(
      fc.asyncProperty(example, async ({ type, file, rows, writing: how }) => {
        const bytes = tensorFile(file.field, file.shape, type.leaf, listed(type, rows) as unknown[], how);
        expect(normal((await columnsOf(bytes))['x'] ?? [])).toEqual(normal(rows));
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  const shape = listShape('x', true, true);
  const float32: TensorType = { ...storedDtypes.find(({ dtype }) => dtype === 'float32')!, shape: [2, 2] };
  const number = (value: number): Uint8Array => new Uint8Array(Float32Array.of(value).buffer);

  it('are columns of bytes, nulls and all', async () => {
    const rows = Array.from({ length: 9000 }, (_, row) => (row >= 5000 && row % 7 === 0 ? null : [1, 2, 3, row].map(number)));
    const batches = await batchesOf(tensorFile(tensorField('x', float32), shape, float32.leaf, rows, { ...onePage, ends: [7000, 20_001] }));
    expect(new Set(batches.flatMap(({ columns }) => columns.map(({ type }) => type)))).toEqual(new Set(['tensor']));
    expect(batches.some(({ columns }) => columns[0]!.valid !== undefined)).toBe(true);
    expect(batches.some(({ columns }) => columns[0]!.valid === undefined)).toBe(true);
  });

  it('are declared with their shape', async () => {
    const { schema } = await declareParquet(new CountingSource(tensorFile(tensorField('x', float32), shape, float32.leaf, [null])), {});
    expect(schema).toEqual([{ name: 'x', type: { type: 'tensor', dtype: 'float32', shape: [2, 2] } }]);
  });

  it('are null where there is no room for them', async () => {
    const large = tensorField('x', { arrow: float32.arrow, shape: [2 ** 30] });
    expect(await columnsOf(tensorFile(large, shape, float32.leaf, Array<null>(4000).fill(null)))).toEqual({ x: Array<null>(4000).fill(null) });
    const numbers = Float32Array.from({ length: 100_000 }, (_, index) => index);
    const wide = tensorField('x', { arrow: float32.arrow, shape: [numbers.length] });
    const row = new Tensor('float32', [numbers.length], new Uint8Array(numbers.buffer));
    const rows = await columnsOf(tensorFile(wide, shape, float32.leaf, [null, null, null, Array.from(numbers, number), null]));
    expect(rows).toEqual({ x: [null, null, null, row, null] });
  });

  it('are null where DuckDB would write a null ARRAY, an entry for every element', async () => {
    const values = [1, 2, 3, 4].flatMap((value) => [...number(value)]);
    const page = dataPage({ repetition: { levels: [0, 1, 0, 1, 0, 1], maximum: 1 }, definition: { levels: [3, 3, 0, 0, 3, 3], maximum: 3 }, values });
    const array: Element = { name: 'x', repetition: 1, logicalType: 3, children: [{ name: 'list', repetition: 2, children: [{ name: 'element', repetition: 1, type: 4 }] }] };
    const file = parquetFile({ schema: [array], groups: [{ rowCount: 3, chunks: [{ pages: [page], valueCount: 6 }] }], keyValues: [arrowSchema(tensorField('x', { ...float32, shape: [2] }))] });
    const pair = (...each: readonly number[]): Tensor => new Tensor('float32', [2], new Uint8Array(Float32Array.from(each).buffer));
    expect(await columnsOf(file)).toEqual({ x: [pair(1, 2), null, pair(3, 4)] });
  });

  it.each<[string, unknown, RegExp]>([
    ['none', [1, 2, 3, 4], /^none$/],
    ['a null', [1, null, 3, 4], /^cast-failed: column "x".* has an element that is null/],
    ['nulls alone', [null, null, null, null], /^cast-failed: column "x".* has an element that is null/],
    ['an element too few', [1, 2, 3], /^cast-failed: column "x".*a list has 3 elements; a tensor of the shape \[2, 2\] has 4/],
    ['an element too many', [1, 2, 3, 4, 5], /^cast-failed: column "x".*a list has 5 elements/],
    ['no element', [], /^cast-failed: column "x".*a list has 0 elements/],
  ])('are refused with their column: %s', async (_, elements, message) => {
    const row = (elements as (number | null)[]).map((value) => (value === null ? null : number(value)));
    const rows = [null, [1, 2, 3, 4].map(number), row, [1, 2, 3, 4].map(number)];
    expect(await errorOf(tensorFile(tensorField('x', float32), shape, float32.leaf, rows))).toMatch(message);
    const inList = new Field('x', new List(tensorField('element', float32)), true);
    expect(await errorOf(tensorFile(inList, { kind: 'list', name: 'x', optional: true, element: { ...shape, name: 'element' } }, float32.leaf, [rows]))).toMatch(message);
  });

  it.each<[TensorDtype, readonly number[], RegExp]>([
    ['uint8', [0, 255], /^none$/],
    ['uint8', [0, 256], /^cast-failed: column "x".*no exact uint8/],
    ['uint16', [-1, 0], /^cast-failed: column "x".*no exact uint16/],
    ['int8', [-128, 127], /^none$/],
    ['int8', [-129, 0], /^cast-failed: column "x".*no exact int8/],
    ['int16', [0, 0x8000], /^cast-failed: column "x".*no exact int16/],
  ])('are refused where an integer is beyond the dtype: %s of %j', async (dtype, values, message) => {
    const type: TensorType = { ...storedDtypes.find((each) => each.dtype === dtype)!, shape: [2] };
    const rows = [values.map((value) => plain([value], 'int32'))];
    expect(await errorOf(tensorFile(tensorField('x', type), shape, type.leaf, rows))).toMatch(message);
  });

  it('are cast where elements are stored as another type', async () => {
    // As version 1.0 of the format has 32 bits without sign.
    const type: TensorType = { ...storedDtypes.find(({ dtype }) => dtype === 'uint32')!, shape: [1, 2] };
    const file = (value: bigint): Uint8Array => tensorFile(tensorField('x', type), shape, { type: 2 }, [[1n, value].map((each) => plain([each], 'int64'))]);
    expect(await columnsOf(file(0xffff_ffffn))).toEqual({ x: [new Tensor('uint32', [1, 2], Uint8Array.of(1, 0, 0, 0, 255, 255, 255, 255))] });
    expect(await errorOf(file(-1n))).toMatch(/^cast-failed: column "x".*no exact uint32/);
  });

  it('are refused where their dimensions are permuted', async () => {
    const rows = [[1, 2, 3, 4].map(number)];
    expect(await errorOf(tensorFile(tensorField('x', float32, { permutation: [0, 1] }), shape, float32.leaf, rows))).toBe('none');
    expect(await errorOf(tensorFile(tensorField('x', float32, { permutation: [1, 0] }), shape, float32.leaf, rows))).toMatch(/^unsupported-value: column "x".*permuted/);
  });
});
