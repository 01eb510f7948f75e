/** The example as the guide has it: train, then ask what was trained on. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mnistFolder } from './mnist-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(dirname(createRequire(import.meta.url).resolve('@datasig/cli/package.json')), 'dist/main.cjs');
const train = join(root, 'src/main.ts');
const images = join(mnistFolder, 'train-images-idx3-ubyte');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-mnist-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...parameters: readonly string[]): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const environment = { ...process.env, NO_COLOR: '1', TF_CPP_MIN_LOG_LEVEL: '2' };
    const child = execFile(process.execPath, ['--no-deprecation', ...parameters], { cwd: root, env: environment }, (_, stdout, stderr) => resolve({ exitCode: child.exitCode!, stdout, stderr }));
  });
}

it('a model tells which dataset it was trained on', async () => {
  const model = join(folder, 'model');
  const trained = await run(train, model, '1');
  expect(trained).toMatchObject({ exitCode: 0 });
  expect(trained.stdout).toMatch(/^epoch 1: accuracy 0\.[89]\d\d\ntrained on 60000 images, dsu1:[0-9a-f]{64}\n$/);
  const verified = await run(command, 'verify', join(model, 'mnist.datasig.json'), images);
  expect(verified).toMatchObject({ exitCode: 0 });
  const fromModule = await run(command, 'verify', join(model, 'mnist.datasig.json'), 'tfjs:src/mnist.ts#trainData');
  expect(fromModule).toMatchObject({ exitCode: 0 });
});

it('and says how little is missing', async () => {
  const model = join(folder, 'less');
  expect(await run(train, model, '1', '31415')).toMatchObject({ exitCode: 0 });
  const compared = await run(command, 'compare', join(model, 'mnist.datasig.json'), images, '--json');
  expect(JSON.parse(compared.stdout)).toMatchObject({ identical: false, recordCount: { a: '59999', b: '60000' } });
});
