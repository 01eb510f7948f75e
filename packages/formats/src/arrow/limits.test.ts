import { Field, Int8, List, makeData, makeVector, Null, Table, tableToIPC } from 'apache-arrow';
import type { Vector } from 'apache-arrow';
import { expect, it } from 'vitest';
import { byteSource, chunked } from '../../test/read.ts';
import { uidOfBatches } from '../../test/uid.ts';
import { arrow } from './index.ts';

const mostRows = 2 ** 31 - 1;

async function codes(column: Vector): Promise<string[]> {
  const results: string[] = [];
  const table = new Table({ column });
  results.push(await uidOfBatches(arrow.read(byteSource(tableToIPC(table, 'file'), 4096))));
  results.push(await uidOfBatches(arrow.readStream!(chunked(tableToIPC(table, 'stream')))));
  return results;
}

it('rows without bytes are no data', async () => {
  expect(await codes(makeVector(makeData({ type: new Null(), length: mostRows })))).toEqual(['invalid-arrow', 'invalid-arrow']);
});

it('a list of two billion nulls is no list', async () => {
  const child = makeData({ type: new Null(), length: mostRows });
  const lists = makeData({ type: new List(new Field('item', new Null(), true)), length: 1, nullCount: 0, valueOffsets: Int32Array.of(0, mostRows), child });
  expect(await codes(makeVector(lists))).toEqual(['record-too-large', 'record-too-large']);
});

it('a list of forty million integers is too large, and its neighbours are not', async () => {
  const type = new List(new Field('item', new Int8(), true));
  const child = makeData({ type: new Int8(), length: 40_000_000, nullCount: 0, data: new Int8Array(40_000_000) });
  expect(await codes(makeVector(makeData({ type, length: 1, nullCount: 0, valueOffsets: Int32Array.of(0, 40_000_000), child })))).toEqual(['record-too-large', 'record-too-large']);
  const few = makeData({ type, length: 3, nullCount: 0, valueOffsets: Int32Array.of(0, 2, 2, 4), child: makeData({ type: new Int8(), length: 4, nullCount: 0, data: Int8Array.of(1, 2, 3, 4) }) });
  const [file, stream] = await codes(makeVector(few));
  expect(file).toMatch(/^dsu1:/);
  expect(stream).toBe(file);
});

it('nulls that the writer did not count', async () => {
  // This writer says -1.
  const [file, stream] = await codes(makeVector(makeData({ type: new Null(), length: 3 })));
  expect(file).toMatch(/^dsu1:/);
  expect(stream).toBe(file);
});
