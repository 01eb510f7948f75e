import { describe, expect, it } from 'vitest';
import { plain, plainBytes } from '../../test/parquet/encodings.ts';
import { type Chunk, CountingSource, type Element, parquetFile } from '../../test/parquet/file.ts';
import { dataPage, type Levels } from '../../test/parquet/page.ts';
import { batchesOf, columnsOf, errorOf } from '../../test/parquet/read.ts';
import { binary, i32, i64, list, struct } from '../../test/parquet/thrift.ts';
import { declareParquet, readParquet } from './read.ts';

const levels = (each: readonly number[], maximum: number): Levels => ({ levels: each, maximum });

/** A chunk of integers from 1 on, by its levels. */
function numbers(repetition: readonly number[], maximumRepetition: number, definition: readonly number[], maximumDefinition: number): Chunk {
  const count = definition.filter((level) => level === maximumDefinition).length;
  return {
    pages: [dataPage({ ...(maximumRepetition > 0 && { repetition: levels(repetition, maximumRepetition) }), definition: levels(definition, maximumDefinition), values: plain(Array.from({ length: count }, (_, index) => index + 1), 'int32') })],
    valueCount: definition.length,
  };
}

async function read(schema: Element, rowCount: number, ...chunks: readonly Chunk[]): Promise<unknown> {
  return (await columnsOf(parquetFile({ schema: [schema], groups: [{ rowCount, chunks }] })))['x'];
}

const integer = (name: string, repetition: 0 | 1 | 2 = 0): Element => ({ name, type: 1, repetition });

describe('lists as old writers have them', () => {
  const twoLevels = numbers([0, 1, 0, 0], 1, [2, 2, 0, 1], 2);

  it.each<[string, Element, unknown]>([
    ['a repeated leaf', { name: 'x', repetition: 1, convertedType: 3, children: [integer('element', 2)] }, [[1, 2], null, []]],
    ['a repeated group named array', { name: 'x', repetition: 1, convertedType: 3, children: [{ name: 'array', repetition: 2, children: [integer('n')] }] }, [[{ n: 1 }, { n: 2 }], null, []]],
    ['a repeated group named after the list', { name: 'x', repetition: 1, convertedType: 3, children: [{ name: 'x_tuple', repetition: 2, children: [integer('n')] }] }, [[{ n: 1 }, { n: 2 }], null, []]],
    ['three levels of any names', { name: 'x', repetition: 1, convertedType: 3, children: [{ name: 'bag', repetition: 2, children: [integer('array_element')] }] }, [[1, 2], null, []]],
  ])('%s', async (_, schema, wanted) => {
    expect(await read(schema, 3, twoLevels)).toEqual(wanted);
  });

  it('a repeated group of several fields', async () => {
    const schema: Element = { name: 'x', repetition: 1, convertedType: 3, children: [{ name: 'list', repetition: 2, children: [integer('a'), integer('b')] }] };
    expect(await read(schema, 3, twoLevels, twoLevels)).toEqual([[{ a: 1, b: 1 }, { a: 2, b: 2 }], null, []]);
  });

  it('lists of two levels within each other', async () => {
    const schema: Element = { name: 'x', repetition: 1, convertedType: 3, children: [{ name: 'array', repetition: 2, convertedType: 3, children: [integer('array', 2)] }] };
    expect(await read(schema, 3, numbers([0, 2, 1, 0, 0], 2, [3, 3, 2, 1, 0], 3))).toEqual([[[1, 2], []], [], null]);
  });

  it('a repeated group of one repeated field', async () => {
    const schema: Element = { name: 'x', repetition: 1, convertedType: 3, children: [{ name: 'list', repetition: 2, children: [integer('n', 2)] }] };
    expect(await read(schema, 2, numbers([0, 2, 1, 0], 2, [3, 3, 2, 1], 3))).toEqual([[{ n: [1, 2] }, { n: [] }], []]);
  });

  it('repeated fields without annotation, a null never', async () => {
    const flat = numbers([0, 1, 0], 1, [1, 1, 0], 1);
    expect(await read(integer('x', 2), 2, flat)).toEqual([[1, 2], []]);
    expect(await read({ name: 'x', repetition: 2, children: [integer('n')] }, 2, flat)).toEqual([[{ n: 1 }, { n: 2 }], []]);
    expect(await read({ name: 'x', children: [integer('n', 2)] }, 2, flat)).toEqual([{ n: [1, 2] }, { n: [] }]);
  });
});

