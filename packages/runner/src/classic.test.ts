/** Classic runs: the same on any number of threads and shards, UIDs of wholes and parts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classicSchemes, writeFingerprint } from '@datasig/core';
import { ClassicUid } from '@datasig/core/classic';
import type { Source } from '@datasig/core/spec';
import { files } from '@datasig/files';
import { failureOf } from '@datasig/core/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint, type RunOptions } from './index.ts';

const sketches = classicSchemes.map((scheme) => ({ scheme, k: 50 }));
const imageCount = 500;
const side = 40;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datasig-classic-'));
  for (const [part, seed] of [['train', 3], ['t10k', 5]] as const) {
    const header = [0, 0, 8, 3, 0, 0, imageCount >> 8, imageCount & 255, 0, 0, 0, side, 0, 0, 0, side];
    const pixels = Uint8Array.from({ length: imageCount * side * side }, (_, index) => (index * seed) >>> 7);
    await writeFile(join(folder, `${part}-images-idx3-ubyte`), Buffer.concat([Uint8Array.from(header), pixels]));
    await writeFile(join(folder, `${part}-labels-idx1-ubyte`), Uint8Array.from([0, 0, 8, 1, ...header.slice(4, 8), ...Array.from({ length: imageCount }, (_, index) => index % 10)]));
  }
});
afterEach(async () => rm(folder, { recursive: true }));

const open = (name: string): Source => files({ locations: name, workingDirectory: folder, classic: true });

async function run(name: string, options: RunOptions = {}): Promise<string> {
  const source = open(name);
  const { fingerprint: made } = await fingerprint(source, { sketches, ...options });
  await source.close?.();
  return writeFingerprint(made);
}

async function uidOf(name: string): Promise<string> {
  const source = open(name);
  const uid = new ClassicUid();
  for (const shard of await source.shards()) for await (const batch of source.read(shard)) uid.add(batch);
  return uid.finish();
}

it('gives the same file in shards, and on two threads', async () => {
  const whole = await run('train-images-idx3-ubyte');
  expect(JSON.parse(whole)).toMatchObject({ records: { count: String(imageCount), classicUid: await uidOf('train-images-idx3-ubyte') } });
  expect(await run('train-images-idx3-ubyte', { shardByteLength: 100_000, threads: 1 })).toBe(whole);
  expect(await run('train-images-idx3-ubyte', { shardByteLength: 100_000, threads: 2 })).toBe(whole);
});

it('has UIDs of the whole and of each part', async () => {
  const { records, parts } = JSON.parse(await run('.', { shardByteLength: 300_000, threads: 2 })) as { records: object; parts: object[] };
  expect(records).toMatchObject({ count: '1000', classicUid: await uidOf('.') });
  expect(parts).toMatchObject([
    { name: 't10k', records: { classicUid: await uidOf('t10k-images-idx3-ubyte') } },
    { name: 'train', records: { classicUid: await uidOf('train-images-idx3-ubyte') } },
  ]);
});

it('tells where data break the format', async () => {
  await writeFile(join(folder, 'a.csv'), 'a\nb\n"c');
  expect(await failureOf(run('a.csv', { shardByteLength: 2, threads: 2 }))).toMatchObject({ code: 'invalid-csv', position: { file: 'a.csv', line: 3 } });
});
