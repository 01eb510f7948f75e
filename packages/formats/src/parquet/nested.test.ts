import { Entries } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaPacked, hybrid, plain } from '../../test/parquet/encodings.ts';
import { type Chunk, type Element, parquetFile } from '../../test/parquet/file.ts';
import { dataPage, dictionaryPage, encodings } from '../../test/parquet/page.ts';
import { columnsOf, errorOf } from '../../test/parquet/read.ts';
import { elementOf, type Entry, leavesOf, shred, type Shape, shapeAndRows } from '../../test/parquet/shred.ts';

/** Maps as arrays, to compare. */
function normal(value: unknown): unknown {
  if (value instanceof Entries) return { map: value.entries.map(([key, each]) => [key, normal(each)]) };
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, normal(each)]));
}

interface Cut {
  readonly ends: readonly number[];
  readonly style: { readonly version: 1 | 2; readonly codec: number; readonly crc: boolean };
  readonly encoding: number;
}

/** Entries as pages that end anywhere, also within rows. */
function chunk(entries: readonly Entry[], { maximumDefinition, maximumRepetition }: { readonly maximumDefinition: number; readonly maximumRepetition: number }, { ends, style, encoding }: Cut): Chunk {
  const bounds = [...new Set([...ends.map((end) => end % (entries.length + 1)), entries.length])].toSorted((a, b) => a - b);
  const entryValues = (each: readonly Entry[]): number[] => each.filter(({ definition }) => definition === maximumDefinition).map(({ value }) => value!);
  const distinct = [...new Set(entryValues(entries))];
  const encode = (values: readonly number[]): Iterable<number> => {
    if (encoding === encodings.delta) return deltaPacked(values.map(BigInt), 32);
    return encoding === encodings.plain ? plain(values, 'int32') : [8, ...hybrid(values.map((value) => distinct.indexOf(value)), 8)];
  };
  const pages = bounds.map((end, index) => {
    const each = entries.slice(bounds[index - 1] ?? 0, end);
    return dataPage({
      ...style,
      entryCount: each.length,
      ...(maximumRepetition > 0 && { repetition: { levels: each.map(({ repetition }) => repetition), maximum: maximumRepetition } }),
      ...(maximumDefinition > 0 && { definition: { levels: each.map(({ definition }) => definition), maximum: maximumDefinition } }),
      encoding,
      values: encode(entryValues(each)),
    });
  });
  const hasDictionary = encoding === encodings.dictionary;
  return { pages: hasDictionary ? [dictionaryPage(distinct.length, plain(distinct, 'int32'), style), ...pages] : pages, valueCount: entries.length, codec: style.codec, hasDictionary };
}

const cut: fc.Arbitrary<Cut> = fc.record({
  ends: fc.array(fc.nat(10_000), { maxLength: 6 }),
  style: fc.record({ version: fc.constantFrom(1, 2), codec: fc.constantFrom(0, 1, 2, 6, 7), crc: fc.boolean() }),
  encoding: fc.constantFrom(encodings.plain, encodings.delta, encodings.dictionary),
});

function fileOf(shape: Shape, rows: readonly unknown[], cuts: readonly Cut[]): Uint8Array {
  const leaves = leavesOf(shape);
  const columns = shred(shape, rows);
  const chunks = leaves.map((leaf, index) => chunk(columns[index]!, leaf, cuts[index % cuts.length]!));
  return parquetFile({ schema: [elementOf(shape)], groups: [{ rowCount: rows.length, chunks }] });
}

