/** What huggingface_hub and Hugging Face datasets have really downloaded is read offline, and is what they say it is. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeFingerprint } from '@datasig/core';
import { pythonWith } from '@datasig/corpus/python';
import type { TestHub } from '@datasig/hub-server';
import { beforeAll, expect, it, vi } from 'vitest';
import { huggingface } from '../../src/index.ts';
import { folderOf, run, serve, uidOnDisk } from '../dataset/served.ts';

const execute = promisify(execFile);
/** Which has the versions, and the script that calls them. */
const tool = fileURLToPath(new URL('../../../../tooling/hub-server', import.meta.url));
let python: string;
let home: string;
let hub: TestHub;

beforeAll(async () => {
  python = await pythonWith(tool, 'requirements.txt');
}, 600_000);

async function ask(calls: readonly object[]): Promise<readonly unknown[]> {
  const running = execute(python, [join(tool, 'client.py')], { env: { PATH: process.env['PATH'], HOME: home, HF_HOME: home, HF_ENDPOINT: hub.endpoint }, maxBuffer: 2 ** 26 });
  running.child.stdin!.end(JSON.stringify(calls));
  return JSON.parse((await running).stdout) as readonly unknown[];
}

async function prepare(): Promise<void> {
  home = await folderOf({});
  await execute(python, [join(tool, 'write_data.py'), home], { maxBuffer: 2 ** 26 });
  hub = await serve(...['parquet', 'csv', 'images'].map((name) => ({ name: `owner/${name}`, folder: join(home, name) })));
}

const textOf = async (dataset: string, offline: boolean): Promise<string> =>
  writeFingerprint((await run(huggingface({ dataset: `owner/${dataset}`, offline, cacheFolder: offline ? join(home, 'hub') : null, endpoint: hub.endpoint }))).fingerprint);

it.each(['snapshot', 'load'])('after a %s', async (call) => {
  await prepare();
  const asked = await ask(['parquet', 'csv', 'images'].map((name) => ({ do: call, name: `owner/${name}` })));
  for (const answer of asked) expect(answer).not.toHaveProperty('error');
  const online = await Promise.all(['parquet', 'csv', 'images'].map((name) => textOf(name, false)));
  hub.forgetRequests();
  vi.stubGlobal('fetch', () => Promise.reject(new Error('there is no network')));
  try {
    expect(await Promise.all(['parquet', 'csv', 'images'].map((name) => textOf(name, true)))).toEqual(online);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(hub.requests).toEqual([]);
});

it('the rows are those that datasets loads', async () => {
  await prepare();
  const [loaded] = (await ask([{ do: 'load', name: 'owner/parquet' }])) as readonly [Readonly<Record<string, readonly object[]>>];
  const lines = Object.fromEntries(Object.entries(loaded).map(([split, rows]) => [`${split}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join('')]));
  const { fingerprint } = await run(huggingface({ dataset: 'owner/parquet' }));
  expect(fingerprint.records.count).toBe(1050n);
  expect(fingerprint.identity!.uid).toBe(await uidOnDisk(lines));
});
