import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { NumberLiteral } from '@datasig/core';
import type { ColumnBatch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { pngData, pngFile, pngHeader } from '../../test/png.ts';
import { chunked, formatNamed, type PlainRow, readAll } from '../../test/read.ts';
import { paxEntry, tarEntry, tarFile, type TarFileEntry } from '../../test/tar-file.ts';

const tar = formatNamed('tar');

function plain(rows: readonly PlainRow[]): PlainRow[] {
  return rows.map((row) => Object.assign(Object.create(null) as PlainRow, row));
}

async function rowsOf(entries: readonly (TarFileEntry | Uint8Array)[]): Promise<PlainRow[]> {
  const { rows, error } = await readAll(tar, tarFile(entries));
  expect(error).toBeUndefined();
  return rows;
}

describe('archives that others wrote', () => {
  const vector = (name: string): Promise<Uint8Array> => readFile(new URL(`../../../../vectors/formats/tar/${name}.tar`, import.meta.url));

  it('WebDataset', async () => {
    const row = (index: number): PlainRow => ({ cls: index, txt: `Grüße ${index}`, json: Object.assign(Object.create(null) as PlainRow, { a: index, b: [1.5, null] }), 'seg.png': Uint8Array.of(137, 80, index) });
    const expected = plain([row(0), { ...row(1), 'extra.bin': new Uint8Array(0) }, row(2)]);
    for (const length of [1, 511, 512, 513, 100_000]) expect((await readAll(tar, await vector('webdataset'), [length])).rows).toEqual(expected);
  });

  it.each(['gnu', 'pax', 'ustar', 'v7'])('GNU tar, --format=%s', async (name) => {
    const expected = plain([{ index: -9007199254740993n, txt: 'eins' }, ...(name === 'v7' ? [] : [{ cls: 7, txt: 'one' }])]);
    for (const length of [1, 512, 100_000]) expect((await readAll(tar, await vector(name), [length])).rows).toEqual(expected);
  });
});

describe('records', () => {
  it.each<[string, readonly (TarFileEntry | Uint8Array)[], PlainRow[]]>([
    ['none', [], []],
    ['one key after another', [{ name: 'a.x', content: '1' }, { name: 'a.y', content: '2' }, { name: 'b.x', content: '3' }], [{ x: Uint8Array.of(0x31), y: Uint8Array.of(0x32) }, { x: Uint8Array.of(0x33) }]],
    ['a key that comes back is another record', [{ name: 'a.txt', content: '1' }, { name: 'b.txt', content: '2' }, { name: 'a.cls', content: '3' }], [{ txt: '1' }, { txt: '2' }, { cls: 3 }]],
    ['folders are part of the key', [{ name: 'd/a.txt', content: '1' }, { name: 'e/a.cls', content: '2' }], [{ txt: '1' }, { cls: 2 }]],
    ['dots in folders are no endings', [{ name: 'v1.0/a.txt', content: '1' }, { name: 'v1.0/a.cls', content: '2' }], [{ txt: '1', cls: 2 }]],
    ['a field from the first dot on, in lower case', [{ name: 'a.Seg.TXT', content: '1' }], [{ 'seg.txt': '1' }]],
    ['keys as they are written', [{ name: './a.txt', content: '1' }, { name: './a.cls', content: '2' }, { name: 'a.cls', content: '2' }], [{ txt: '1', cls: 2 }, { cls: 2 }]],
    ['hidden and meta files passed over', [{ name: '.DS_Store', content: 'x' }, { name: 'a.txt', content: '1' }, { name: '._a.cls', content: '2' }, { name: '__meta__' }, { name: '__x__/b.txt' }, { name: 'a.cls', content: '3' }], [{ txt: '1', cls: 3 }]],
    ['folders passed over', [{ name: 'd/', type: '5' }, { name: 'd.x/' }, { name: 'd/a.txt', content: '1' }], [{ txt: '1' }]],
    ['old headers', [{ name: 'a.txt', content: '1', type: '\0', magic: '' }], [{ txt: '1' }]],
    ['a prefix', [{ name: 'a.txt', prefix: 'd.d' }, { name: 'd.d/a.cls', content: '1' }], [{ txt: '', cls: 1 }]],
    ['no prefix in GNU headers', [{ name: 'a.txt', prefix: 'd', magic: 'ustar  \0' }, { name: 'a.cls', content: '1' }], [{ txt: '', cls: 1 }]],
    ['a long name', [tarEntry({ name: '././@LongLink', type: 'L', content: 'a.txt\0' }), { name: 'cut', content: '1' }], [{ txt: '1' }]],
    ['a name in an extended header', [paxEntry({ path: 'ä.txt', mtime: '1.5' }), { name: Uint8Array.of(0xc3), content: '1' }, { name: 'b.cls', content: '2' }], [{ txt: '1' }, { cls: 2 }]],
    ['a size in an extended header', [paxEntry({ size: '3' }), { name: 'a.txt', content: 'one', size: '00000000000\0' }], [{ txt: 'one' }]],
    ['a global header', [paxEntry({ comment: 'x' }, 'g'), { name: 'a.txt', content: '1' }], [{ txt: '1' }]],
    ['a binary size', [{ name: 'a.txt', content: 'one', size: `\x80${'\0'.repeat(10)}\x03` }], [{ txt: 'one' }]],
    ['names that objects have', [{ name: 'a.__proto__', content: '' }, { name: 'a.constructor', content: '' }], [Object.fromEntries([['__proto__', new Uint8Array(0)], ['constructor', new Uint8Array(0)]])]],
  ])('%s', async (_, entries, rows) => {
    const bytes = tarFile(entries);
    const expected = rows.map((row) => Object.assign(Object.create(null) as PlainRow, ...Object.entries(row).map(([name, value]) => Object.defineProperty(Object.create(null) as PlainRow, name, { value, enumerable: true }))));
    for (const length of [1, 7, 512, 10_000]) expect(await readAll(tar, bytes, [length])).toMatchObject({ rows: expected });
    expect((await readAll(tar, bytes)).error).toBeUndefined();
  });

  it.each<[string, string, unknown]>([
    ['text', '\ufeffa\n', '\ufeffa\n'],
    ['cls', ' +7\n', 7],
    ['index', '-0012', -12],
    ['id', '123456789012345678901234567890', 123456789012345678901234567890n],
    ['json', '\ufeff [1, "é", 9007199254740993]\n', [1, 'é', 9007199254740993n]],
    ['x.jsn', '"t"', 't'],
    ['json', 'true', true],
    ['json', '1.0', 1],
    ['json', 'null', undefined],
    ['npy', '\xff', new TextEncoder().encode('\xff')],
  ])('%s', async (field, content, value) => {
    const [row] = await rowsOf([{ name: `a.${field}`, content }]);
    expect(row![field]).toEqual(value);
  });

  it('keeps the digits of JSON numbers where they are asked for', async () => {
    const { rows } = await readAll(tar, tarFile([{ name: 'a.json', content: ' 1.10 ' }, { name: 'b.json', content: '[1.0]' }]), undefined, { numberLiterals: ['json'] });
    expect(rows.map((row) => row['json'])).toEqual([new NumberLiteral('1.10'), [new NumberLiteral('1.0')]]);
  });

  it('decodes images by their endings where pixels are asked for', async () => {
    const png = pngFile(pngHeader({ width: 2, height: 1 }), pngData(Uint8Array.of(0, 7, 9)));
    const bytes = tarFile([{ name: 'a.seg.PNG', content: png }, { name: 'a.cls', content: '1' }, { name: 'a.bin', content: png }, { name: 'b.cls', content: '2' }]);
    const batches: ColumnBatch[] = [];
    for await (const batch of tar.read(chunked(bytes), { pixels: true })) batches.push(batch as ColumnBatch);
    const columns = new Map(batches[0]!.columns.map((column) => [column.name, column]));
    expect(columns.get('seg.png')).toMatchObject({ type: 'tensor', dtype: 'uint8', shape: [1, 2], valid: Uint8Array.of(1, 0), data: Uint8Array.of(7, 9, 0, 0) });
    expect(columns.get('bin')).toMatchObject({ type: 'bytes' });
    expect((await readAll(tar, tarFile([{ name: 'a.jpg', content: '\xff' }]), undefined, { pixels: true })).error).toMatch(/^unsupported-image .*"column":"jpg"/);
  });

  it('tells where each record begins, with what belongs to its first file', async () => {
    const { places } = await readAll(tar, tarFile([{ name: 'a.txt', content: '1' }, { name: 'a.cls', content: '1' }, paxEntry({ path: 'b.txt' }), { name: 'x' }]));
    expect(places).toEqual(['undefined:0', 'undefined:2048']);
  });

  it('hands over many records in batches that hold together', async () => {
    const entries = Array.from({ length: 9000 }, (_, index): TarFileEntry[] => [{ name: `${index}.cls`, content: `${index}` }, ...(index % 3 === 0 ? [{ name: `${index}.txt`, content: 'x'.repeat(index % 700) }] : [])]).flat();
    const { rows } = await readAll(tar, tarFile(entries), [65_536]);
    expect(rows).toEqual(plain(Array.from({ length: 9000 }, (_, index) => ({ cls: index, ...(index % 3 === 0 && { txt: 'x'.repeat(index % 700) }) }))));
  });

  it('does not slow down where every record has a field of its own', async () => {
    const rows = await rowsOf(Array.from({ length: 10_000 }, (_, index) => ({ name: `a${index}.f${index}`, content: 'x' })));
    expect(rows.every((row, index) => Object.keys(row).length === 1 && `f${index}` in row)).toBe(true);
  });
});

describe('errors', () => {
  const big = (256 * 1024 * 1024 + 1).toString(8).padStart(11, '0');
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'empty-file {}'],
    ['no tar', new TextEncoder().encode('x'.repeat(600)), 'invalid-tar {"byteOffset":0}'],
    ['a wrong checksum', tarFile([{ name: 'a.txt', checksum: '000001\0 ' }]), 'invalid-tar {"byteOffset":0}'],
    ['no checksum', tarFile([{ name: 'a.txt', checksum: '\0'.repeat(8) }]), 'invalid-tar {"byteOffset":0}'],
    ['no size', tarFile([{ name: 'a.txt', size: ' '.repeat(12) }]), 'invalid-tar {"byteOffset":0}'],
    ['a size that is no number', tarFile([{ name: 'a.txt', size: '0000000008\0\0' }]), 'invalid-tar {"byteOffset":0}'],
    ['a negative size', tarFile([{ name: 'a.txt', size: '\xff'.repeat(12) }]), 'invalid-tar {"byteOffset":0}'],
    ['a huge size', tarFile([{ name: 'a.txt', size: `\x80${'\x7f'.repeat(11)}` }]), 'invalid-tar {"byteOffset":0}'],
    ['a huge size in an extended header', tarFile([paxEntry({ size: '99999999999999999999' }), { name: 'a.txt' }]), 'invalid-tar {"byteOffset":512}'],
    ['a negative size in an extended header', tarFile([paxEntry({ size: '-1' }), { name: 'a.txt' }]), 'invalid-tar {"byteOffset":512}'],
    ['a damaged extended header', tarFile([{ name: 'x', type: 'x', content: '99 path=a.txt\n' }, { name: 'a.txt' }]), 'invalid-tar {"byteOffset":512}'],
    ['an extended header without a line end', tarFile([{ name: 'x', type: 'x', content: '14 path=a.txt!' }, { name: 'a.txt' }]), 'invalid-tar {"byteOffset":512}'],
    ['an extended header of nothing', tarFile([paxEntry({ path: 'a.txt' })]), 'invalid-tar {"byteOffset":0}'],
    ['an extended header beyond its limit', tarFile([{ name: 'x', type: 'x', size: '77777777777\0' }]), 'invalid-tar {"byteOffset":512}'],
    ['a global name', tarFile([paxEntry({ path: 'b' }, 'g'), { name: 'a.txt' }]), 'invalid-tar {"byteOffset":512}'],
    ['a link', tarFile([{ name: 'a.txt', type: '2' }]), 'invalid-tar {"byteOffset":0}'],
    ['a device', tarFile([{ name: 'a.txt', type: '3' }]), 'invalid-tar {"byteOffset":0}'],
    ['an unknown type', tarFile([{ name: 'a.txt', type: 'Z' }]), 'invalid-tar {"byteOffset":0}'],
    ['a label', tarFile([{ name: 'a.txt', type: 'V', size: '\0'.repeat(12) }]), 'invalid-tar {"byteOffset":0}'],
    ['a sparse file of GNU', tarFile([{ name: 'a.txt', type: 'S' }]), 'invalid-tar {"byteOffset":0}'],
    ['a sparse file of pax', tarFile([paxEntry({ 'GNU.sparse.major': '1' }), { name: 'a.txt' }]), 'invalid-tar {"byteOffset":512}'],
    ['a folder with contents', tarFile([{ name: 'd', type: '5', content: 'x' }]), 'invalid-tar {"byteOffset":0}'],
    ['a name without ending', tarFile([{ name: 'd.d/README' }]), 'invalid-tar {"byteOffset":0}'],
    ['an empty ending', tarFile([{ name: 'a.' }]), 'invalid-tar {"byteOffset":0}'],
    ['a name that is no UTF-8', tarFile([{ name: Uint8Array.of(0xff, 0x2e, 0x61) }]), 'invalid-utf8 {"byteOffset":0}'],
    ['two files of one ending', tarFile([{ name: 'a.x' }, { name: 'a.X' }]), 'duplicate-key {"byteOffset":512,"row":1,"column":"x"}'],
    ['two files of one ending, the first null', tarFile([{ name: 'a.json', content: 'null' }, { name: 'a.json', content: 'null' }]), 'duplicate-key {"byteOffset":1024,"row":1,"column":"json"}'],
    ['no integer', tarFile([{ name: 'a.txt' }, { name: 'b.cls', content: '1.0' }]), 'invalid-tar {"byteOffset":1024,"row":2,"column":"cls"}'],
    ['an empty integer', tarFile([{ name: 'b.cls' }]), 'invalid-tar {"byteOffset":512,"row":1,"column":"cls"}'],
    ['an integer with underscore', tarFile([{ name: 'b.cls', content: '1_0' }]), 'invalid-tar {"byteOffset":512,"row":1,"column":"cls"}'],
    ['an endless integer', tarFile([{ name: 'b.cls', content: '9'.repeat(400) }]), 'number-out-of-range {"byteOffset":512,"row":1,"column":"cls"}'],
    ['no JSON', tarFile([{ name: 'a.json', content: '[1,]' }]), 'invalid-json {"byteOffset":515,"row":1,"column":"json"}'],
    ['empty JSON', tarFile([{ name: 'a.json' }]), 'invalid-json {"byteOffset":512,"row":1,"column":"json"}'],
    ['a name twice in JSON', tarFile([{ name: 'a.json', content: '{"a":1,"a":1}' }]), 'duplicate-key {"byteOffset":523,"row":1,"column":"json"}'],
    ['a record too large', tarFile([{ name: 'a.txt', content: 'x' }, { name: 'a.b', size: `${big}\0` }]), 'record-too-large {"byteOffset":1024,"row":1}'],
    ['no end', tarFile([{ name: 'a.txt', content: 'x' }], 0), 'truncated {"byteOffset":1024}'],
    ['half an end', tarFile([{ name: 'a.txt', content: 'x' }], 511), 'truncated {"byteOffset":1535}'],
    ['a cut header', tarFile([{ name: 'a.txt' }]).subarray(0, 300), 'truncated {"byteOffset":300}'],
    ['a cut file', tarFile([{ name: 'a.txt', content: 'x'.repeat(600) }]).subarray(0, 600), 'truncated {"byteOffset":600}'],
    ['a cut extended header', tarFile([paxEntry({ path: 'a.txt' })]).subarray(0, 520), 'truncated {"byteOffset":520}'],
    ['something after the end', tarFile([tarFile([{ name: 'a.txt' }]), { name: 'b.txt' }]), 'invalid-tar {"byteOffset":1536}'],
    ['something after half an end', tarFile([tarFile([{ name: 'a.txt' }], 512), { name: 'b.txt' }]), 'invalid-tar {"byteOffset":1024}'],
  ])('%s', async (_, bytes, error) => {
    for (const length of [512, 10_000_000]) expect((await readAll(tar, bytes, [length])).error).toBe(error);
    expect((await readAll(tar, bytes, [1])).error?.split(' ')[0]).toBe(error.split(' ')[0]);
  });

  it.each(['../a.txt', 'd/../../a.txt', '/a.txt', '\\a.txt', 'C:a.txt', 'c:\\a.txt', '..\\a.txt', 'd\\..\\a.txt', '..', 'd/..', '../.hidden', '__x__/../a.txt'])('a name that leads out of the archive: %s', async (name) => {
    expect((await readAll(tar, tarFile([{ name }]))).error).toBe('unsafe-path {"byteOffset":0}');
    expect((await readAll(tar, tarFile([paxEntry({ path: name }), { name: 'a.txt' }]))).error).toBe('unsafe-path {"byteOffset":0}');
  });

  it('a NUL in a name', async () => {
    expect((await readAll(tar, tarFile([paxEntry({ path: 'a\0.txt' }), { name: 'a.txt' }]))).error).toBe('unsafe-path {"byteOffset":0}');
  });

  it.each(['..a.txt', 'a..txt', 'd../a.txt', 'ab:c.txt'])('no error: %s', async (name) => {
    expect((await readAll(tar, tarFile([{ name }]))).error).toBeUndefined();
  });

  it('names the entry and its type, not its contents', async () => {
    const read = async (entry: TarFileEntry): Promise<void> => {
      for await (const _ of tar.read(chunked(tarFile([entry]))));
    };
    await expect(read({ name: 'a.txt', type: '1' })).rejects.toThrow('"a.txt" is a hard link');
    await expect(read({ name: 'a.cls', content: 'secret' })).rejects.not.toThrow('secret');
  });
});

it('ends the stream when its records are no longer wanted', async () => {
  let ended = false;
  const source = async function* (): AsyncIterable<Uint8Array> {
    try {
      for (let index = 0; ; index++) yield tarEntry({ name: `${index}.txt`, content: 'x' });
    } finally {
      ended = true;
    }
  };
  for await (const batch of tar.read(source())) {
    expect(batch).toMatchObject({ rowCount: 4096 });
    break;
  }
  expect(ended).toBe(true);
});

it('reads what was written, however the bytes come', async () => {
  const content = fc.uint8Array({ maxLength: 1100 });
  const records = fc.array(fc.dictionary(fc.constantFrom('bin', 'a.b', 'png'), content, { minKeys: 1 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(records, fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 8 }), async (written, lengths) => {
      const entries = written.flatMap((record, index) => Object.entries(record).map(([field, bytes]): TarFileEntry => ({ name: `d/${index}.${field}`, content: bytes })));
      const { rows, error } = await readAll(tar, tarFile(entries), lengths);
      expect(error).toBeUndefined();
      expect(rows).toEqual(plain(written));
    }),
    { numRuns: 200, seed: 21 },
  );
});
