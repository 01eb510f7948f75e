/** Records that are read quickly and those that are read carefully are the same, and so are their errors. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExactly } from '../../test/exact.ts';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { formatNamed, toBytes } from '../../test/read.ts';
import type { StreamFormat } from '../index.ts';
import { JsonRecords } from './records.ts';

const json = formatNamed('json');
const jsonl = formatNamed('jsonl');
/** Where digits are asked for of any field, no record is read quickly. */
const carefully = { numberLiterals: ['no such field'] };

async function expectSame(format: StreamFormat, bytes: Uint8Array, chunkLengths: readonly (readonly number[])[]): Promise<void> {
  const expected = await readExactly(format, bytes, undefined, carefully);
  for (const lengths of chunkLengths) expect(await readExactly(format, bytes, lengths)).toEqual(expected);
}

const names = ['a', 'b', 'ab', 'é', '__proto__', 'constructor', 'value', '', String.raw`\"`, String.raw`\u0061`, 'a\ue000'] as const;
const values = [
  '0', '-0', '-0.0', '1', '-7', '1.0', '1.5', '0.1', '1e2', '1E-2', '1e400', '-1e400', '123456789', '1234567890', '9876543210', '-98765.43210', '98765432101', '12345.6789', '123456.7890', '0.000000001', '9007199254740993', '123456789012345678901234567890',
  '01', '1.', '.5', '-', '1.5.5', '+1', 'true', 'false', 'null', 'nul', 'True', '""', '"x"', '"é"', '"🙂日本"', '"a\\"b"', '"\\u0041\\n\\/"', '"\\ud83d\\ude42"', '"\\ud83d"', '"\\ude42\\ud83d"', '"\\ud83d\\ud83d"', '"\\x"', '"\\u12"', '"\u0001"',
  '"a\\":1,"', '"}"', '"\\\\"', '"{\\"a\\":1}"', `"${'long '.repeat(13)}"`, `"${'long\\t'.repeat(13)}"`, `"${'x'.repeat(64)}"`, `"${'x'.repeat(63)}\\n"`, `"${'\\u00e9'.repeat(70)}"`, '"open', '"\ue000"', '["x\ue000"]',
  '[]', '{}', '[1,"x",null]', '[\n1]', '{"a":\n\r\n{}}', '{"a":null,"b":[true]}', '{"a":1,"a":2}', '{"__proto__":1}', '[1,]', '["\\ud83d"]', '[1e400]',
] as const;
const blank = fc.constantFrom('', '', '', '', ' ', '\t', '\r', '\n', '\u000b');
/** Mostly the values that every file has. */
const value = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('1', '2.5', '"x"', 'true', 'null') }, { weight: 1, arbitrary: fc.constantFrom(...values) });
const member = fc.tuple(blank, fc.constantFrom(...names), blank, blank, value, blank).map(([before, name, after, between, written, last]) => `${before}"${name}"${after}:${between}${written}${last}`);
const loose = fc.oneof({ weight: 5, arbitrary: fc.array(member, { maxLength: 5 }).map((members) => `{${members.join()}}`) }, { weight: 1, arbitrary: fc.constantFrom(...values, '', ' ', '{"a":1}}', '{"a":1,}', '{"a" 1}', '{"a":1 "b":2}', '{a:1}') });

/** Records of the same names in the same order, each of which may be left out, and now and then any other record. */
const table = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }).chain((columns) => {
  const field = fc.option(fc.tuple(blank, value), { freq: 8, nil: undefined });
  const regular = fc.array(field, { minLength: columns.length, maxLength: columns.length });
  const written = regular.map((fields) => `{${fields.flatMap((entry, index) => (entry === undefined ? [] : [`"${columns[index]!}":${entry.join('')}`])).join()}}`);
  return fc.array(fc.oneof({ weight: 8, arbitrary: written }, { weight: 1, arbitrary: loose }), { minLength: 2, maxLength: 12 });
});
/** Records of which each field keeps its kind, so that none is left to the careful path for that. */
const typed = fc.array(fc.constantFrom(['0', '-0', '1.0', '123456789', '12345.6789', '1e3', '-1.5e-7'], ['"x"', '"é\\n"', `"${'y'.repeat(70)}"`], ['true', 'false'], ['[1,\n2]', '{"a":{}}', '["x"]'], ['null']), { minLength: 1, maxLength: 5 }).chain((kinds) => {
  const fields = kinds.map((kind) => fc.constantFrom(...kind, 'null'));
  return fc.array(fc.tuple(...fields).map((written) => `{${written.map((text, index) => `"${'abcde'[index]}": ${text}`).join(', ')}}`), { minLength: 2, maxLength: 12 });
});
const seed = fc.integer({ min: 0, max: 2 ** 31 });
const damageCount = fc.constantFrom(0, 0, 0, 1);

/** Every chunk length up to 40, and some that are longer. */
const everyLength = [...Array.from({ length: 40 }, (_, index) => [index + 1]), [57], [100], [1_000_000], [3, 0, 5, 0, 1_000_000, 0]];
const someLengths = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 }).map((lengths) => [...lengths, 13]);

