/** Files held against a list of digests. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureOf, uidOf, useFolder } from '../test/dataset.ts';

const folder = useFolder();
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const csv = 'a\n1\n';

test('are verified in full where all match, in text and binary mode, with odd names', async () => {
  await folder.write({
    'd/a.csv': csv, 'd/b c.csv': csv, 'd/back\\slash\nline.csv': csv,
    'd/SHA256SUMS': `${digest(csv)}  a.csv\n${digest(csv).toUpperCase()} *b c.csv\n\\${digest(csv)}  back\\\\slash\\nline.csv\n${'0'.repeat(64)}  not-read.csv\n`,
  });
  const source = folder.open('d', { checksums: 'd/SHA256SUMS' });
  expect(await source.describe()).toMatchObject({ verified: 'full' });
  expect(await uidOf(source)).toBe(await uidOf(folder.open('d')));
  expect((await folder.open('d').describe()).verified).toBeUndefined();
});

test.each([
  ['another digest', `${digest('b')}  a.csv\n`, 'checksum-mismatch', /^a\.csv: .*SHA256SUMS says/],
  ['a file that is not listed', `${digest(csv)}  b.csv\n`, 'invalid-argument', /^a\.csv: SHA256SUMS has no digest/],
  ['two digests of one file', `${digest(csv)}  a.csv\n${digest('b')}  ./a.csv\n`, 'invalid-argument', /SHA256SUMS, line 2/],
  ['a line that is none', `${digest(csv)}  a.csv\nnonsense\n`, 'invalid-argument', /SHA256SUMS, line 2/],
])('refuses %s', async (_, list, code, message) => {
  await folder.write({ 'a.csv': csv, SHA256SUMS: list });
  expect(await failureOf(folder.open('a.csv', { checksums: 'SHA256SUMS' }).describe())).toMatchObject({ code, message: expect.stringMatching(message) });
});

test('refuses a list that is not there', async () => {
  await folder.write({ 'a.csv': csv });
  expect(await failureOf(folder.open('a.csv', { checksums: 'SHA256SUMS' }).describe())).toMatchObject({ code: 'source-not-found' });
});

test('are those of archives, and of files that a metadata file names', async () => {
  const archive = readFileSync(new URL('../../../vectors/formats/zip/deflated.csv.zip', import.meta.url));
  const sum = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
  const metadata = '{"file_name":"x.blp"}\n';
  await folder.write({ 'a.zip': archive, SHA256SUMS: `${sum(archive)}  a.zip\n`, 'd/x.blp': 'x', 'd/1.png': 'y', 'd/metadata.jsonl': `${metadata}{"file_name":"1.png"}\n` });
  const source = folder.open('a.zip', { checksums: 'SHA256SUMS' });
  expect(await uidOf(source)).toBe(await uidOf(folder.open('a.zip')));
  const lines = [`${sum(`${metadata}{"file_name":"1.png"}\n`)}  d/metadata.jsonl`, `${sum('x')}  d/x.blp`, `${sum('y')}  d/1.png`];
  await folder.write({ SHA256SUMS: `${lines.join('\n')}\n`, FEWER: `${[lines[0], lines[2]].join('\n')}\n`, OTHER: `${sum('other')}  a.zip\n` });
  expect((await folder.open('d', { checksums: 'SHA256SUMS' }).describe()).recordCount).toBe(2);
  expect(await failureOf(folder.open('d', { checksums: 'FEWER' }).describe())).toMatchObject({ code: 'invalid-argument', context: { file: 'd/x.blp' } });
  expect(await failureOf(folder.open('a.zip', { checksums: 'OTHER' }).describe())).toMatchObject({ code: 'checksum-mismatch' });
});
