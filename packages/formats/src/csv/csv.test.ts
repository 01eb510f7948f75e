import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSource, chunked, collect, formatNamed, type PlainRow, readAll, toBytes } from '../../test/read.ts';

const csv = formatNamed('csv');
const tsv = formatNamed('tsv');

describe('cells', () => {
  it.each<[string, string, PlainRow[]]>([
    ['plain', 'a,b\n1,2\n', [{ a: '1', b: '2' }]],
    ['CRLF', 'a,b\r\n1,2\r\n', [{ a: '1', b: '2' }]],
    ['no line end at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
    ['empty cells', 'a,b\n,\n', [{ a: '', b: '' }]],
    ['an empty last cell without line end', 'a,b\n1,', [{ a: '1', b: '' }]],
    ['spaces as they are', 'a, b\n 1 , 2\n', [{ a: ' 1 ', ' b': ' 2' }]],
    ['quotes', 'a,b\n"x,y","say ""hi"""\n', [{ a: 'x,y', b: 'say "hi"' }]],
    ['only quotes', 'a\n""""\n""\n', [{ a: '"' }, { a: '' }]],
    ['line ends in quotes as they are', 'a\n"x\ny\r\nz\rw"\n', [{ a: 'x\ny\r\nz\rw' }]],
    ['blank lines skipped', '\n\na\n\n1\r\n\r\n2\n\n', [{ a: '1' }, { a: '2' }]],
    ['a byte order mark', '\ufeffa\n1\n', [{ a: '1' }]],
    ['only one byte order mark', '\ufeff\ufeffa\n\ufeff1\n', [{ '\ufeffa': '\ufeff1' }]],
    ['quotes in the header', '"a,1","b"\n1,2\n', [{ 'a,1': '1', b: '2' }]],
    ['an empty name', ',b\n1,2\n', [{ '': '1', b: '2' }]],
    ['a header alone', 'a,b\n', []],
    ['a header alone without line end', 'a,b', []],
    ['names that objects have', '__proto__,constructor\n1,2\n', [Object.assign(Object.create(null) as PlainRow, { ['__proto__']: '1', constructor: '2' })]],
    ['other scripts', 'ä,🙂\nß,日本\n', [{ ä: 'ß', '🙂': '日本' }]],
  ])('%s', async (_, text, rows) => {
    const expected = rows.map((row) => Object.assign(Object.create(null) as PlainRow, row));
    for (const length of [1, 2, 3, 100]) expect((await readAll(csv, text, [length])).rows).toEqual(expected);
  });

  it('splits TSV at tabs by the same rules', async () => {
    expect((await readAll(tsv, 'a\tb,c\n1,2\t"x\ty"\n')).rows).toEqual([{ a: '1,2', 'b,c': 'x\ty' }]);
  });

  it('hands over few rows at a time where there are many columns', async () => {
    const names = Array.from({ length: 300_000 }, (_, index) => `c${index}`).join(',');
    const counts: number[] = [];
    for await (const batch of csv.read(chunked(toBytes(`${names}\n${`${','.repeat(299_999)}\n`.repeat(4)}`)))) if (batch.kind === 'columns') counts.push(batch.rowCount);
    expect(counts).toEqual([3, 1]);
  });

  it('does not take what an earlier row left for a quote at the end', async () => {
    const head = 'a,b\n"x","y"\n"x","y"\n"x","y"\n';
    for (let first = 1; first < 5; first++) expect((await readAll(csv, `${head}1,2\n1,`, [head.length, first, 100])).rows.at(-1)).toEqual({ a: '1', b: '' });
  });

  it('tells where each row begins', async () => {
    expect((await readAll(csv, '\ufeffa\n1\n\n"2\n2"\n3\n')).places).toEqual(['2:5', '4:8', '6:14']);
  });

  it('declares its columns as text', async () => {
    expect(await csv.schema!(byteSource(toBytes('a,"b"\n1,2\n')).stream())).toEqual([{ name: 'a', type: { type: 'text' } }, { name: 'b', type: { type: 'text' } }]);
  });
});

describe('errors', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['a zero-byte file', '', 'empty-file {}'],
    ['a mark alone', '\ufeff', 'empty-file {}'],
    ['a row too long', 'a,b\n1,2\n1,2,3\n', 'ragged-row {"line":3,"byteOffset":8,"row":2}'],
    ['a row too short', 'a,b\n1\n', 'ragged-row {"line":2,"byteOffset":4,"row":1}'],
    ['a quote in a plain cell', 'a\nx"y\n', 'invalid-csv {"byteOffset":3,"line":2,"row":1}'],
    ['text after a quoted cell', 'a\n"x"y\n', 'invalid-csv {"byteOffset":5,"line":2,"row":1}'],
    ['a space before a quote', 'a,b\n1, "x"\n', 'invalid-csv {"byteOffset":7,"line":2,"row":1}'],
    ['an unclosed quote, where it opened', 'a,b\n1,2\n"x\ny","\nz', 'invalid-csv {"byteOffset":14,"line":4,"row":2}'],
    ['a lone CR', 'a\nx\ry\n', 'invalid-csv {"byteOffset":3,"line":2,"row":1}'],
    ['a lone CR at the end', 'a\nx\r', 'invalid-csv {"byteOffset":3,"line":2,"row":1}'],
    ['a lone CR in the header', 'a\rb\n', 'invalid-csv {"byteOffset":1,"line":1}'],
    ['a column twice', 'a,b,a\n', 'duplicate-column {"line":1,"byteOffset":0,"column":"a"}'],
    ['a name that is no UTF-8', Uint8Array.of(0x61, 0xff, 0x0a), 'invalid-utf8 {"line":1,"byteOffset":0}'],
  ])('%s', async (_, content, error) => {
    for (const length of [1, 2, 5, 1000]) expect((await readAll(csv, content, [length])).error).toBe(error);
  });
});

