import { readFileSync } from 'node:fs';
import { Fingerprinter, encodeCanonical, InvalidDataError, NumberLiteral } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSource, chunked, collect, formatNamed, type PlainRow, readAll, toBytes } from '../../test/read.ts';

const json = formatNamed('json');
const jsonl = formatNamed('jsonl');
const vectors = JSON.parse(readFileSync(new URL('../../../../vectors/v1/v1.json', import.meta.url), 'utf8')) as {
  readonly json: readonly { readonly text: string; readonly cbor?: string; readonly error?: true }[];
};

/** Canonical bytes of one record of JSON: through the reader and core. */
async function uidOf(text: string): Promise<string> {
  const fingerprinter = new Fingerprinter();
  for await (const batch of jsonl.read(chunked(toBytes(text)))) fingerprinter.add(batch);
  return fingerprinter.finish().identity!.uid;
}

describe('vectors', () => {
  it.each(vectors.json.filter(({ error }) => error === undefined))('$text', async ({ text, cbor }) => {
    const { rows } = await readAll(json, text.startsWith('[') ? `[${text}]` : text);
    const value: Value = text.startsWith('{') ? rows[0]! : rows[0]!['value'];
    expect(Buffer.from(encodeCanonical(value)).toString('hex')).toBe(cbor);
  });

  it.each(vectors.json.filter(({ error }) => error === true))('refuses $text', async ({ text }) => {
    expect((await readAll(json, text)).error).toBeDefined();
    if (text !== '') expect((await readAll(jsonl, text)).error).toBeDefined();
  });
});

