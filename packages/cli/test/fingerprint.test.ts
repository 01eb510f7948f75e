/** `fingerprint`, `inspect`, `merge`, `verify`, `keygen`: what they write and how they end. */
import { chmodSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFingerprint } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
const csv = 'id,name,when\n1,one,2024-01-01\n2,two,\n3,three,2024-01-03\n';
const jsonl = '{"id":1,"name":"one","when":"2024-01-01"}\n{"id":2,"name":"two","when":null}\n{"id":3,"name":"three","when":"2024-01-03"}\n';
const uidOf = (file: string): string => readFingerprint(workplace.read(file)).identity!.uid;

describe('fingerprint', () => {
  it('writes NAME.datasig.json and says what is in it', async () => {
    workplace.write({ 'people.csv': csv });
    const { code, stdout, stderr } = await workplace.run(['fingerprint', 'people.csv']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(workplace.list()).toEqual(['people.csv', 'people.datasig.json']);
    expect(stdout).toContain('3, 3 distinct');
    expect(stdout).toContain(uidOf('people.datasig.json'));
  });

  it('tells programs the same', async () => {
    workplace.write({ 'people.csv': csv });
    expect(await workplace.json(['fingerprint', 'people.csv', '--name', 'folk'])).toMatchObject({
      file: 'folk.datasig.json', name: 'folk', recordCount: '3', distinctRecordCount: { estimate: 3, exact: true }, uid: uidOf('folk.datasig.json'),
      schema: [{ name: 'id', type: 'text', valueCount: '3' }, { name: 'name' }, { name: 'when' }], sketches: ['bottom-k:1024'], parts: [], warnings: [], run: { recordCount: 3, resumedShardCount: 0 },
    });
  });

  it('reads numbers that are written as floats like those of JSON', async () => {
    workplace.write({ 'a.jsonl': '{"f":1.0,"g":1e+300}\n{"f":2.0,"g":0.5}\n', 'a.csv': 'f,g\n1.0,1e+300\n2.0,0.5\n' });
    await workplace.json(['fingerprint', 'a.jsonl', '-o', 'json.datasig.json']);
    await workplace.json(['fingerprint', 'a.csv', '--like', 'json.datasig.json', '-o', 'csv.datasig.json']);
    expect(uidOf('csv.datasig.json')).toBe(uidOf('json.datasig.json'));
    expect((await workplace.run(['verify', 'json.datasig.json', 'a.csv'])).code).toBe(0);
    expect(await workplace.json(['fingerprint', 'a.csv', '--cast', 'f=number', '-o', 'cast.datasig.json'])).toMatchObject({ schema: [{ name: 'f', type: 'integer' }, { name: 'g', type: 'text' }] });
  });

  it('knows columns with empty names and with commas in their names', async () => {
    workplace.write({ 'a.csv': ',"b,c",d\n1,x,2\n' });
    expect(await workplace.json(['fingerprint', 'a.csv', '--cast', '=integer', '--columns', '"b,c",'])).toMatchObject({ schema: [{ name: '', type: 'integer' }, { name: 'b,c', type: 'text' }] });
    expect(await workplace.json(['fingerprint', 'a.csv', '--rename', '=id', '--rename', 'd='])).toMatchObject({ schema: [{ name: '' }, { name: 'b,c' }, { name: 'id' }] });
  });

  it('writes names as long as file systems take them', async () => {
    const name = '数'.repeat(80);
    workplace.write({ [`${name}.csv`]: csv });
    expect(await workplace.json(['fingerprint', `${name}.csv`])).toMatchObject({ name, file: `${name}.datasig.json` });
    expect(await workplace.json(['fingerprint', `${name}.csv`, '--name', '🙂'.repeat(100)])).toMatchObject({ file: `${'🙂'.repeat(60)}.datasig.json` });
  });

  it('keeps a link and replaces what it leads to, if that is a fingerprint', async () => {
    workplace.write({ 'a.csv': csv, 'b.csv': 'x\n1\n' });
    await workplace.json(['fingerprint', 'b.csv']);
    symlinkSync('b.datasig.json', join(workplace.path, 'link.datasig.json'));
    symlinkSync('nowhere', join(workplace.path, 'lost.datasig.json'));
    await workplace.json(['fingerprint', 'a.csv', '-o', 'link.datasig.json']);
    expect(readlinkSync(join(workplace.path, 'link.datasig.json'))).toBe('b.datasig.json');
    await workplace.json(['fingerprint', 'a.csv', '-o', 'a.datasig.json']);
    expect(uidOf('b.datasig.json')).toBe(uidOf('a.datasig.json'));
    expect(await workplace.run(['fingerprint', 'a.csv', '-o', 'lost.datasig.json'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
  });

  it('gives text in JSON the types that JSON does not have, and leaves other values alone', async () => {
    workplace.write({ 'a.csv': 'id,day,price\n1,2026-01-31,1.10\n2,,2.5\n', 'b.jsonl': '{"id":2,"price":2.50}\n{"id":1,"day":"2026-01-31","price":1.1}\n', 'c.jsonl': '{"id":1}\n', 'd.jsonl': '{"id":"1"}\n' });
    await workplace.json(['fingerprint', 'a.csv', '--cast', 'id=integer', '--cast', 'day=date', '--cast', 'price=decimal']);
    await workplace.json(['fingerprint', 'b.jsonl', '--like', 'a.datasig.json']);
    expect(uidOf('b.datasig.json')).toBe(uidOf('a.datasig.json'));
    await workplace.json(['fingerprint', 'c.jsonl']);
    expect(await workplace.json(['compare', 'c.datasig.json', 'd.jsonl'])).toMatchObject({ identical: false, findings: [{ code: 'type-mismatch' }] });
  });

  it('gives the same UID for CSV like JSON, compressed or from standard input', async () => {
    workplace.write({ 'a.jsonl': jsonl, 'b.csv': csv, 'c.jsonl.gz': gzipSync(jsonl) });
    await workplace.json(['fingerprint', 'a.jsonl']);
    await workplace.json(['fingerprint', 'b.csv', '--like', 'a.datasig.json', '--cast', 'when=date', '-o', 'text.datasig.json']);
    await workplace.json(['fingerprint', 'a.jsonl', '--cast', 'when=date', '-o', 'dated.datasig.json']);
    expect(uidOf('text.datasig.json')).toBe(uidOf('dated.datasig.json'));
    await workplace.json(['fingerprint', 'c.jsonl.gz']);
    expect(uidOf('c.datasig.json')).toBe(uidOf('a.datasig.json'));
    const { stdout } = await workplace.run(['fingerprint', '-', '--format', 'jsonl', '-o', '-'], jsonl);
    expect(readFingerprint(stdout).identity!.uid).toBe(uidOf('a.datasig.json'));
  });

  it('prepares records as asked', async () => {
    workplace.write({ 'a.csv': 'ID,name,x=y\n1,NA,2\n', 'b.jsonl': '{"id":1,"x=y":2}\n' });
    await workplace.json(['fingerprint', 'b.jsonl']);
    await workplace.json(['fingerprint', 'a.csv', '--columns', 'ID,name', '--columns', 'x=y', '--rename', 'ID=id', '--null', 'NA', '--cast', 'id=integer', '--cast', 'x=y=integer']);
    expect(uidOf('a.datasig.json')).toBe(uidOf('b.datasig.json'));
  });

  it('leaves out what it is told to', async () => {
    workplace.write({ 'a.csv': csv });
    const sizes: number[] = [];
    for (const options of [[], ['--no-state'], ['--no-state', '--no-fields'], ['--no-identity', '--no-fields']]) {
      await workplace.json(['fingerprint', 'a.csv', '--sketch', 'scaled:1', '--sketch', 'one-permutation:8', '--sketch', 'bottom-k:16', ...options]);
      sizes.push(workplace.read('a.datasig.json').length);
    }
    expect(sizes.toSorted((a, b) => b - a)).toEqual(sizes);
    const fingerprint = readFingerprint(workplace.read('a.datasig.json'));
    expect(fingerprint).toMatchObject({ identity: null, records: { fields: null }, sketches: [{ scheme: 'bottom-k/1', k: 16 }, { scheme: 'one-permutation/1', k: 8 }, { scheme: 'scaled/1', scale: 1 }] });
  });

  it('is quiet when asked, and plain without a terminal', async () => {
    workplace.write({ 'a.csv': csv, 'empty.csv': 'id\n' });
    expect(await workplace.run(['fingerprint', 'a.csv', 'empty.csv', '--per-file', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await workplace.run(['fingerprint', 'a.csv'])).stdout).not.toContain('\u001B');
    expect((await workplace.run(['fingerprint', 'a.csv'], '', { FORCE_COLOR: '1' })).stdout).toContain('\u001B');
    expect((await workplace.run(['fingerprint', 'a.csv'], '', { NO_COLOR: '1' })).stdout).not.toContain('\u001B');
  });

  it('warns of a dataset without records and writes it', async () => {
    workplace.write({ 'none.csv': 'id,name\n' });
    const { code, stderr } = await workplace.run(['fingerprint', 'none.csv']);
    expect(code).toBe(0);
    expect(stderr).toContain('no records');
    expect(workplace.list()).toContain('none.datasig.json');
  });

  it('replaces fingerprints and nothing else, and keeps the mode', async () => {
    workplace.write({ 'a.csv': csv, 'precious.json': '{"my":"thesis"}\n' });
    await workplace.json(['fingerprint', 'a.csv']);
    chmodSync(join(workplace.path, 'a.datasig.json'), 0o640);
    await workplace.json(['fingerprint', 'a.csv']);
    expect(statSync(join(workplace.path, 'a.datasig.json')).mode & 0o777).toBe(0o640);
    const { code, stderr } = await workplace.run(['fingerprint', 'a.csv', '-o', 'precious.json']);
    expect(code).toBe(3);
    expect(stderr).toContain('[output-exists]');
    expect(workplace.read('precious.json')).toBe('{"my":"thesis"}\n');
  });

  it('names the file after a dataset whose name is no file name', async () => {
    workplace.write({ 'a.csv': csv });
    expect(await workplace.json(['fingerprint', 'a.csv', '--name', '../x/..\n:y'])).toMatchObject({ file: '-x-..-y.datasig.json' });
  });

  it('goes on from checkpoints and leaves none', async () => {
    workplace.write({ 'a.csv': csv });
    await workplace.json(['fingerprint', 'a.csv', '-o', 'once.datasig.json']);
    await workplace.json(['fingerprint', 'a.csv', '--resume', '-o', 'again.datasig.json']);
    expect(workplace.read('again.datasig.json')).toBe(workplace.read('once.datasig.json'));
    expect(workplace.list()).not.toContain('.datasig-state');
  });

  it('lists what it would read, and writes nothing', async () => {
    workplace.write({ 'a.csv': csv, 'b.csv': csv });
    const byteLength = Buffer.byteLength(csv);
    expect(await workplace.json(['fingerprint', 'a.csv', 'b.csv', '--per-file', '--dry-run', '--name', 'x'])).toMatchObject({
      dryRun: true,
      connector: 'files',
      revision: null,
      byteLength: 2 * byteLength,
      recordCount: null,
      shards: [{ id: 'a.csv', part: 'a', byteLength, recordCount: null }, { id: 'b.csv', part: 'b', byteLength }],
    });
    const { stdout } = await workplace.run(['fingerprint', 'a.csv', 'b.csv', '--dry-run']);
    for (const text of ['a.csv', 'b.csv', '2 together', `${byteLength} B`]) expect(stdout).toContain(text);
    expect(workplace.list()).toEqual(['a.csv', 'b.csv']);
  });
});

describe('inspect', () => {
  it('shows the whole and a part', async () => {
    workplace.write({ 'a.csv': csv, 'b.csv': csv });
    await workplace.json(['fingerprint', 'a.csv', 'b.csv', '--per-file', '--name', 'both']);
    expect(await workplace.json(['inspect', 'both.datasig.json'])).toMatchObject({ recordCount: '6', distinctRecordCount: { estimate: 3 }, parts: [{ name: 'a', recordCount: '3' }, { name: 'b' }], mergeable: true });
    expect(await workplace.json(['inspect', 'both.datasig.json#a'])).toMatchObject({ recordCount: '3', name: 'both#a' });
    const { stdout } = await workplace.run(['inspect', 'both.datasig.json']);
    for (const text of ['both', 'bottom-k:1024', 'datasig-cbor/1', 'when', 'parts']) expect(stdout).toContain(text);
    expect(await workplace.run(['inspect', 'both.datasig.json#c'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[part-not-found]') as string });
  });

  it('cuts names that are too long to show', async () => {
    workplace.write({ 'a.csv': `${'x'.repeat(100_000)}\n1\n` });
    const { stdout } = await workplace.run(['fingerprint', 'a.csv']);
    expect(stdout).toContain(`${'x'.repeat(59)}…`);
    expect(stdout.length).toBeLessThan(2000);
  });

  it('keeps the columns of fields in line where types are long', async () => {
    workplace.write({ 'a.jsonl': '{"id":1,"deep":{"first":{"second":["x"],"third":[1]},"fourth":{"fifth":true}},"point":{"x":0.5,"y":1}}\n' });
    const { schema } = await workplace.json(['fingerprint', 'a.jsonl']);
    expect(schema).toMatchObject([{ name: 'deep', type: 'struct{first: struct{second: list<text>, third: list<integer>}, fourth: struct{fifth: bool}}' }, {}, {}]);
    const { stdout } = await workplace.run(['inspect', 'a.datasig.json']);
    const rows = stdout.split('\n').filter((line) => line.endsWith(' 1 value'));
    expect(rows.map((line) => [line.indexOf('struct{'), line.length])).toEqual([[18, 80], [-1, 80], [18, 80]]);
    expect(rows[0]).toContain('…  1 value');
  });

  it('lets no control sequence through', async () => {
    workplace.write({ 'a.jsonl': JSON.stringify({ '\u001B]0;owned\u0007': 1 }) });
    await workplace.json(['fingerprint', 'a.jsonl', '--name', 'x\u001B[2Jy', '-o', 'a.datasig.json']);
    const { stdout } = await workplace.run(['inspect', 'a.datasig.json']);
    for (const control of ['\u001B', '\u0007']) expect(stdout).not.toContain(control);
    expect(stdout).toContain('\\u001b');
  });
});

describe('merge', () => {
  it('gives what reading both together gives', async () => {
    workplace.write({ 'a.csv': csv, 'b.csv': 'id,name,when\n9,nine,\n' });
    for (const file of ['a.csv', 'b.csv']) await workplace.json(['fingerprint', file]);
    await workplace.json(['fingerprint', 'a.csv', 'b.csv', '-o', 'together.datasig.json']);
    expect(await workplace.json(['merge', 'a.datasig.json', 'b.datasig.json', '--name', 'all'])).toMatchObject({ file: 'all.datasig.json', recordCount: '4', uid: uidOf('together.datasig.json') });
  });

  it('needs states', async () => {
    workplace.write({ 'a.csv': csv });
    await workplace.json(['fingerprint', 'a.csv', '--no-state']);
    const { code, stderr } = await workplace.run(['merge', 'a.datasig.json', 'a.datasig.json']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('[state-missing]') as string });
    expect(workplace.list()).toEqual(['a.csv', 'a.datasig.json']);
  });
});

describe('verify', () => {
  it('ends with 0 for the same data, also prepared or from another format, and with 1 for other data', async () => {
    workplace.write({ 'a.jsonl': jsonl, 'same.csv': csv, 'other.csv': csv.replace('three', 'drei'), 'b.csv': csv });
    await workplace.json(['fingerprint', 'a.jsonl', '--cast', 'when=date']);
    expect(await workplace.run(['verify', 'a.datasig.json', 'a.jsonl'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('identical') as string });
    expect(await workplace.run(['verify', 'a.datasig.json', 'same.csv'])).toMatchObject({ code: 0 });
    const { code, stdout } = await workplace.run(['verify', 'a.datasig.json', 'other.csv', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ same: false, relation: 'overlapping', jaccard: { estimate: 0.5, exact: true } });
  });

  it('ends with 1 for data that can no longer be prepared as the file says', async () => {
    workplace.write({ 'a.csv': 'id,d\n1,2026-01-31\n', 'lost.csv': 'id,e\n1,2026-01-31\n', 'other.csv': 'id,d\n1,today\n' });
    await workplace.json(['fingerprint', 'a.csv', '--cast', 'd=date']);
    for (const file of ['lost.csv', 'other.csv']) {
      expect(await workplace.run(['verify', 'a.datasig.json', file])).toMatchObject({ code: 1, stdout: expect.stringContaining('not the same data') as string });
      const { stdout } = await workplace.run(['verify', 'a.datasig.json', file, '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ same: false });
    }
  });

  it('cannot tell without an identity, unless the data differ', async () => {
    workplace.write({ 'a.csv': csv, 'other.csv': csv.replace('three', 'drei') });
    await workplace.json(['fingerprint', 'a.csv', '--no-identity']);
    expect((await workplace.run(['verify', 'a.datasig.json', 'a.csv'])).code).toBe(3);
    expect((await workplace.run(['verify', 'a.datasig.json', 'other.csv'])).code).toBe(1);
  });

  it('wants a fingerprint file', async () => {
    workplace.write({ 'a.csv': csv });
    expect(await workplace.run(['verify', 'a.csv', 'a.csv'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[fingerprint-malformed]') as string });
  });
});

describe('keys', () => {
  it('are made once, for their owner only, and never shown', async () => {
    const { code, stdout } = await workplace.run(['keygen', '-o', 'team.key']);
    expect(code).toBe(0);
    const key = workplace.read('team.key');
    expect(key).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(join(workplace.path, 'team.key')).mode & 0o777).toBe(0o600);
    expect(stdout).not.toContain(key.trim());
    expect(await workplace.run(['keygen', '-o', 'team.key'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
    expect(workplace.read('team.key')).toBe(key);
  });

  it('keep fingerprints apart', async () => {
    workplace.write({ 'a.csv': csv });
    for (const name of ['one', 'two']) await workplace.json(['keygen', '-o', `${name}.key`]);
    await workplace.json(['fingerprint', 'a.csv', '--key-file', 'one.key', '-o', 'one.datasig.json']);
    await workplace.json(['fingerprint', 'a.csv', '--key-file', 'two.key', '-o', 'two.datasig.json']);
    await workplace.json(['fingerprint', 'a.csv', '-o', 'open.datasig.json']);
    const codeOf = async (...parameters: string[]): Promise<string | undefined> => /\[([a-z-]+)\]/.exec((await workplace.run(parameters)).stderr)?.[1];
    expect(await codeOf('compare', 'one.datasig.json', 'two.datasig.json')).toBe('key-mismatch');
    expect(await codeOf('compare', 'one.datasig.json', 'open.datasig.json')).toBe('digest-mismatch');
    expect(await codeOf('verify', 'one.datasig.json', 'a.csv')).toBe('invalid-key');
    expect(await codeOf('verify', 'one.datasig.json', 'a.csv', '--key-file', 'two.key')).toBe('key-mismatch');
    expect((await workplace.run(['verify', 'one.datasig.json', 'a.csv', '--key-file', 'one.key'])).code).toBe(0);
  });

  it('warn when others can read them', async () => {
    workplace.write({ 'a.csv': csv, 'open.key': `${'ab'.repeat(32)}\n` });
    chmodSync(join(workplace.path, 'open.key'), 0o644);
    const { code, stderr } = await workplace.run(['fingerprint', 'a.csv', '--key-file', 'open.key']);
    expect(code).toBe(0);
    expect(stderr).toContain('chmod 600');
  });
});