const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ', 'é', '🙂', '\t'), maxLength: 6 });
const table = fc.tuple(fc.uniqueArray(cell, { minLength: 2, maxLength: 4 }), fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 20 }));

/** Writes as RFC 4180 has it. */
function writeTable(names: readonly string[], rows: readonly (readonly string[])[], eol: string): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return [names, ...rows].map((row) => row.slice(0, names.length).map(quote).join(',') + eol).join('');
}

describe('laws', () => {
  it('reads what was written, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'), async ([names, rows], lengths, eol) => {
        const { rows: read, error } = await readAll(csv, writeTable(names, rows, eol), lengths);
        expect(error).toBeUndefined();
        expect(read).toEqual(rows.map((row) => Object.assign(Object.create(null) as PlainRow, Object.fromEntries(names.map((name, index) => [name, row[index]!])))));
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('gives the same rows cut into pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 80 }), async ([names, rows], pieceByteLength) => {
        const bytes = toBytes(writeTable(names, rows, '\n'));
        const source = byteSource(bytes);
        const pieces = await csv.cut!(source, pieceByteLength);
        expect(pieces.map(({ start }) => start)).toEqual([0, ...pieces.slice(0, -1).map(({ end }) => end)]);
        expect(pieces.at(-1)!.end).toBe(bytes.length);
        const read: PlainRow[] = [];
        for (const piece of pieces) for await (const batch of csv.read(source.stream(piece.start, piece.end), { piece })) collect(batch, read, []);
        expect(read).toEqual((await readAll(csv, bytes)).rows);
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('fails in a piece exactly when the whole fails', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n'), minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 12 }), async (body, pieceByteLength) => {
        const bytes = toBytes(`x,y\n${body}`);
        const whole = await readAll(csv, bytes);
        const source = byteSource(bytes);
        const read: PlainRow[] = [];
        let failed = false;
        for (const piece of await csv.cut!(source, pieceByteLength)) {
          const part = await readAll(csv, bytes.slice(piece.start, piece.end), [5], { piece });
          read.push(...part.rows);
          failed = part.error !== undefined;
          if (failed) break;
        }
        expect(failed).toBe(whole.error !== undefined);
        if (!failed) expect(read).toEqual(whole.rows);
      }),
      { numRuns: 2000, seed: 13 },
    );
  });
});

it('hands over big tables in batches that hold together', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => [`${index}`, 'x'.repeat(index % 700)]);
  const { rows: read, places } = await readAll(csv, writeTable(['a', 'b'], rows, '\n'), [65_536]);
  expect(read.map((row) => [row['a'], row['b']])).toEqual(rows);
  expect(places.at(-1)).toMatch(/^10001:/);
});
