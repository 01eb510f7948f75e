import { readFile } from 'node:fs/promises';
import { NumberLiteral, Timestamp } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { byteSource, chunked, formatNamed, type PlainRow, readAll, toBytes } from '../../test/read.ts';
import { uidOrCode } from '../../test/uid.ts';

const arff = formatNamed('arff');
const vector = (name: string): Promise<Uint8Array> => readFile(new URL(`../../../../vectors/formats/arff/${name}.arff`, import.meta.url));

function plain(rows: readonly PlainRow[]): PlainRow[] {
  return rows.map((row) => Object.assign(Object.create(null) as PlainRow, row));
}

/** A file of these attributes, in which `body` stands after `@data`. */
function file(attributes: readonly string[], body: string): string {
  return `@relation r\n${attributes.map((attribute) => `@attribute ${attribute}\n`).join('')}@data\n${body}`;
}

/** The one value of a file of one attribute. */
async function valueOf(type: string, written: string): Promise<unknown> {
  const { rows, error } = await readAll(arff, file([`a ${type}`], written));
  if (error !== undefined) throw new Error(error);
  return rows[0]!['a'];
}

const at = (iso: string): Timestamp => new Timestamp(BigInt(Date.parse(iso)) * 1_000_000n);

describe('files that others wrote', () => {
  it.each<[string, PlainRow[]]>([
    ['liac', [
      { 'sepal length': 5.1, n: 1, name: 'Grüße', class: 'Iris setosa' },
      { n: -2, name: 'a,b {c} %d\te\nf', class: "it's" },
      { 'sepal length': 1e-300, n: 9007199254740991, class: 'b%' },
      { 'sepal length': 1.7976931348623157e308, n: 0, name: `say "hi" 'x'`, class: '"q"' },
      { 'sepal length': 0.1 },
      { 'sepal length': -0, n: 7, name: '日本', class: 'back\\slash' },
      { 'sepal length': 3, n: 8, name: 'ctrl\u0001', class: 'plain' },
    ]],
    ['liac-sparse', [{ a: 1.5, b: 'x', c: 3 }, { a: 0, b: 'y z', c: 0 }, { a: 0, b: 'x', c: 0 }, { a: 0, b: 'x' }]],
    ['by-hand', [
      { number: 1, kind: 'red', 'the day': at('2001-04-03T00:00:00Z'), moment: at('2001-04-03T12:12:12Z') },
      { kind: 'dark blue', moment: at('1969-12-31T23:59:59Z') },
      { number: -2500, kind: 'green', 'the day': at('0001-01-01T00:00:00Z') },
    ]],
  ])('%s', async (name, rows) => {
    const bytes = await vector(name);
    for (let length = 1; length <= bytes.length; length += length < 40 ? 1 : 37) expect(await readAll(arff, bytes, [length])).toMatchObject({ rows: plain(rows) });
    expect((await readAll(arff, bytes)).error).toBeUndefined();
  });
});