describe('maps', () => {
  const entries = (children: readonly Element[], annotation: Partial<Element> = { convertedType: 1 }): Element => ({ name: 'x', repetition: 1, ...annotation, children: [{ name: 'map', repetition: 2, convertedType: 2, children }] });
  const keys = numbers([0, 1, 0, 0], 1, [2, 2, 0, 1], 2);

  it('of the old annotations', async () => {
    for (const annotation of [{ convertedType: 1 }, { convertedType: 2 }, { logicalType: 2 }]) {
      const [first, ...others] = (await read(entries([integer('key'), integer('value')], annotation), 3, keys, keys)) as { readonly entries: unknown }[];
      expect(first!.entries).toEqual([[1, 1], [2, 2]]);
      expect(others.map((other) => other && other.entries)).toEqual([null, []]);
    }
  });

  it('of keys alone are lists', async () => {
    expect(await read(entries([integer('key')]), 3, keys)).toEqual([[1, 2], null, []]);
  });

  it.each<[string, Element, RegExp]>([
    ['three fields', entries([integer('key'), integer('value'), integer('more')]), /a map is not made of/],
    ['no repeated group', { name: 'x', logicalType: 2, children: [integer('key')] }, /a map is not made of/],
    ['a list of two fields', { name: 'x', logicalType: 3, children: [integer('a', 2), integer('b', 2)] }, /a list is not made of/],
    ['a list that repeats nothing', { name: 'x', logicalType: 3, children: [integer('a')] }, /a list is not made of/],
    ['a group of nothing', { name: 'x', children: [] }, /a group has no columns/],
  ])('refuse %s', async (_, schema, message) => {
    expect(await errorOf(parquetFile({ schema: [schema], groups: [] }))).toMatch(message);
  });
});

describe('depth', () => {
  const nested = (depth: number): Uint8Array => {
    const groups = Array.from({ length: depth }, () => struct({ 4: binary('x'), 5: i32(1) }));
    return parquetFile({ schema: [], groups: [], footer: { 2: list([...groups, struct({ 1: i32(1), 4: binary('n') })]) } });
  };

  it('has a limit', async () => {
    expect(await errorOf(nested(100))).toBe('none');
    expect(await errorOf(nested(100_000))).toMatch(/^depth-exceeded/);
  });
});

describe('columns without canonical encoding', () => {
  const interval: Element = { name: 'every', type: 7, typeLength: 12, convertedType: 21 };
  const variant: Element = { name: 'any', logicalType: 16, children: [{ name: 'metadata', type: 6 }, { name: 'value', type: 6 }] };
  const strings: Chunk = { pages: [dataPage({ entryCount: 1, values: plainBytes(['x']) })], valueCount: 1 };
  const bytes = parquetFile({
    schema: [integer('n'), interval, { name: 'deep', children: [interval] }, variant],
    groups: [{ rowCount: 1, chunks: [{ pages: [dataPage({ entryCount: 1, values: plain([7], 'int32') })], valueCount: 1 }, ...[12, 12].map((length) => ({ pages: [dataPage({ entryCount: 1, values: new Uint8Array(length) })], valueCount: 1 })), strings, strings] }],
  });

  it('are refused only where they are read', async () => {
    expect(await columnsOf(bytes, { columns: ['n'] })).toEqual({ n: [7] });
    expect(await errorOf(bytes)).toMatch(/^unsupported-value: column "every".*INTERVAL/);
    expect(await errorOf(bytes, { columns: ['deep'] })).toMatch(/^unsupported-value: column "deep.every".*INTERVAL/);
    expect(await errorOf(bytes, { columns: ['any'] })).toMatch(/^unsupported-value: column "any".*VARIANT/);
    expect((await declareParquet(new CountingSource(bytes), {})).recordCount).toBe(1);
  });
});

