import type { ByteSource, IndexedFormat } from '../index.ts';
import { InvalidDataError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { corpusFiles } from '../../test/corpus.ts';
import { byteSource, chunked } from '../../test/read.ts';
import { uidOfBatches } from '../../test/uid.ts';
import { arrow } from './index.ts';

const files = corpusFiles('.arrow', '.arrows', '.feather');
const source = (bytes: Uint8Array): ByteSource => byteSource(bytes, 1000);

describe.each(files.filter(({ uid }) => uid !== undefined))('$file', ({ bytes, uid, recordCount }) => {
  it('at rest, as a stream and in pieces', async () => {
    expect(await uidOfBatches(arrow.read(source(bytes)))).toBe(uid);
    expect(await uidOfBatches(arrow.readStream!(chunked(bytes, [1, 977])))).toBe(uid);
    const pieces = await arrow.cut(source(bytes), 1);
    expect(await uidOfBatches(inPieces(arrow, source(bytes), pieces))).toBe(uid);
  });

  it('says what it is before it is read', async () => {
    const declared = await arrow.declare(source(bytes));
    const isFile = bytes[0] === 0x41;
    expect(declared.recordCount).toBe(isFile ? recordCount : undefined);
    let count = 0;
    for await (const batch of arrow.read(source(bytes))) {
      if (batch.kind !== 'columns') throw new Error('formats give columns');
      count += batch.rowCount;
      expect(batch.columns.map(({ name }) => name)).toEqual(declared.schema.map(({ name }) => name));
    }
    expect(count).toBe(recordCount);
  });
});

async function* inPieces(format: IndexedFormat, bytes: ByteSource, pieces: Awaited<ReturnType<IndexedFormat['cut']>>): ReturnType<IndexedFormat['read']> {
  for (const piece of pieces) yield* format.read(bytes, { piece });
}

it.each(files.filter(({ uid }) => uid === undefined))('$file is refused', async ({ bytes, code }) => {
  expect(await uidOfBatches(arrow.read(source(bytes)))).toBe(code);
  expect(await uidOfBatches(arrow.readStream!(chunked(bytes)))).toBe(code);
});

it('a column without encoding is an error only where it is read', async () => {
  const { bytes } = files.find(({ file }) => file === 'refused/pyarrow-sparse-union.arrow')!;
  const { schema } = await arrow.declare(source(bytes));
  const others = schema.filter(({ type }) => type.type !== 'null').map(({ name }) => name);
  expect(others.length).toBeLessThan(schema.length);
  expect(await uidOfBatches(arrow.read(source(bytes), { columns: others }))).toMatch(/^dsu1:/);
  await expect(uidOfBatches(arrow.read(source(bytes)))).resolves.toBe('unsupported-value');
  await expect(arrow.read(source(bytes))[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(InvalidDataError);
});