describe('rows', () => {
  it.each<[string, string, PlainRow[]]>([
    ['commas', '1,x\n2,y\n', [{ a: 1, b: 'x' }, { a: 2, b: 'y' }]],
    ['white space', '1 x\n\t2\t,\ty', [{ a: 1, b: 'x' }, { a: 2, b: 'y' }]],
    ['comments and blank lines', '%1,x\n\n \t\n1,x % more\n2,"y"%\n', [{ a: 1, b: 'x' }, { a: 2, b: 'y' }]],
    ['missing values', '?,?\n1,?\n', [{}, { a: 1 }]],
    ['a question mark as text', "1,'?'\n1,??\n", [{ a: 1, b: '?' }, { a: 1, b: '??' }]],
    ['empty text', `1,''\n1,""\n`, [{ a: 1, b: '' }, { a: 1, b: '' }]],
    ['numbers in quotes', `'1',"1"`, [{ a: 1, b: '1' }]],
    ['a backslash outside quotes', '1,a\\nb', [{ a: 1, b: 'a\\nb' }]],
    ['the other quote', `1,"it's"\n1,'"'`, [{ a: 1, b: "it's" }, { a: 1, b: '"' }]],
    ['escapes', String.raw`1,'\n\t\\\'\"\%\a\v\101\0\18\q\377\400\777'`, [{ a: 1, b: '\n\t\\\'"%\u0007\u000bA\0\u00018q\u00ff\u00200\u003f7' }]],
    ['sparse rows', `{0 1, 1 x}\n{1 x}\n{ 0 '2'\t1 y }%`, [{ a: 1, b: 'x' }, { a: 0, b: 'x' }, { a: 2, b: 'y' }]],
    ['braces in quotes', "1,'{x}'", [{ a: 1, b: '{x}' }]],
    ['none', '', []],
  ])('%s', async (_, body, rows) => {
    const text = file(['a numeric', 'b string'], body);
    for (const length of [1, 2, 5, 1000]) expect(await readAll(arff, text, [length])).toMatchObject({ rows: plain(rows) });
    expect((await readAll(arff, text.replaceAll('\n', '\r\n'))).rows).toEqual(plain(rows));
    expect((await readAll(arff, text)).error).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['0', 0], ['007', 7], ['+1', 1], ['-1', -1], ['.5', 0.5], ['-.5', -0.5], ['1.', 1], ['1.0', 1], ['1e5', 1e5], ['1.E-2', 0.01], ['0.1', 0.1],
    ['9007199254740993', 9007199254740993n], ['-00123456789012345678', -123456789012345678n], ['9007199254740993.0', 9007199254740992],
    ['NaN', Number.NaN], ['Infinity', Infinity], ['-inf', -Infinity], ['1e-400', 0],
  ])('number %s', async (written, value) => {
    for (const type of ['numeric', 'real', 'INTEGER', 'real [0, 1]']) expect(await valueOf(type, written)).toBe(value);
  });

  it('keeps the digits of numbers where they are asked for', async () => {
    const { rows } = await readAll(arff, file(['a numeric'], '+01.10\n5\nNaN'), undefined, { numberLiterals: ['a'] });
    expect(rows.map((row) => row['a'])).toEqual([new NumberLiteral('1.10'), new NumberLiteral('5'), Number.NaN]);
  });

  it.each<[string, string, string]>([
    ['', '2001-04-03T12:34:56', '2001-04-03T12:34:56Z'],
    ["'yyyy-MM-dd HH:mm'", '2000-02-29 23:59', '2000-02-29T23:59:00Z'],
    ['yyyyMMdd', '19991231', '1999-12-31T00:00:00Z'],
    ['"dd.MM.yyyy\'T\'HH:mm:ss.SSSXXX"', '01.01.1970T00:00:00.001+01:30', '1969-12-31T22:30:00.001Z'],
    ['"yyyy-MM-dd HH:mm:ss Z"', '2001-01-01 00:00:00 -0500', '2001-01-01T05:00:00Z'],
    ['"yyyy-MM-dd\'T\'HH:mm:ssX"', '2001-01-01T00:00:00Z', '2001-01-01T00:00:00Z'],
    ['"yyyy-MM-dd\'Z\'"', '2001-01-01Z', '2001-01-01T00:00:00Z'],
    ['"yyyy \'o\'\'clock\' \'\' HH"', "2001 o'clock ' 07", '2001-01-01T07:00:00Z'],
    ['HH:mm', '07:30', '1970-01-01T07:30:00Z'],
    ['yyyy', '0050', '0050-01-01T00:00:00Z'],
  ])('date %s', async (pattern, written, iso) => {
    expect(await valueOf(`date ${pattern}`, JSON.stringify(written))).toEqual(at(iso));
  });

  it('takes dates that sparse rows leave out for the first millisecond, as Weka does', async () => {
    expect((await readAll(arff, file(['a date', 'b numeric'], '{1 2}'))).rows[0]).toMatchObject({ a: at('1970-01-01T00:00:00Z'), b: 2 });
  });

  it('tells where each row begins', async () => {
    expect((await readAll(arff, file(['a numeric'], '1\n\n 2\n'))).places).toEqual(['4:39', '6:42']);
  });

  it('hands over big tables in batches that hold together', async () => {
    const written = Array.from({ length: 10_000 }, (_, index) => [index % 7 === 0 ? '?' : `${index}`, `'${'x'.repeat(index % 700)}'`]);
    const { rows, places } = await readAll(arff, file(['a numeric', 'b string'], written.map((row) => `${row.join(',')}\n`).join('')), [65_536]);
    expect(rows).toEqual(plain(written.map(([a, b], index) => ({ ...(a !== '?' && { a: index }), b: b!.slice(1, -1) }))));
    expect(places.at(-1)).toMatch(/^10004:/);
  });
});

