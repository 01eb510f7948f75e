/** What TensorFlow Datasets writes today is what the vectors hold: the same records, and the original tool's data points. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fingerprint } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint, type RunOptions } from '@datasig/runner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runWithTfds } from './tfds-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasig-tfds-'));
const vectors = fileURLToPath(new URL('../../../vectors/formats/tfds', import.meta.url));

beforeAll(() => runWithTfds('write_tfds.py', folder), 1_200_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(root: string, name: string, classic: boolean): Promise<Fingerprint> {
  const source = files({ locations: [join(root, name)], classic });
  const options: RunOptions = classic ? { sketches: [{ scheme: 'classic/keyed-sha256', k: 400 }] } : {};
  try {
    return (await fingerprint(source, options)).fingerprint;
  } finally {
    await source.close?.();
  }
}

it.each(['digits/1.0.0', 'kinds/1.0.0', 'points/1.0.0', 'plain.tfrecord'])('%s has the records of the vectors', async (name) => {
  expect((await run(folder, name, false)).identity!.uid).toBe((await run(vectors, name, false)).identity!.uid);
});

it.each(['digits/1.0.0', 'points/1.0.0'])('%s has the data points of the vectors', async (name) => {
  expect((await run(folder, name, true)).sketches).toEqual((await run(vectors, name, true)).sketches);
});

it('reads and serialises them as it did', () => {
  const expectedOf = (root: string): unknown => JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8'));
  expect(expectedOf(folder)).toEqual(expectedOf(vectors));
});