/** UTF-8, in which U+E000 stands for a byte that is none. */
function encode(text: string): Uint8Array {
  return Buffer.from(Buffer.from(text).toString('latin1').replaceAll('\xee\x80\x80', '\xff'), 'latin1');
}

function damaged(text: string, count: number, seedOfDamage: number): Uint8Array {
  let bytes = encode(text);
  const random = seededRandom(seedOfDamage);
  for (let index = 0; index < count; index++) bytes = mutate(bytes, random);
  return bytes;
}

describe('records read quickly', () => {
  it('are those that are like the ones before them', () => {
    const records = new JsonRecords();
    const bytes = toBytes('{"a":1,"b":"x"}\n{"b":"y"}\n{"a":2,"b":"z\\n"}\n\0');
    const end = bytes.length - 1;
    expect(records.addQuickly(bytes, 0, end, 1, 0, 0x0a)).toBe(-1);
    records.add(bytes, 0, 15, 1, 0);
    expect(records.addQuickly(bytes, 16, end, 2, 16, 0x0a)).toBe(26);
    expect(records.addQuickly(bytes, 26, end, 3, 26, 0x0a)).toBe(end);
    expect(records.rowCount).toBe(3);
  });

  it.each([['JSON Lines', jsonl, '', '\n', '\n'], ['JSON', json, '[', ',', ']']] as const)('are the same in every chunk length: %s', async (_, format, before, separator, after) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(table, typed), damageCount, seed, async (records, count, seedOfDamage) => {
        await expectSame(format, damaged(`${before}${records.join(separator)}${after}`, count, seedOfDamage), everyLength);
      }),
      { numRuns: 250, seed: 31 },
    );
  });

  it.each([['JSON Lines', jsonl, '', ['\n', '\r\n', '\n\n', ' \n \n'], ['\n', '']], ['JSON', json, '[', [',', ' , ', '\n,\n', ',\r\n'], [']', ' ] ', ',]', '']]] as const)(
    'are the same however the bytes come: %s',
    async (_, format, before, separators, afters) => {
      const inputs = fc.tuple(fc.oneof({ weight: 3, arbitrary: table }, { weight: 2, arbitrary: typed }, { weight: 1, arbitrary: fc.array(loose, { maxLength: 8 }) }), fc.constantFrom('', '\ufeff'), fc.constantFrom(...separators), fc.constantFrom(...afters));
      await fc.assert(
        fc.asyncProperty(inputs, damageCount, seed, someLengths, async ([records, mark, separator, after], count, seedOfDamage, lengths) => {
          await expectSame(format, damaged(`${mark}${before}${records.join(separator)}${after}`, count, seedOfDamage), [lengths, [1_000_000]]);
        }),
        { numRuns: 3000, seed: 32 },
      );
    },
  );

  it.each(values)('a field changes from %j and back to it', async (first) => {
    for (const other of ['1', '"x"', 'true', '[]', 'null']) {
      const records = [first, other, first, first, other, other].map((text) => `{"a":${text},"b":1}`);
      await expectSame(jsonl, encode(records.join('\n')), everyLength);
      await expectSame(json, encode(`[${records.join()}]`), everyLength);
    }
  });

  it('have each name once, in whichever order', async () => {
    const pairs = ['{"a":1,"b":2}', '{"b":1,"a":2}', ...Array.from({ length: 8 }, () => '{"a":1,"b":2}')];
    for (const last of ['{"a":1,"a":1}', '{"a":1,"b":2,"a":3}', '{"b":1,"a":2,"b":3}', '{"a":null,"b":2,"a":null}']) await expectSame(jsonl, toBytes(`${pairs.join('\n')}\n${last}\n`), everyLength);
  });

  it('fill batches alike, byte by byte', async () => {
    const record = `{"a":"${'x'.repeat(249)}"}`;
    await expectSame(jsonl, toBytes(`${record}\n`.repeat(9000)), [[65_536], [10_007]]);
    await expectSame(json, toBytes(`[${`${record},`.repeat(9000)}1]`), [[65_536], [10_007]]);
  });

  it('are the same across batches', async () => {
    const random = seededRandom(33);
    const records = Array.from({ length: 10_000 }, (_, index) => {
      const text = 'x'.repeat(random() < 0.1 ? Math.floor(random() * 2000) : 5);
      const fields = [`"id":${index}`, `"text":"${text}"`, `"rare":${index % 4096 === 4095 ? 'true' : 'null'}`, `"odd":${index === 5000 ? '"x"' : '1'}`, '"list":[1,\n2]'.replace('\n', random() < 0.5 ? ' ' : '')];
      return `{${fields.filter(() => random() > 0.01).join()}}`;
    });
    await expectSame(jsonl, toBytes(records.join('\n')), [[65_536], [1000], [4_000_000]]);
    await expectSame(json, toBytes(`[${records.join(',\n')}]`), [[65_536], [1000], [4_000_000]]);
    await expectSame(jsonl, toBytes(`${records.slice(0, 9000).join('\n')}\n{"id":1e400}\n`), [[65_536], [999]]);
  });
});