describe('header', () => {
  it('declares its fields', async () => {
    const text = '\ufeff% c\n\n@RELATION it\'s % {\n@Attribute "a b" REAL % c\n@ATTRIBUTE\td\tDate\n@attribute n{x,\'y z\' , ""}\n@attribute \'%\' string\n@DATA % c\n';
    for (const length of [1, 3, 1000]) {
      expect(await arff.schema!(chunked(toBytes(text), [length]))).toEqual([{ name: 'a b', type: { type: 'float64' } }, { name: 'd', type: { type: 'timestamp' } }, { name: 'n', type: { type: 'text' } }, { name: '%', type: { type: 'text' } }]);
    }
    expect((await readAll(arff, `${text}1,?,"",x`)).rows).toEqual(plain([{ 'a b': 1, n: '', '%': 'x' }]));
  });

  it('reads no more than the header for it', async () => {
    const source = byteSource(toBytes(`${file(['a numeric'], '')}x\n`), 37);
    expect(await arff.schema!(source.stream())).toHaveLength(1);
  });
});

describe('errors', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'empty-file {}'],
    ['something else', 'a,b\n1,2\n', 'invalid-arff {"byteOffset":0,"line":1}'],
    ['no relation', '@attribute a numeric\n@data\n', 'invalid-arff {"byteOffset":0,"line":1}'],
    ['no attributes', '@relation r\n@data\n', 'invalid-arff {"byteOffset":17,"line":2}'],
    ['no data', '@relation r\n@attribute a numeric\n', 'truncated {"line":2}'],
    ['an unknown keyword', '@relation r\n@inputs a\n', 'invalid-arff {"byteOffset":12,"line":2}'],
    ['two relations', '@relation r\n@relation r\n', 'invalid-arff {"byteOffset":12,"line":2}'],
    ['data on the line of @data', '@relation r\n@attribute a numeric\n@data 1\n', 'invalid-arff {"byteOffset":39,"line":3}'],
    ['two attributes of one name', file(['a numeric', "'a' string"], ''), 'duplicate-column {"byteOffset":33,"column":"a","line":3}'],
    ['an unknown type', file(['a number'], ''), 'invalid-arff {"byteOffset":25,"column":"a","line":2}'],
    ['no type', file(['a'], ''), 'invalid-arff {"byteOffset":24,"column":"a","line":2}'],
    ['a relational attribute', file(['a relational'], ''), 'invalid-arff {"byteOffset":25,"column":"a","line":2}'],
    ['a weight of an attribute', file(['a numeric {2}'], ''), 'invalid-arff {"byteOffset":33,"column":"a","line":2}'],
    ['another date pattern', file(['a date "EEE dd"'], ''), 'invalid-arff {"byteOffset":30,"column":"a","line":2}'],
    ['nominal values never closed', file(['a {x,'], ''), 'invalid-arff {"byteOffset":28,"column":"a","line":2}'],
    ['an empty nominal value', file(['a {x,,y}'], ''), 'invalid-arff {"byteOffset":29,"column":"a","line":2}'],
    ['a comma at the end of nominal values', file(['a {x,}'], ''), 'invalid-arff {"byteOffset":28,"column":"a","line":2}'],
    ['a name that is no UTF-8', Uint8Array.of(...toBytes('@relation r\n@attribute '), 0xff, ...toBytes(' string\n')), 'invalid-utf8 {"byteOffset":23,"line":2}'],
    ['too few values', file(['a numeric', 'b string'], '1,x\n1\n'), 'ragged-row {"byteOffset":63,"line":6,"row":2}'],
    ['too many values', file(['a numeric'], '1,2\n'), 'ragged-row {"byteOffset":39,"line":4,"row":1}'],
    ['no number', file(['a numeric', 'b string'], 'x,1\n'), 'invalid-arff {"column":"a","byteOffset":59,"line":5,"row":1}'],
    ['a number beyond doubles', file(['a numeric'], '1e999'), 'number-out-of-range {"column":"a","byteOffset":39,"line":4,"row":1}'],
    ['a value that is not declared', file(['a {x}'], 'X'), 'invalid-arff {"column":"a","byteOffset":35,"line":4,"row":1}'],
    ['no date', file(['a date yyyy-MM-dd'], '2001-02-29'), 'invalid-arff {"column":"a","byteOffset":47,"line":4,"row":1}'],
    ['a leap second', file(['a date HH:mm:ss'], '23:59:60'), 'invalid-arff {"column":"a","byteOffset":45,"line":4,"row":1}'],
    ['an empty value', file(['a numeric', 'b string'], '1,,2\n'), 'invalid-arff {"byteOffset":62,"line":5,"row":1}'],
    ['a comma at the end', file(['a numeric'], '1,\n'), 'invalid-arff {"byteOffset":41,"line":4,"row":1}'],
    ['a comma at the beginning', file(['a numeric'], ',1\n'), 'invalid-arff {"byteOffset":40,"line":4,"row":1}'],
    ['a comma alone', file(['a numeric'], ',\n'), 'invalid-arff {"byteOffset":40,"line":4,"row":1}'],
    ['a quote inside', file(['a string'], "don't\n"), 'invalid-arff {"byteOffset":41,"line":4,"row":1}'],
    ['a percent sign inside', file(['a string'], '50%\n'), 'invalid-arff {"byteOffset":40,"line":4,"row":1}'],
    ['a quote never closed', file(['a string'], "'x\ny'\n"), 'invalid-arff {"byteOffset":38,"line":4,"row":1}'],
    ['a line end behind a backslash', file(['a string'], "'x\\\ny'\n"), 'invalid-arff {"byteOffset":38,"line":4,"row":1}'],
    ['a carriage return in quotes', file(['a string'], "'x\ry'\n"), 'invalid-arff {"byteOffset":40,"line":4,"row":1}'],
    ['a carriage return in a row', file(['a string'], 'x\ry\n'), 'invalid-arff {"byteOffset":39,"line":4,"row":1}'],
    ['text after quotes', file(['a string'], "'x'y\n"), 'invalid-arff {"byteOffset":41,"line":4,"row":1}'],
    ['an escape with two readings', file(['a string'], "'\\u00e9'\n"), 'invalid-arff {"byteOffset":39,"line":4,"row":1}'],
    ['a weight', file(['a numeric'], '1,{2}\n'), 'invalid-arff {"byteOffset":41,"line":4,"row":1}'],
    ['a weight of a sparse row', file(['a numeric'], '{0 1},{2}\n'), 'invalid-arff {"byteOffset":45,"line":4,"row":1}'],
    ['a brace in a value', file(['a string'], 'x{y}\n'), 'invalid-arff {"byteOffset":39,"line":4,"row":1}'],
    ['an index out of range', file(['a numeric'], '{1 1}\n'), 'invalid-arff {"byteOffset":40,"line":4,"row":1}'],
    ['an index twice', file(['a numeric'], '{0 1,0 2}\n').replace('@data', '@attribute b numeric\n@data'), 'invalid-arff {"byteOffset":65,"line":5,"row":1}'],
    ['a sparse row never closed', file(['a numeric'], '{0 1\n'), 'invalid-arff {"byteOffset":43,"line":4,"row":1}'],
    ['an index without value', file(['a numeric'], '{0}\n'), 'invalid-arff {"byteOffset":41,"line":4,"row":1}'],
    ['a string left out', file(['a numeric', 'b string'], '{0 1}\n'), 'invalid-arff {"column":"b","line":5,"byteOffset":63,"row":1}'],
  ])('%s', async (_, content, error) => {
    for (const length of [1, 2, 5, 1000]) expect((await readAll(arff, content, [length])).error).toBe(error);
  });

  it('text that is no UTF-8', async () => {
    expect(await uidOrCode(arff, Uint8Array.of(...toBytes(file(['a string'], '')), 0xff))).toBe('invalid-utf8');
    expect(await uidOrCode(arff, Uint8Array.of(...toBytes(file(['a {x}'], '')), 0xff))).toBe('invalid-utf8');
  });

  it.each(['1d', '1f', '0x1p3', '1_000', '1,5 2', '--1', '.', '+', 'e5', '1e', '١', '1e5.0', 'infinit'])('no number: %s', async (written) => {
    await expect(valueOf('numeric', JSON.stringify(written))).rejects.toThrow('invalid-arff');
  });

  it.each(['yy', 'T', "'T", 'yyyy yyyy', 'h', '" - "', 'SS', 'EEE', 'zzz', 'XXXX', '"X Z"'])('no date pattern: %s', async (pattern) => {
    expect((await readAll(arff, file([`a date ${pattern}`], ''))).error).toMatch(/^invalid-arff/);
  });

  it('do not show values', async () => {
    const read = async (text: string): Promise<void> => {
      for await (const _ of arff.read(chunked(toBytes(text))));
    };
    for (const type of ['numeric', '{x}', 'date']) await expect(read(file([`a ${type}`], 'secret'))).rejects.not.toThrow('secret');
  });
});

