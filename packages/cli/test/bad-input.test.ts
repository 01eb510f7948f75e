/** Bad input: a stable code, the place, what to do, exit code 3, no output, and never what the data hold. */
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type ErrorCode, remedies } from '@datasig/core';
import { expect, describe, it } from 'vitest';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
/** Stands in the data of every case; no message may hold it. */
const secret = 'SECRETVALUE';
const rows = `id,name\n${Array.from({ length: 500 }, (_, id) => `${id},${secret}${id}\n`).join('')}`;

interface BadInput {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Options and locations; default: the first file. */
  readonly parameters?: readonly string[];
  readonly code: string;
  /** What the message says of the place or the remedy. */
  readonly says: readonly string[];
}

const idx = (magic: number, count: number, body: number, shape: readonly number[] = []): Uint8Array =>
  Buffer.concat([Buffer.from([0, 0, 8, magic, 0, 0, 0, count, ...shape.flatMap((size) => [0, 0, 0, size])]), Buffer.alloc(body, 7)]);
const cut = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - 9);
/** The checksum stands in the last eight bytes. */
const wrongChecksum = (gzip: Uint8Array): Uint8Array => gzip.map((byte, index) => (index === gzip.length - 8 ? byte ^ 1 : byte));
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const cases: readonly BadInput[] = [
  { name: 'a rename onto another column', files: { 'a.csv': rows }, parameters: ['a.csv', '--rename', 'name=id'], code: 'duplicate-column', says: ['"id"', '--columns'] },
  { name: 'a missing file', files: {}, parameters: ['none.csv'], code: 'source-not-found', says: ['none.csv'] },
  { name: 'a folder without data', files: { 'data/readme.xyz': secret }, parameters: ['data'], code: 'unknown-format', says: ['data', '.csv', '--format'] },
  { name: 'an unknown extension', files: { 'a.xyz': secret }, code: 'unknown-format', says: ['a.xyz', '--format'] },
  { name: 'a truncated gzip', files: { 'a.csv.gz': cut(gzipSync(rows)) }, code: 'truncated', says: ['a.csv.gz'] },
  { name: 'a truncated zstd', files: { 'a.csv.zst': cut(zstdCompressSync(rows)) }, code: 'truncated', says: ['a.csv.zst'] },
  { name: 'a damaged gzip', files: { 'a.csv.gz': wrongChecksum(gzipSync(rows)) }, code: 'corrupt-compression', says: ['a.csv.gz'] },
  { name: 'a truncated IDX', files: { 'x-images-idx3-ubyte': idx(3, 3, 11, [2, 2]), 'x-labels-idx1-ubyte': idx(1, 3, 3) }, code: 'truncated', says: ['x-images-idx3-ubyte'] },
  { name: 'IDX of different counts', files: { 'x-images-idx3-ubyte': idx(3, 3, 12, [2, 2]), 'x-labels-idx1-ubyte': idx(1, 2, 2) }, code: 'count-mismatch', says: ['3', '2'] },
  { name: 'invalid UTF-8', files: { 'a.csv': Buffer.concat([Buffer.from(`id,name\n1,${secret}\n2,`), Buffer.from([0xff, 0x0a])]) }, code: 'invalid-utf8', says: ['a.csv', 'line 3', 'row 2', 'byte 22'] },
  { name: 'a lone surrogate', files: { 'a.jsonl': `{"a":"${secret}"}\n{"a":"${secret}\\ud800"}\n` }, code: 'lone-surrogate', says: ['line 2', 'row 2'] },
  { name: 'invalid JSON', files: { 'a.jsonl': `{"a":"${secret}"}\n{"a":${secret}}\n` }, code: 'invalid-json', says: ['a.jsonl', 'line 2', 'byte '] },
  { name: 'invalid JSON in an array', files: { 'a.json': `[\n{"a":"${secret}"},\n{"a":"${secret}" "b"}\n]` }, code: 'invalid-json', says: ['a.json', 'line 3', 'byte '] },
  { name: 'duplicate keys', files: { 'a.jsonl': `{"a":1,"a":"${secret}"}\n` }, code: 'duplicate-key', says: ['line 1'] },
  { name: 'a number out of range', files: { 'a.jsonl': `{"a":1e999,"b":"${secret}"}\n` }, code: 'number-out-of-range', says: ['line 1', 'row 1', 'byte 5'] },
  { name: 'a ragged row', files: { 'a.csv': `id,name\n1,${secret}\n2,${secret},3\n` }, code: 'ragged-row', says: ['line 3', 'row 2'] },
  { name: 'an unclosed quote', files: { 'a.csv': `id,name\n1,"${secret}\n2,x\n` }, code: 'invalid-csv', says: ['line 2'] },
  { name: 'duplicate columns', files: { 'a.csv': `id,id\n1,${secret}\n` }, code: 'duplicate-column', says: ['a.csv'] },
  { name: 'a zero-byte CSV', files: { 'a.csv': '' }, code: 'empty-file', says: ['a.csv'] },
  { name: 'a zero-byte JSON', files: { 'a.json': '' }, code: 'empty-file', says: ['a.json'] },
  { name: 'a cast that fails', files: { 'a.csv': `id,name\n1,x\n${secret},y\n` }, parameters: ['a.csv', '--cast', 'id=integer'], code: 'cast-failed', says: ['line 3', 'row 2', 'column "id"', 'integer'] },
  { name: 'a record too deep', files: { 'a.jsonl': `{"a":1,"b":"${secret}"}\n{"a":${nested(70)}}\n` }, code: 'depth-exceeded', says: ['line 2', '64'] },
  { name: 'files of different formats', files: { 'd/a.csv': rows, 'd/b.jsonl': '{}\n' }, parameters: ['d'], code: 'mixed-formats', says: ['csv', 'jsonl'] },
];

