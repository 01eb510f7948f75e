/** Help, version, wrong usage, connectors that are found or missing. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCodes, remedies } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { entry, useWorkplace } from './command.ts';

const workplace = useWorkplace();
const verbs = ['fingerprint', 'compare', 'inspect', 'merge', 'verify', 'keygen', 'report', 'attest', 'verify-attestation', 'history', 'screen'];
/** Verbs below others. */
const subverbs = [['lock', 'add'], ['lock', 'check'], ['lock', 'update'], ['bom', 'create'], ['bom', 'enrich'], ['bom', 'verify'], ['bom', 'list'], ['bom', 'fingerprint']];

describe('help', () => {
  it.each([[], ['lock'], ['bom'], ...verbs.map((verb) => [verb]), ...subverbs])('%s has examples', async (...verb) => {
    const { code, stdout } = await workplace.run([...verb, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
  });

  it('documents every option in docs/cli.md', async () => {
    const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    for (const verb of [...verbs.map((each) => [each]), ...subverbs]) {
      const { stdout } = await workplace.run([...verb, '--help']);
      const options = [...stdout.matchAll(/(?<=^ .*)--[a-z-]+(?=[ ,<].* {2})/gm)].map(([option]) => option);
      expect(options.length).toBeGreaterThanOrEqual(2);
      for (const option of options) expect(page, `${verb.join(' ')} ${option}`).toContain(`\`${option}`);
    }
  });
});

it('tells its version', async () => {
  expect(await workplace.run(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
});

it('asks for a newer Node where it has to', async () => {
  const older = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });")}`;
  const { code, stderr } = await workplace.run(['inspect', 'a.datasig.json'], '', { NODE_OPTIONS: `--import ${older}` });
  expect({ code, stderr }).toEqual({ code: 3, stderr: 'error: datasig needs Node 22.15 or later; this is Node 20.20.2\n' });
});

it('says when standard output cannot be written', async () => {
  const readOnly = openSync(fileURLToPath(import.meta.url), 'r');
  try {
    const child = spawn(process.execPath, [entry, '--help'], { stdio: ['ignore', readOnly, 'pipe'] });
    let stderr = '';
    child.stderr!.on('data', (text) => (stderr += String(text)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('[output-failed]') as string });
  } finally {
    closeSync(readOnly);
  }
});

it.each<[string, string[]]>([
  ['nothing', []],
  ['an unknown verb', ['fingerprnt', 'a.csv']],
  ['an unknown option', ['fingerprint', 'a.csv', '--sketches', '3']],
  ['a missing argument', ['compare', 'a.csv']],
  ['a wrong sketch', ['fingerprint', 'a.csv', '--sketch', 'bottom-k:0']],
  ['a wrong cast', ['fingerprint', 'a.csv', '--cast', 'id=numeric']],
  ['an empty name', ['fingerprint', 'a.csv', '--name', '']],
  ['a quote that is not closed', ['fingerprint', 'a.csv', '--columns', '"a,b']],
  ['a key on standard output', ['keygen', '-o', '-']],
  ['a cast without a type', ['fingerprint', 'a.csv', '--cast', 'id']],
  ['a wrong rename', ['fingerprint', 'a.csv', '--rename', 'id']],
  ['a wrong format', ['fingerprint', 'a.csv', '--format', 'xlsx']],
  ['wrong threads', ['fingerprint', 'a.csv', '--threads', '0']],
  ['a column that is not there', ['fingerprint', 'a.csv', '--columns', 'nme']],
  ['two things on standard output', ['fingerprint', 'a.csv', '-o', '-', '--json']],
  ['locations of different connectors', ['fingerprint', 'a.csv', 'sqlite:b.db']],
])('%s is wrong usage', async (_, parameters) => {
  workplace.write({ 'a.csv': 'id\n1\n' });
  const { code, stdout, stderr } = await workplace.run(parameters);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toBe('');
  expect(workplace.list()).toEqual(['a.csv']);
});

it('tells programs of errors on standard error', async () => {
  const { code, stdout, stderr } = await workplace.run(['inspect', 'none.datasig.json', '--json']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(JSON.parse(stderr)).toEqual({ error: { code: 'fingerprint-not-found', message: expect.stringContaining('none.datasig.json') as string, context: { file: 'none.datasig.json' } } });
});

describe('connectors', () => {
  const connector = (specVersion: string): string => `
    const batch = { kind: 'rows', rows: [{ id: 1 }, { id: 2 }] };
    export default {
      specVersion: '${specVersion}', name: 'twice', schemes: ['twice'],
      open: async ({ locations }) => ({
        specVersion: 'v1',
        describe: async () => ({ name: locations[0].slice(6), connector: 'twice', location: locations[0], capabilities: { reopenable: true, columnSelection: false, untypedText: false } }),
        shards: async () => [{ id: '0', descriptor: null }],
        read: async function* () { yield batch; },
      }),
    };`;
  const install = (specVersion: string): void =>
    workplace.write({
      'node_modules/datasig-connector-twice/package.json': JSON.stringify({ name: 'datasig-connector-twice', type: 'module', exports: { '.': { default: './index.js' } } }),
      'node_modules/datasig-connector-twice/index.js': connector(specVersion),
    });

  it('of the project are found by their scheme', async () => {
    install('v1');
    workplace.write({ 'same.jsonl': '{"id":2}\n{"id":1}\n' });
    expect(await workplace.json(['fingerprint', 'twice:thing'])).toMatchObject({ file: 'thing.datasig.json', recordCount: '2', origins: [{ connector: 'twice' }] });
    expect((await workplace.run(['verify', 'thing.datasig.json', 'same.jsonl'])).code).toBe(0);
  });

  it('of another specification are refused', async () => {
    install('v9');
    expect(await workplace.run(['fingerprint', 'twice:thing'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[connector-not-installed]') as string });
  });

  it('are named when they are missing', async () => {
    const { code, stderr } = await workplace.run(['fingerprint', 's3:bucket']);
    expect(code).toBe(3);
    expect(stderr).toContain('npm install datasig-connector-s3');
  });
});

it('has a page for every error code, in order', () => {
  const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| .* \| (.*) \|$/gm)].map(([, code, remedy]) => [code!, remedy!.replaceAll('`', '')] as const);
  expect(rows.map(([code]) => code)).toEqual([...errorCodes]);
  const data = Object.keys(remedies);
  expect(Object.fromEntries(rows.filter(([code]) => data.includes(code)))).toEqual(remedies);
});
