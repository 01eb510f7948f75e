/** `datasig fingerprint tfjs:…`, as a user runs it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFingerprint } from '@datasig/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uidOfRows } from './summarize.ts';

const require = createRequire(import.meta.url);
const command = join(dirname(require.resolve('@datasig/cli/package.json')), 'dist/main.cjs');
const root = fileURLToPath(new URL('..', import.meta.url));
const tfPackage = process.env['DATASIG_TFJS'] === 'tensorflow' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs';
let folder: string;

beforeAll(() => {
  // Inside this package, so that its packages are found from there.
  folder = mkdtempSync(join(root, 'test-'));
  writeFileSync(join(folder, 'data.mjs'), `
    import * as tf from ${JSON.stringify(tfPackage)};
    import { dataset } from '@datasig/tfjs';
    const rows = () => tf.data.generator(function* () { for (let i = 0; i < 3; i++) yield { x: tf.tensor1d([i, i]), y: i }; });
    export const trainData = rows();
    export const batch = { x: tf.tensor2d([[0, 0], [1, 1], [2, 2]]), y: tf.tensor1d([0, 1, 2], 'int32') };
    export const made = async () => rows();
    export const named = dataset(rows(), { name: 'my own', cast: { y: 'uint8' } });
    export const failing = tf.data.generator(function* () { yield { x: 1 }; throw new RangeError('k9Zq'); });
    export const failsAtOnce = () => { throw new TypeError('k9Zq'); };
    export const number = 5;
    export default rows().batch(2).map((element) => element);
  `);
  writeFileSync(join(folder, 'broken.mjs'), 'throw new Error("k9Zq");');
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly exitCode: number;
  readonly stderr: string;
}

function datasig(...parameters: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--no-deprecation', command, ...parameters], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } }, (_, __, stderr) => resolve({ exitCode: child.exitCode!, stderr }));
  });
}

describe('the command', () => {
  it.each(['trainData', 'batch', 'made'])('opens %s', async (name) => {
    expect(await datasig('fingerprint', `tfjs:./data.mjs#${name}`, '--quiet')).toMatchObject({ exitCode: 0 });
    const made = readFingerprint(readFileSync(join(folder, `data-${name}.datasig.json`), 'utf8'));
    const float32 = (i: number) => ({ [Symbol.for('datasig.value')]: 'tensor', dtype: 'float32', shape: [2], data: new Uint8Array(Float32Array.of(i, i).buffer) }) as never;
    expect(made.identity!.uid).toBe(await uidOfRows([0, 1, 2].map((i) => ({ x: float32(i), y: i }))));
    expect(made.dataset).toMatchObject({ name: `data-${name}`, origins: [{ connector: 'tfjs', location: `data.mjs#${name}` }] });
  });

  it('opens a source with its own options, and what is the default', async () => {
    expect(await datasig('fingerprint', 'tfjs:data.mjs#named', '--quiet', '-o', 'named.datasig.json')).toMatchObject({ exitCode: 0 });
    expect(readFingerprint(readFileSync(join(folder, 'named.datasig.json'), 'utf8')).dataset.name).toBe('my own');
    expect(await datasig('fingerprint', 'tfjs:data.mjs', '--quiet')).toMatchObject({ exitCode: 0 });
    expect(readFingerprint(readFileSync(join(folder, 'data.datasig.json'), 'utf8')).dataset.origins).toMatchObject([{ location: 'data.mjs' }]);
  });

  it('verifies', async () => {
    expect(await datasig('fingerprint', 'tfjs:data.mjs#batch', '--quiet', '-o', 'batch.datasig.json')).toMatchObject({ exitCode: 0 });
    expect(await datasig('verify', 'batch.datasig.json', 'tfjs:data.mjs#trainData')).toMatchObject({ exitCode: 0 });
    expect(await datasig('verify', 'batch.datasig.json', 'tfjs:data.mjs#default')).toMatchObject({ exitCode: 1 });
  });

  it.each<[string[], number, string]>([
    [['tfjs:none.mjs#x'], 3, '[source-not-found]: none.mjs'],
    [['tfjs:data.mjs#x'], 2, '[invalid-location]: data.mjs exports no "x"; it has '],
    [['tfjs:data.mjs#number'], 2, '[invalid-location]: data.mjs#number is no tf.data.Dataset'],
    [['tfjs:'], 2, '[invalid-location]: expected one export of a module'],
    [['tfjs:data.mjs#batch', 'tfjs:data.mjs#made'], 2, '[invalid-location]'],
    [['tfjs:broken.mjs#x'], 3, '[source-unreadable]: broken.mjs: its own code failed with Error at broken.mjs:1:7'],
    [['tfjs:data.mjs#failing'], 3, '[source-unreadable]: data.mjs: its own code failed with RangeError at data.mjs:'],
    [['tfjs:data.mjs#failsAtOnce'], 3, '[source-unreadable]: data.mjs: its own code failed with TypeError at data.mjs:'],
    [['tfjs:data.mjs#batch', '--pixels'], 2, '[invalid-argument]'],
  ])('%s', async (parameters, exitCode, message) => {
    const outcome = await datasig('fingerprint', ...parameters, '-o', 'never.datasig.json');
    expect(outcome.stderr).toContain(message);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stderr).not.toContain('k9Zq');
  });

  it('says that the code is run', async () => {
    const help = await new Promise<string>((resolve) => execFile(process.execPath, [command, 'fingerprint', '--help'], (_, stdout) => resolve(stdout)));
    expect(help.replaceAll(/\s+/g, ' ')).toContain('tfjs:MODULE runs the code of that module');
  });
});
