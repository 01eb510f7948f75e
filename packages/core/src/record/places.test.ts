/** Errors name the place of the record that is at fault, and nothing of what it holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, errorOf } from '../../test/outcome.ts';
import { parseCast } from '../canonical/cast/cast.ts';
import { Tensor, TimeOfDay } from '../canonical/value.ts';
import { Fingerprinter, type FingerprinterOptions } from '../fingerprint/fingerprinter.ts';
import type { Batch, BatchPlaces, Column, ColumnBatch, TensorDtype, Value } from '../spec/v1/batch.ts';

function add(list: readonly Batch[], options: FingerprinterOptions = {}): void {
  const fingerprinter = new Fingerprinter(options);
  for (const batch of list) fingerprinter.add(batch);
  fingerprinter.finish();
}

function textOf(cells: readonly Uint8Array[]): { readonly offsets: Uint32Array; readonly bytes: Uint8Array } {
  const offsets = [0];
  for (const cell of cells) offsets.push(offsets.at(-1)! + cell.length);
  return { offsets: Uint32Array.from(offsets), bytes: Buffer.concat(cells) };
}

type Fault = { readonly code: string; readonly options?: FingerprinterOptions; readonly batch: (rowCount: number, row: number) => Batch };

const rowsWith = (bad: Value, good: Value): Fault['batch'] => (rowCount, row) => ({
  kind: 'rows',
  rows: Array.from({ length: rowCount }, (_, index) => ({ first: 'k9Zq', x: index === row ? bad : good })),
});
const columnWith = (make: (rowCount: number, row: number) => Column): Fault['batch'] => (rowCount, row) => ({
  kind: 'columns',
  rowCount,
  columns: [{ name: 'first', type: 'values', values: Array<Value>(rowCount).fill('k9Zq') }, make(rowCount, row)],
});
const textWith = (bad: Uint8Array, good: Uint8Array): Fault['batch'] =>
  columnWith((rowCount, row) => ({ name: 'x', type: 'text', ...textOf(Array.from({ length: rowCount }, (_, index) => (index === row ? bad : good))) }));
const toInteger: FingerprinterOptions = { preparation: { casts: { x: parseCast('integer') } } };
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

const faults: Readonly<Record<string, Fault>> = {
  'a row with a lone surrogate': { code: 'lone-surrogate', batch: rowsWith('k9Zq\uD800', '') },
  'a row with a time beyond the day': { code: 'unsupported-value', batch: rowsWith(new TimeOfDay(-1n), null) },
  'a row that cannot be cast': { code: 'cast-failed', options: toInteger, batch: rowsWith('k9Zq', '1') },
  'a row too long': { code: 'record-too-large', options: { recordByteLimit: 100 }, batch: rowsWith('k9Zq'.repeat(100), '') },
  'invalid UTF-8 in a column': { code: 'invalid-utf8', batch: textWith(Uint8Array.of(0x6b, 0xff), ascii('k')) },
  'invalid UTF-8 in a column that is cast': { code: 'invalid-utf8', options: toInteger, batch: textWith(Uint8Array.of(0x6b, 0xff), ascii('1')) },
  'a column that cannot be cast': { code: 'cast-failed', options: toInteger, batch: textWith(ascii('k9Zq'), ascii('1')) },
  'a column of values with one unfit': { code: 'lone-surrogate', batch: columnWith((rowCount, row) => ({ name: 'x', type: 'values', values: Array.from({ length: rowCount }, (_, index) => (index === row ? 'k9Zq\uDC00' : 1)) })) },
  'a time beyond the day in a column': { code: 'unsupported-value', batch: columnWith((rowCount, row) => ({ name: 'x', type: 'time', unit: 's', values: Int32Array.from({ length: rowCount }, (_, index) => (index === row ? 86_400 : 0)) })) },
  'a bool of 2 in tensors': { code: 'unsupported-value', batch: columnWith((rowCount, row) => ({ name: 'x', type: 'tensor', dtype: 'bool', shape: [1], data: Uint8Array.from({ length: rowCount }, (_, index) => (index === row ? 2 : 1)) })) },
  'a bool of 2 in scalars': { code: 'unsupported-value', batch: columnWith((rowCount, row) => ({ name: 'x', type: 'tensor', dtype: 'bool', shape: [], data: Uint8Array.from({ length: rowCount }, (_, index) => (index === row ? 2 : 1)) })) },
};

describe.each(Object.entries(faults))('%s', (_, { code, options, batch }) => {
  it('has its place, after any batches before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat({ max: 19 }), fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }), (rowCount, anyRow, before) => {
        const row = anyRow % rowCount;
        const places: BatchPlaces = { file: 'a.csv', lines: Array.from({ length: rowCount }, (__, index) => 100 + 2 * index), byteOffsets: Float64Array.from({ length: rowCount }, (__, index) => 5000 + index) };
        const earlier = before.map((length): Batch => ({ kind: 'rows', rows: Array.from({ length }, () => ({ y: 1 })) }));
        const error = errorOf(() => add([...earlier, { ...batch(rowCount, row), places }], options));
        const record = before.reduce((sum, length) => sum + length, 0) + row + 1;
        const column = code === 'record-too-large' ? {} : { column: 'x' };
        expect(error).toMatchObject({ code, position: { file: 'a.csv', line: 100 + 2 * row, byteOffset: 5000 + row, row: record, ...column }, context: { row: record } });
        expect(error.message).toMatch(new RegExp(`^a\\.csv, line ${100 + 2 * row}, row ${record}, ${'column' in column ? 'column "x", ' : ''}byte ${5000 + row}: `));
        expect(JSON.stringify([error.message, error.context])).not.toContain('k9Zq');
      }),
      { numRuns: 60, seed: 20260126 },
    );
  });
});

describe('faults of a batch as a whole', () => {
  const before: Batch = { kind: 'rows', rows: [{ a: 1 }, { a: 1 }, { a: 1 }] };
  const places: BatchPlaces = { lines: [7, 8] };

  it.each<[string, readonly Column[], FingerprinterOptions]>([
    ['a dtype without encoding', [{ name: 'x', type: 'tensor', dtype: 'bfloat16' as TensorDtype, shape: [1], data: new Uint8Array(4) }], {}],
    ['a shape that is none', [{ name: 'x', type: 'tensor', dtype: 'uint8', shape: [-1], data: new Uint8Array(4) }], {}],
    ['two columns of one name', [{ name: 'y', type: 'bool', values: new Uint8Array(2) }, { name: 'x', type: 'bool', values: new Uint8Array(2) }], { preparation: { rename: { x: 'y' } } }],
  ])('%s is told at its first record', (_, columns, options) => {
    const error = errorOf(() => add([before, { kind: 'columns', rowCount: 2, columns, places }], options));
    expect(error).toMatchObject({ position: { line: 7, row: 4, column: expect.stringMatching(/^[xy]$/) as string } });
  });

  it('are no faults without records', () => {
    const columns: Column[] = [{ name: 'x', type: 'tensor', dtype: 'uint8', shape: [2], data: new Uint8Array() }];
    expect(() => add([{ kind: 'columns', rowCount: 0, columns }])).not.toThrow();
  });
});

describe('buffers too short', () => {
  const columns: readonly Column[] = [
    { name: 'x', type: 'number', values: Float64Array.of(1) },
    { name: 'x', type: 'bigint', values: BigInt64Array.of(1n) },
    { name: 'x', type: 'bool', values: Uint8Array.of(1) },
    { name: 'x', type: 'uuid', bytes: new Uint8Array(31) },
    { name: 'x', type: 'values', values: [1] },
    { name: 'x', type: 'date', unit: 'd', values: Int32Array.of(1) },
    { name: 'x', type: 'timestamp', unit: 's', values: BigInt64Array.of(1n) },
    { name: 'x', type: 'tensor', dtype: 'uint16', shape: [2], data: new Uint8Array(7) },
    { name: 'x', type: 'text', offsets: Uint32Array.of(0, 0), bytes: new Uint8Array(9) },
    { name: 'x', type: 'text', offsets: Uint32Array.of(0, 0, 5), bytes: new Uint8Array(4) },
    { name: 'x', type: 'bytes', offsets: Uint32Array.of(0, 3, 2), bytes: new Uint8Array(4) },
    { name: 'x', type: 'bool', values: Uint8Array.of(1, 1), valid: Uint8Array.of(1) },
  ];

  it.each(columns)('%o is refused, cast or not', (column) => {
    const batch: ColumnBatch = { kind: 'columns', rowCount: 2, columns: [column] };
    expect(codeOf(() => add([batch]))).toBe('invalid-argument');
    expect(codeOf(() => add([batch], { preparation: { casts: { x: parseCast('list') } } }))).toBe('invalid-argument');
    expect(() => add([batch], { preparation: { columns: ['y'] } })).not.toThrow();
  });
});

it('refuses a character that is split over two rows, cast or not', () => {
  const batch: Batch = { kind: 'columns', rowCount: 2, columns: [{ name: 'x', type: 'text', offsets: Uint32Array.of(0, 1, 2), bytes: ascii('é') }] };
  for (const options of [{}, { preparation: { nullTokens: ['-'] } }, toInteger]) expect(errorOf(() => add([batch], options))).toMatchObject({ code: 'invalid-utf8', position: { row: 1, column: 'x' } });
});

it('does not look at what null slots hold', () => {
  const valid = Uint8Array.of(0, 1);
  const columns: readonly Column[] = [
    { name: 'a', type: 'text', offsets: Uint32Array.of(0, 1, 2), bytes: Uint8Array.of(0xff, 0x61), valid },
    { name: 'b', type: 'time', unit: 's', values: Int32Array.of(-1, 1), valid },
    { name: 'c', type: 'tensor', dtype: 'bool', shape: [1], data: Uint8Array.of(9, 1), valid },
    { name: 'd', type: 'tensor', dtype: 'bool', shape: [], data: Uint8Array.of(9, 1), valid },
    { name: 'e', type: 'values', values: [Symbol('x') as unknown as Value, new Tensor('uint8', [1], Uint8Array.of(1))], valid },
  ];
  expect(() => add([{ kind: 'columns', rowCount: 2, columns }])).not.toThrow();
});