describe('records', () => {
  it.each<[string, string, PlainRow[]]>([
    ['a root array', ' [ {"a":1} , {"a":"x"} ] ', [{ a: 1 }, { a: 'x' }]],
    ['an empty array', '[]', []],
    ['bare values', '[1,"x",null,true,[2]]', [{ value: 1 }, { value: 'x' }, {}, { value: true }, { value: [2] }]],
    ['a bare value beside an empty name', '[[],{"":0}]', [{ value: [] }, { '': 0 }]],
    ['a root object', '{"a":[1,null],"b":{"c":{}}}', [{ a: [1, null], b: { c: {} } }]],
    ['a root scalar', ' "x" ', [{ value: 'x' }]],
    ['brackets and quotes in strings', '[{"a":"]},[\\"\\\\"},{"a":"\\\\"}]', [{ a: ']},["\\' }, { a: '\\' }]],
    ['a byte order mark', '\ufeff[1]', [{ value: 1 }]],
    ['missing, null and other names', '[{"a":1,"b":"x"},{"b":"y","c":true},{"c":null,"a":2}]', [{ a: 1, b: 'x' }, { b: 'y', c: true }, { a: 2 }]],
    ['types that change', '[{"a":1},{"a":"x"},{"a":true},{"a":[1]},{},{"a":2.5}]', [{ a: 1 }, { a: 'x' }, { a: true }, { a: [1] }, {}, { a: 2.5 }]],
    ['integers of any width', '[9007199254740993,-123456789012345678901234567890,1e2]', [{ value: 9007199254740993n }, { value: -123456789012345678901234567890n }, { value: 100 }]],
    ['escapes', '["\\u0041\\n\\/\\ud83d\\ude42\\u00e9\\u20ac\\u0000"]', [{ value: 'A\n/🙂é€\0' }]],
    ['escaped names', '[{"\\u0061":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['names that objects have', '[{"__proto__":1,"x":{"__proto__":{"y":2},"constructor":3}}]', [
      Object.assign(Object.create(null) as PlainRow, { ['__proto__']: 1, x: Object.assign(Object.create(null) as PlainRow, { ['__proto__']: { y: 2 }, constructor: 3 }) }),
    ]],
  ])('%s', async (_, text, rows) => {
    for (const length of [1, 3, 1000]) expect(plain((await readAll(json, text, [length])).rows)).toBe(plain(rows));
  });

  it('hands over few records at a time where all have other names', async () => {
    const record = (index: number): string => JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, name) => [`${index}-${name}`, name])));
    const text = Array.from({ length: 100 }, (_, index) => record(index)).join('\n');
    const cells: number[] = [];
    const rows: PlainRow[] = [];
    for await (const batch of jsonl.read(chunked(toBytes(text)))) {
      if (batch.kind === 'columns') cells.push(batch.rowCount * batch.columns.length);
      collect(batch, rows, []);
    }
    expect(Math.max(...cells)).toBeLessThan(1.1 * 2 ** 20);
    expect(rows.map((row) => Object.keys(row).length)).toEqual(Array.from({ length: 100 }, () => 1000));
  });

  it.each<[string, string[], string]>([
    ['in a column of numbers', ['{"a":1}', '{"a":"\xff"}'], '"row":2,"line":2,"byteOffset":8}'],
    ['in an earlier text that a number follows', ['{"a":"x"}', '{"a":"\xff"}', '{"a":"y"}', '{"a":1}'], '"row":2,"line":2,"byteOffset":10}'],
    ['in a list', ['{"a":[1,"\xff"]}'], '"line":1'],
    ['in a name', ['{"\xff":1}'], '"line":1'],
  ])('tells of invalid UTF-8 %s with its place', async (_, lines, place) => {
    const { error } = await readAll(jsonl, Uint8Array.from(Buffer.from(`${lines.join('\n')}\n`, 'latin1')));
    expect(error).toMatch(/^invalid-utf8 /);
    expect(error).toContain(place);
  });

  it('does not count the depth of a null that is left out', async () => {
    const nested = (depth: number, inner: string): string => `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
    expect((await readAll(json, nested(64, 'null'))).error).toBeUndefined();
    expect((await readAll(json, nested(64, '1'))).error).toMatch(/^depth-exceeded/);
    expect((await readAll(json, `${'['.repeat(65)}null${']'.repeat(65)}`)).error).toMatch(/^depth-exceeded/);
    await expect(uidOf(nested(64, 'null'))).resolves.toBe(await uidOf(nested(63, '{}')));
  });

  it('reads lines, skips blank ones, and keeps an array as one value', async () => {
    const { rows, places } = await readAll(jsonl, '\ufeff{"a":1}\r\n\n \t\n[1,2]\n"x"');
    expect(rows).toEqual([{ a: 1 }, { value: [1, 2] }, { value: 'x' }]);
    expect(places).toEqual(['1:3', '4:16', '5:22']);
  });

  it('reads lines under the name of JSON, where the first is a whole object', async () => {
    expect((await readAll(json, '\ufeff\n{"a":1}\r\n\n{"a":\n', [4])).error).toMatch(/^invalid-json .*"line":4/);
    const lines = '\n{"a":1}\n\n{"a":2}\n[3]';
    expect(await readAll(json, lines, [4])).toEqual(await readAll(jsonl, lines));
    expect((await readAll(json, '{"a":1}\n  \n')).rows).toEqual([{ a: 1 }]);
    expect((await readAll(json, '{\n"a":1}\n')).rows).toEqual([{ a: 1 }]);
    expect((await readAll(json, '1\n2')).error).toMatch(/^invalid-json/);
  });

  it('hands over the digits of the fields that need them', async () => {
    const { rows } = await readAll(json, '[{"a":1.10,"b":1.10,"c":{"a":1.10}},{"a":7}]', undefined, { numberLiterals: ['a'] });
    expect(rows).toEqual([{ a: new NumberLiteral('1.10'), b: 1.1, c: { a: 1.1 } }, { a: new NumberLiteral('7') }]);
  });

  it('does not let an equal record differ by how it was written', async () => {
    expect(await uidOf('{"b":1.0,"a":"\\u00e9","c":null}')).toBe(await uidOf('{"a":"é","b":1}'));
  });
});

/** Objects without prototype compare by their members, in any order; integers of any width as doubles. */
function plain(rows: readonly PlainRow[]): string {
  const sorted = (value: unknown): unknown => {
    if (typeof value === 'bigint') return Number(value);
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value).map(([name, inner]) => [name, sorted(inner)]).sort();
  };
  return JSON.stringify(rows.map(sorted));
}

describe('errors', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  it.each<[string, string | Uint8Array, string]>([
    ['a zero-byte file', '', 'empty-file {}'],
    ['blanks alone', ' ', 'invalid-json'],
    ['an array that is not closed', '[1,2', 'invalid-json {"byteOffset":4}'],
    ['a comma too many', '[1,]', 'invalid-json {"byteOffset":3,"line":1,"row":2}'],
    ['a comma too few', '[1 2]', 'invalid-json {"byteOffset":3,"line":1,"row":1}'],
    ['something after the array', '[1]\n 2', 'invalid-json {"line":2,"byteOffset":5}'],
    ['something after the object', '{} {}', 'invalid-json {"byteOffset":3,"line":1,"row":1}'],
    ['a bracket that closes another', '[{"a":1]]', 'invalid-json'],
    ['a value missing, with its line', '[\n{"a":1},\n{"a":}]', 'invalid-json {"byteOffset":16,"line":3,"row":2}'],
    ['a control character', '["\u0001"]', 'invalid-json {"byteOffset":2,"line":1,"row":1}'],
    ['an unknown escape', '["\\x"]', 'invalid-json {"byteOffset":2,"line":1,"row":1}'],
    ['half an escape', '["\\u12"]', 'invalid-json {"byteOffset":2,"line":1,"row":1}'],
    ['a leading zero', '[01]', 'invalid-json'],
    ['a plus sign', '[+1]', 'invalid-json'],
    ['a point without digit', '[1.]', 'invalid-json'],
    ['a minus alone', '[-]', 'invalid-json'],
    ['a comment', '[1/**/]', 'invalid-json'],
    ['single quotes', "['a']", 'invalid-json'],
    ['a name without quotes', '[{a:1}]', 'invalid-json'],
    ['a lone high surrogate', '["\\ud83d"]', 'lone-surrogate {"byteOffset":2,"line":1,"row":1}'],
    ['a lone low surrogate in a name', '[{"\\ude42":1}]', 'lone-surrogate'],
    ['two high surrogates', '["\\ud83d\\ud83d"]', 'lone-surrogate'],
    ['a name twice', '[{"a":1,"a":1}]', 'duplicate-key'],
    ['a name twice, once null', '[{"a":null,"a":1}]', 'duplicate-key'],
    ['a name twice, null both times', '[{"a":null,"a":null}]', 'duplicate-key'],
    ['a name twice, once escaped', '[{"a":1,"\\u0061":1}]', 'duplicate-key'],
    ['a name twice, deeper', '[{"x":{"a":null,"a":1}}]', 'duplicate-key'],
    ['a number beyond a double', '[1e400]', 'number-out-of-range'],
    ['an endless integer', `[${'9'.repeat(400)}]`, 'number-out-of-range'],
    ['nested text that is no UTF-8', Uint8Array.of(0x5b, 0x5b, 0x22, 0xff, 0x22, 0x5d, 0x5d), 'invalid-utf8'],
    ['a name that is no UTF-8', Uint8Array.of(0x5b, 0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x5d), 'invalid-utf8'],
    ['too deep', `[${nested(64)}]`, 'depth-exceeded'],
    ['far too deep', `[${'[{"a":'.repeat(100_000)}`, 'invalid-json'],
    ['far too deep and closed', `[${nested(100_000)}]`, 'depth-exceeded'],
  ])('%s', async (_, content, error) => {
    for (const length of [1000, 1]) {
      if (content.length > 10_000 && length === 1) continue;
      expect((await readAll(json, content, [length])).error).toMatch(new RegExp(`^${error.replace(/[{}[\]]/g, '\\$&')}`));
    }
  });

  it('says the line of a JSON Lines file', async () => {
    expect((await readAll(jsonl, '{"a":1}\n\n{"a":}\n')).error).toBe('invalid-json {"byteOffset":14,"line":3,"row":2}');
  });

  it('accepts the greatest depth', async () => {
    expect((await readAll(json, `[${nested(62)}]`)).error).toBeUndefined();
  });
});

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: 'grapheme' }), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 3 })),
})).value;
const records = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'é', 'a"b'), value, { maxKeys: 5 }), { maxLength: 12 });

describe('laws', () => {
  it('reads what was written as JSON parsers do, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), fc.constantFrom(0, 1), async (list, lengths, indent) => {
        const expected = plain((JSON.parse(JSON.stringify(list)) as PlainRow[]).map((row) => Object.fromEntries(Object.entries(row).filter(([, inner]) => inner !== null)) as PlainRow));
        expect(plain((await readAll(json, JSON.stringify(list, null, indent), lengths)).rows)).toBe(expected);
        const lines = list.map((row) => `${JSON.stringify(row)}\n`).join('');
        if (lines !== '') expect(plain((await readAll(jsonl, lines, lengths)).rows)).toBe(expected);
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it('gives the same records cut into pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 100 }), async (list, pieceByteLength) => {
        const bytes = toBytes(`${list.map((row) => JSON.stringify(row)).join('\n')}\n`);
        const source = byteSource(bytes);
        const rows: PlainRow[] = [];
        for (const piece of await jsonl.cut!(source, pieceByteLength)) for await (const batch of jsonl.read(source.stream(piece.start, piece.end), { piece })) collect(batch, rows, []);
        expect(plain(rows)).toBe(plain((await readAll(jsonl, bytes)).rows));
      }),
      { numRuns: 100, seed: 22 },
    );
  });

  it('accepts what JSON.parse accepts and nothing else, but for what it cannot see', async () => {
    const unit = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '-', '.', 'e', '0', 't', 'true', 'null', ' ', '\\', 'a', '\n', '\\u00e9');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 12 }), async (text) => {
        const parses = (candidate: string): boolean => {
          try {
            JSON.parse(candidate);
            return true;
          } catch {
            return false;
          }
        };
        const lines = text.split('\n').filter((line) => line.trim() !== '');
        const parsed = parses(text) || (text.trimStart().startsWith('{') && lines.every((line) => parses(line)));
        const { error } = await readAll(json, text, [3]);
        if (error?.startsWith('duplicate-key') === true || error?.startsWith('number-out-of-range') === true) return;
        expect(error === undefined).toBe(parsed);
      }),
      { numRuns: 5000, seed: 23 },
    );
  });

  it('fails with nothing but errors of its own on damaged files', async () => {
    const valid = toBytes(JSON.stringify([{ a: 'é', b: [1.5, { c: null }] }, { a: '\\"', b: 2 }]));
    await fc.assert(
      fc.asyncProperty(fc.nat(valid.length - 1), fc.nat(255), async (position, byte) => {
        const damaged = valid.slice();
        damaged[position] = byte;
        const fingerprinter = new Fingerprinter();
        try {
          for await (const batch of json.read(chunked(damaged, [9]))) fingerprinter.add(batch);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidDataError);
          expect((error as Error).message).not.toContain('é');
        }
      }),
      { numRuns: 1000, seed: 24 },
    );
  });
});