describe('annotations', () => {
  it.each<[string, Element, RegExp]>([
    ['text of integers', { name: 'x', type: 1, logicalType: 1 }, /its physical type cannot have/],
    ['dates of 64 bits', { name: 'x', type: 2, convertedType: 6 }, /its physical type cannot have/],
    ['a decimal of doubles', { name: 'x', type: 5, convertedType: 5 }, /its physical type cannot have/],
    ['a UUID of 15 bytes', { name: 'x', type: 7, typeLength: 15, logicalType: 14 }, /its physical type cannot have/],
    ['a half of 4 bytes', { name: 'x', type: 7, typeLength: 4, logicalType: 15 }, /its physical type cannot have/],
    ['a time without unit', { name: 'x', type: 2, logicalType: struct({ 7: struct({}) }) }, /field 2 is missing/],
  ])('refuse %s', async (_, schema, message) => {
    expect(await errorOf(parquetFile({ schema: [schema], groups: [] }))).toMatch(new RegExp(`^invalid-parquet.*${message.source}`));
  });

  it('of nothing but nulls hold nothing but nulls, also below others', async () => {
    const never: Element = { name: 'x', repetition: 1, type: 1, logicalType: 11 };
    const flat = (definition: readonly number[]): Uint8Array => parquetFile({ schema: [never], groups: [{ rowCount: 2, chunks: [numbers([], 0, definition, 1)] }] });
    const nestedIn = (definition: readonly number[]): Uint8Array => parquetFile({ schema: [{ name: 'outer', children: [never] }], groups: [{ rowCount: 2, chunks: [numbers([], 0, definition, 1)] }] });
    expect(await columnsOf(flat([0, 0]))).toEqual({ x: [null, null] });
    expect(await columnsOf(nestedIn([0, 0]))).toEqual({ outer: [{ x: null }, { x: null }] });
    for (const bytes of [flat([0, 1]), nestedIn([0, 1])]) expect(await errorOf(bytes)).toMatch(/^invalid-parquet: .*always null holds a value/);
  });

  it('that are unknown warn', async () => {
    const { warnings } = await declareParquet(new CountingSource(parquetFile({ schema: [{ name: 'x', type: 1, logicalType: 99 }], groups: [] })), {});
    expect(warnings).toEqual([expect.stringMatching(/^column "x" has a type annotation that this version does not know/)]);
  });

  it('of decimals have a limit on their bytes, since hostile ones would take forever', async () => {
    const decimal: Element = { name: 'x', type: 6, logicalType: struct({ 5: struct({ 1: i32(2), 2: i32(9) }) }) };
    const column = (length: number): Chunk => ({ pages: [dataPage({ entryCount: 1, values: plainBytes([new Uint8Array(length).fill(255)]) })], valueCount: 1 });
    expect(await columnsOf(parquetFile({ schema: [decimal], groups: [{ rowCount: 1, chunks: [column(20)] }] }))).toEqual({ x: [expect.objectContaining({ mantissa: -1n, exponent: -2 })] });
    expect(await errorOf(parquetFile({ schema: [decimal], groups: [{ rowCount: 1, chunks: [column(1_000_000)] }] }))).toMatch(/^unsupported-value: column "x".*a decimal takes 1000000 bytes/);
  });
});

describe('selected columns', () => {
  const names = Array.from({ length: 8 }, (_, index) => `c${index}`);
  const values = Array.from({ length: 40_000 }, (_, index) => index);
  const chunk: Chunk = { pages: [dataPage({ entryCount: values.length, values: plain(values, 'int32') })], valueCount: values.length };
  const bytes = parquetFile({ schema: names.map((name) => integer(name)), groups: [{ rowCount: values.length, chunks: names.map(() => chunk) }] });

  it('are all that is read, with the footer', async () => {
    const source = new CountingSource(bytes);
    let rowCount = 0;
    for await (const batch of readParquet(source, { columns: ['c2', 'c5', 'none'] })) {
      if (batch.kind !== 'columns') throw new Error('columns are expected');
      rowCount += batch.rowCount;
      expect(batch.columns.map(({ name }) => name)).toEqual(['c2', 'c5']);
    }
    expect(rowCount).toBe(values.length);
    const byteLength = chunk.pages[0]!.length;
    const [footer, ...data] = source.ranges;
    expect(footer).toEqual({ start: bytes.length - 65_536, end: bytes.length });
    const wanted = [2, 5].map((column) => ({ start: 4 + column * byteLength, end: 4 + (column + 1) * byteLength }));
    expect(source.expected).toEqual(wanted);
    for (const range of data) expect(wanted.some(({ start, end }) => range.start >= start && range.end <= end)).toBe(true);
    expect(data.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThan(2.1 * byteLength);
  });

  it('may be none', async () => {
    expect((await batchesOf(bytes, { columns: [] })).reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(values.length);
  });

  it('are not held up by damage in others', async () => {
    const damaged = parquetFile({ schema: names.slice(0, 2).map((name) => integer(name)), groups: [{ rowCount: 1, chunks: [{ ...numbers([], 0, [], 0), valueCount: 1, metadata: { 4: i32(3), 6: i64(0) } }, { pages: [dataPage({ entryCount: 1, values: plain([5], 'int32') })], valueCount: 1 }] }] });
    expect(await columnsOf(damaged, { columns: ['c1'] })).toEqual({ c1: [5] });
    expect(await errorOf(damaged)).toMatch(/^unsupported-codec: column "c0".*LZO/);
  });
});