describe('fingerprint', () => {
  it.each(cases)('refuses $name', async ({ files, parameters = [Object.keys(files)[0]!], code, says }) => {
    workplace.write(files);
    const before = workplace.list();
    const outcome = await workplace.run(['fingerprint', ...parameters]);
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    for (const text of [`[${code}]`, ...says]) expect(outcome.stderr).toContain(text);
    const remedy = remedies[code as ErrorCode];
    if (remedy !== undefined) expect(outcome.stderr).toContain(`→ ${remedy}`);
    expect(outcome.stderr).not.toContain(secret);
    expect(workplace.list()).toEqual(before);
    const { stderr } = await workplace.run(['fingerprint', ...parameters, '--json']);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code } });
    expect(stderr).not.toContain(secret);
  });

  it('keeps the old file when the new run fails', async () => {
    workplace.write({ 'a.csv': rows });
    await workplace.json(['fingerprint', 'a.csv']);
    const old = workplace.read('a.datasig.json');
    workplace.write({ 'a.csv': `${rows}1,2,3\n` });
    expect((await workplace.run(['fingerprint', 'a.csv'])).code).toBe(3);
    expect(workplace.read('a.datasig.json')).toBe(old);
    expect(workplace.list()).toEqual(['a.csv', 'a.datasig.json']);
  });

  it('keeps integers beyond 2^53 exact', async () => {
    workplace.write({ 'a.jsonl': '{"a":9007199254740993}\n', 'b.jsonl': '{"a":9007199254740992}\n' });
    expect(await workplace.json(['compare', 'a.jsonl', 'b.jsonl'])).toMatchObject({ identical: false });
  });

  it('cannot write into a folder that is not there', async () => {
    workplace.write({ 'a.csv': rows });
    expect(await workplace.run(['fingerprint', 'a.csv', '-o', 'none/a.datasig.json'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-failed]') as string });
  });
});

describe('fingerprint files', () => {
  const change: Readonly<Record<string, (text: string) => string>> = {
    'fingerprint-damaged': (text) => text.replace('"count": "500"', '"count": "501"'),
    'fingerprint-malformed': (text) => text.slice(0, text.length / 2),
    'fingerprint-newer-version': (text) => text.replace(/"version": "1\.\d+"/, '"version": "2.0"'),
  };

  it.each(Object.entries(change))('%s', async (code, damage) => {
    workplace.write({ 'a.csv': rows });
    await workplace.json(['fingerprint', 'a.csv']);
    const text = workplace.read('a.datasig.json');
    expect(damage(text)).not.toBe(text);
    workplace.write({ 'a.datasig.json': damage(text) });
    for (const parameters of [['inspect', 'a.datasig.json'], ['compare', 'a.datasig.json', 'a.csv'], ['merge', 'a.datasig.json'], ['verify', 'a.datasig.json', 'a.csv'], ['fingerprint', 'a.csv', '-o', 'b.datasig.json', '--like', 'a.datasig.json']]) {
      const outcome = await workplace.run(parameters);
      expect(outcome).toMatchObject({ code: 3, stdout: '' });
      expect(outcome.stderr).toContain(`[${code}]`);
      expect(outcome.stderr).toContain('a.datasig.json');
    }
    expect(workplace.list()).toEqual(['a.csv', 'a.datasig.json']);
  });

  it('that are too large are refused unread', async () => {
    workplace.write({ 'a.datasig.json': '{' });
    truncateSync(join(workplace.path, 'a.datasig.json'), 256 * 1024 * 1024 + 1);
    expect(await workplace.run(['inspect', 'a.datasig.json'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[fingerprint-too-large]') as string });
  });
});
