/** Digests of single records against those that sketches are made of. */
import { describe, expect, it } from 'vitest';
import { parseCast } from '../canonical/cast/cast.ts';
import { InvalidDataError } from '../errors.ts';
import { hashSpace } from '../sketch/hash-list.ts';
import type { Batch } from '../spec/v1/batch.ts';
import { Fingerprinter, type FingerprinterOptions } from './fingerprinter.ts';
import { RecordDigester, recordDigestByteLength } from './record-digests.ts';

const rows: Batch = { kind: 'rows', rows: Array.from({ length: 300 }, (_, id) => ({ id, name: `name ${id}`, note: id % 3 === 0 ? null : 'x'.repeat(id) })) };
const columns: Batch = {
  kind: 'columns',
  rowCount: 300,
  columns: [
    { name: 'id', type: 'number', values: Float64Array.from({ length: 300 }, (_, id) => id) },
    { name: 'name', type: 'values', values: Array.from({ length: 300 }, (_, id) => `name ${id}`) },
    { name: 'note', type: 'values', values: Array.from({ length: 300 }, (_, id) => (id % 3 === 0 ? null : 'x'.repeat(id))) },
  ],
};

function hashesOf(digests: Uint8Array): bigint[] {
  const view = new DataView(digests.buffer, digests.byteOffset, digests.byteLength);
  return Array.from({ length: digests.length / recordDigestByteLength }, (_, index) => view.getBigUint64(index * recordDigestByteLength));
}

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : 1);

describe('digests of records', () => {
  it.each<[string, FingerprinterOptions]>([
    ['as they are', {}],
    ['with a key', { key: new Uint8Array(32).fill(3) }],
    ['prepared', { preparation: { columns: ['id', 'name'], rename: { name: 'title' }, casts: { id: parseCast('decimal') } } }],
  ])('begin with the hashes of a sketch, %s', (_, options) => {
    const pass = new Fingerprinter({ ...options, sketches: [{ scheme: 'scaled/1', scale: 1 }] });
    pass.add(rows);
    const [sketch] = pass.finish().sketches;
    const expected = [...(sketch as { readonly hashes: BigUint64Array }).hashes];
    expect(expected).toHaveLength(300);
    for (const batch of [rows, columns]) {
      const digester = new RecordDigester(options);
      expect(hashesOf(digester.digest(batch)).sort(ascending)).toEqual(expected);
      expect(expected.at(-1)!).toBeLessThan(hashSpace);
    }
  });

  it('come in the order of the records, batch by batch', () => {
    const digester = new RecordDigester();
    const whole = digester.digest(rows).slice();
    const again = rows.rows.flatMap((row) => [...digester.digest({ kind: 'rows', rows: [row] })]);
    expect(Uint8Array.from(again)).toEqual(whole);
    expect(digester.digest({ kind: 'rows', rows: [] })).toHaveLength(0);
  });

  it('do not depend on long records before', () => {
    const digester = new RecordDigester();
    const short: Batch = { kind: 'rows', rows: [{ id: 1 }] };
    const before = digester.digest(short).slice();
    digester.digest({ kind: 'rows', rows: [{ id: 'x'.repeat(3_000_000) }, { id: 2 }] });
    expect(digester.digest(short)).toEqual(before);
  });

  it('end at a record that has no encoding, and name its row', () => {
    const digester = new RecordDigester();
    digester.digest(rows);
    expect(() => digester.digest({ kind: 'rows', rows: [{ id: 1 }, { id: '\ud800' }] })).toThrow(InvalidDataError);
    const other = new RecordDigester({ recordByteLimit: 100 });
    expect(() => other.digest({ kind: 'rows', rows: [{ id: 'x'.repeat(200) }] })).toThrow(/over the limit of 100 bytes/);
  });
});