describe('laws', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', "'", '%', '{', '}', '\\', '\n', '\t', 'é', '🙂', '?', 'u0041'), maxLength: 8 });
  const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

  it('reads what was written, however the bytes come', async () => {
    const rows = fc.array(fc.record({ n: fc.option(fc.oneof(fc.double(), fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }))), s: fc.option(text), c: fc.constantFrom('x', "y'z") }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'), async (written, lengths, eol) => {
        const lines = written.map(({ n, s, c }) => `${n ?? '?'}, ${s === null ? '?' : quoted(s)},${quoted(c)}${eol}`);
        const { rows: read, error } = await readAll(arff, `@relation r${eol}@attribute n real${eol}@attribute s string${eol}@attribute c {x,"y'z"}${eol}@data${eol}${lines.join('')}`, lengths);
        expect(error).toBeUndefined();
        const expected = written.map(({ n, s, c }) => ({ ...(n !== null && { n: typeof n === 'bigint' && Number.isSafeInteger(Number(n)) ? Number(n) : typeof n === 'number' && Number.isInteger(n) && !/[.e]/.test(`${n}`) && !Number.isSafeInteger(n) ? BigInt(`${n}`) : n }), ...(s !== null && { s }), c }));
        expect(read).toEqual(plain(expected).map((row) => (Object.is(row['n'], -0) ? Object.assign(row, { n: 0 }) : row)));
      }),
      { numRuns: 300, seed: 31 },
    );
  });

  it('gives the same rows cut into pieces of any length', async () => {
    const lines = fc.array(fc.constantFrom("1,'a b',x", '?,é,"y z"', '{1 a}', '% c', '', '2,ü,x', 'no row'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 60 }), fc.constantFrom('\n', '\r\n'), async (body, pieceByteLength, eol) => {
        const bytes = toBytes(`\ufeff${file(["'ä' real % ü", 's string', "c {x,'y z'}"], body.join('\n'))}`.replaceAll('\n', eol));
        const whole = await readAll(arff, bytes);
        const pieces = await arff.cut!(byteSource(bytes), pieceByteLength);
        expect(pieces.map(({ start }) => start)).toEqual([0, ...pieces.slice(0, -1).map(({ end }) => end)]);
        expect(pieces.at(-1)!.end).toBe(bytes.length);
        const read: PlainRow[] = [];
        let failed = false;
        for (const piece of pieces) {
          const part = await readAll(arff, bytes.slice(piece.start, piece.end), [5], { piece });
          read.push(...part.rows);
          failed = part.error !== undefined;
          if (failed) break;
        }
        expect(failed).toBe(whole.error !== undefined);
        if (!failed) expect(read).toEqual(whole.rows);
      }),
      { numRuns: 300, seed: 33 },
    );
  });

  it('does not cut files whose header is long', async () => {
    const bytes = toBytes(file([`a {${Array.from({ length: 20_000 }, (_, index) => `v${index}`).join(',')}}`], 'v1\n'.repeat(10)));
    expect(await arff.cut!(byteSource(bytes, 10_000), 5)).toEqual([{ start: 0, end: bytes.length }]);
  });

  it('gives an error or records for 2,000 damaged files, never another exception', async () => {
    const files = [await vector('liac'), await vector('liac-sparse'), await vector('by-hand')];
    const random = seededRandom(32);
    const found = { errors: 0, records: 0 };
    for (let round = 0; round < 2000; round++) {
      const result = await uidOrCode(arff, mutate(files[round % files.length]!, random), [1 + Math.floor(random() * 300)]);
      if (result.startsWith('dsu1:')) found.records++;
      else found.errors++;
    }
    expect(found.errors).toBeGreaterThan(500);
    expect(found.records).toBeGreaterThan(100);
  });
});
