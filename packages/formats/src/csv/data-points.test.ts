/** Rows as the original tool serialises them: against the vectors it made, and rule by rule. */
import { failureOf } from '@datasig/core/testing';
import { describe, expect, it } from 'vitest';
import { classicUid, classicVector, dataPoints } from '../../test/data-points.ts';

interface CsvVectors {
  readonly files: readonly { readonly text: string; readonly uid: string | null }[];
}

const { files } = JSON.parse(new TextDecoder().decode(classicVector('csv.json'))) as CsvVectors;
const closed = files.filter(({ uid }) => uid !== null);

describe('the vectors', () => {
  it('have texts of both kinds', () => {
    expect(closed.length).toBeGreaterThan(100);
    expect(files.length - closed.length).toBeGreaterThan(10);
  });

  it.each([1, 3, 1000])('have these UIDs in chunks of %i bytes', async (length) => {
    for (const { text, uid } of closed) expect([text, await classicUid('csv', text, [length])]).toEqual([text, uid]);
  });

  it('are refused where a quote swallows the rest', async () => {
    expect.hasAssertions();
    for (const { text, uid } of files) if (uid === null) expect(await failureOf(classicUid('csv', text))).toMatchObject({ code: 'invalid-csv' });
  });
});

it.each([
  ['a,b\n1,2', ['a,b\r\n', '1,2\r\n']],
  ['a\n\n""\n', ['a\r\n', '\r\n', '""\r\n']],
  ['"a",b\n1\n1,2,3\n', ['a,b\r\n', '1\r\n', '1,2,3\r\n']],
  ['\ufeffa\r\n', ['\ufeffa\r\n']],
  ['"x ""y"""\n', ['"x ""y"""\r\n']],
  [',\n', [',\r\n']],
])('%j', async (text, points) => {
  expect(await dataPoints('csv', text, [1])).toEqual(points);
});

it('refuses a lone carriage return, and bytes that are no text, with their line', async () => {
  expect(await failureOf(dataPoints('csv', 'a\nb\rc\n'))).toMatchObject({ code: 'invalid-csv', position: { line: 2, byteOffset: 3 } });
  expect(await failureOf(dataPoints('csv', 'a\rb'))).toMatchObject({ code: 'invalid-csv' });
  expect(await failureOf(classicUid('csv', Uint8Array.of(0x61, 0x0a, 0xff, 0x0a)))).toMatchObject({ code: 'invalid-utf8', position: { line: 2 } });
});

it('takes more rows than a batch holds, and long cells', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `${index},"${'x,'.repeat(index % 7 === 0 ? 900 : 1)}"`);
  const points = await dataPoints('csv', `${rows.join('\n')}\n`, [1000]);
  expect(points).toEqual(rows.map((row) => `${row}\r\n`));
});