describe('nested rows', () => {
  it('come back from levels, whatever the schema and wherever pages end', async () => {
    await fc.assert(
      fc.asyncProperty(shapeAndRows, fc.array(cut, { minLength: 1, maxLength: 4 }), async ({ shape, rows }, cuts) => {
        const columns = await columnsOf(fileOf(shape, rows, cuts));
        expect((columns[shape.name] ?? []).map(normal)).toEqual(rows);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it('come back from long pages, which are decoded in blocks', async () => {
    const shape: Shape = { kind: 'list', name: 'list', optional: true, element: { kind: 'leaf', name: 'element', optional: true } };
    // The first blocks hold values alone, and rows go on in the next one.
    const rows = Array.from({ length: 60 }, (_, row) => (row > 40 && row % 5 === 0 ? null : Array.from({ length: (row * 37) % 3000 || 1 }, (__, index) => (row > 30 && index % 7 === 0 ? null : row + index))));
    for (const ends of [[], [17_000, 40_001], [1, 2, 3]]) {
      const bytes = fileOf(shape, rows, [{ ends, style: { version: 1, codec: 0, crc: false }, encoding: encodings.delta }]);
      expect((await columnsOf(bytes))['list']).toEqual(rows);
    }
  });

  it('are as many as the footer says', async () => {
    const shape: Shape = { kind: 'list', name: 'list', optional: true, element: { kind: 'leaf', name: 'element', optional: false } };
    const bytes = (rowCount: number): Uint8Array => {
      const [entries] = shred(shape, [[1, 2], [3], null]);
      const [leaf] = leavesOf(shape);
      return parquetFile({ schema: [elementOf(shape)], groups: [{ rowCount, chunks: [chunk(entries!, leaf!, { ends: [2], style: { version: 1, codec: 0, crc: false }, encoding: 0 })] }] });
    };
    expect(await errorOf(bytes(3))).toBe('none');
    expect(await errorOf(bytes(2))).toMatch(/goes on after the last row/);
    expect(await errorOf(bytes(4))).toMatch(/ends before the last row/);
  });
});

it('are errors where the annotation UNKNOWN says that there are none', async () => {
  const nulls: Element = { name: 'list', repetition: 1, logicalType: 3, children: [{ name: 'list', repetition: 2, children: [{ name: 'element', repetition: 1, type: 1, logicalType: 11 }] }] };
  const file = (definition: readonly number[]): Uint8Array => {
    const page = dataPage({ repetition: { levels: [0, 1], maximum: 1 }, definition: { levels: definition, maximum: 3 }, values: plain(definition.filter((level) => level === 3), 'int32') });
    return parquetFile({ schema: [nulls], groups: [{ rowCount: 1, chunks: [{ pages: [page], valueCount: 2 }] }] });
  };
  expect(await columnsOf(file([2, 2]))).toEqual({ list: [[null, null]] });
  expect(await errorOf(file([2, 3]))).toMatch(/always null/);
});

describe('levels that contradict each other', () => {
  const pair: Element = {
    name: 'pairs', repetition: 1, logicalType: 3,
    children: [{ name: 'list', repetition: 2, children: [{ name: 'element', children: [{ name: 'a', type: 1 }, { name: 'b', type: 1 }] }] }],
  };
  const column = (repetition: readonly number[], definition: readonly number[]): Chunk => ({
    pages: [dataPage({ repetition: { levels: repetition, maximum: 1 }, definition: { levels: definition, maximum: 2 }, values: plain(definition.filter((level) => level === 2), 'int32') })],
    valueCount: definition.length,
  });
  const error = (rowCount: number, ...chunks: readonly Chunk[]): Promise<string> => errorOf(parquetFile({ schema: [pair], groups: [{ rowCount, chunks }] }));

  it.each<[string, number, Chunk, Chunk, RegExp]>([
    ['none', 2, column([0, 1, 0], [2, 2, 0]), column([0, 1, 0], [2, 2, 0]), /^none$/],
    ['lists of unlike lengths', 1, column([0, 1], [2, 2]), column([0, 1, 1], [2, 2, 2]), /unlike numbers/],
    ['lists of unlike lengths, the other way', 1, column([0, 1, 1], [2, 2, 2]), column([0, 1], [2, 2]), /unlike numbers/],
    ['a null and an empty list', 1, column([0], [0]), column([0], [1]), /disagree on what is null/],
    ['an empty list that goes on', 1, column([0, 1], [1, 1]), column([0, 1], [1, 1]), /unlike numbers/],
    ['a value after a null list', 1, column([0, 1], [0, 2]), column([0, 1], [0, 2]), /unlike numbers/],
    ['a first entry within a row', 1, column([1, 0], [2, 2]), column([0, 1], [2, 2]), /in the middle of a row/],
    ['a level above the maximum', 1, column([0, 1], [2, 3]), column([0, 1], [2, 2]), /above the maximum/],
  ])('%s', async (_, rowCount, first, second, message) => {
    expect(await error(rowCount, first, second)).toMatch(message);
  });

  it('are read where DuckDB writes a null ARRAY, an entry for every element that it would have', async () => {
    const array: Element = { name: 'array', repetition: 1, logicalType: 3, children: [{ name: 'list', repetition: 2, children: [{ name: 'element', repetition: 1, type: 1 }] }] };
    const wrapped: Element = { name: 'outer', repetition: 1, logicalType: 3, children: [{ name: 'list', repetition: 2, children: [{ ...array, name: 'element' }] }] };
    const page = (maximum: number, repetition: readonly number[], definition: readonly number[], most: number): Chunk => ({
      pages: [dataPage({ repetition: { levels: repetition, maximum }, definition: { levels: definition, maximum: most }, values: plain(definition.filter((level) => level === most).map((_, index) => index), 'int32') })],
      valueCount: definition.length,
    });
    const file = parquetFile({
      schema: [array, wrapped],
      groups: [{ rowCount: 3, chunks: [page(1, [0, 1, 0, 1, 0, 1], [3, 3, 0, 0, 3, 2], 3), page(2, [0, 2, 1, 2, 0, 2, 1, 2, 0], [5, 5, 2, 2, 0, 0, 0, 0, 1], 5)] }],
    });
    expect(await columnsOf(file)).toEqual({ array: [[0, 1], null, [2, null]], outer: [[[0, 1], null], null, []] });
  });
});
