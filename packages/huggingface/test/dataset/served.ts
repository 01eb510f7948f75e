/** A test Hub that is the environment's, as users have it; and what comes of its datasets. */
import { type HubOptions, startHub, type TestHub } from '@datasig/hub-server';
import { files } from '@datasig/files';
import type { Source } from '@datasig/core/spec';
import { fingerprint, type RunOptions, type RunResult } from '@datasig/runner';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';

const endings: (() => Promise<void>)[] = [];
beforeEach(() => {
  // Neither the user's cache nor the user's token.
  for (const name of ['HF_HOME', 'HF_HUB_CACHE']) vi.stubEnv(name, join(tmpdir(), 'no-such-folder'));
  for (const name of ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'HF_HUB_OFFLINE', 'HF_TOKEN_PATH']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of endings.splice(0)) await end();
});

/** Starts a Hub, which ends with the test. */
export async function serve(...repositories: HubOptions['repositories']): Promise<TestHub> {
  const hub = await startHub({ repositories });
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  endings.push(() => hub.close());
  return hub;
}

/** A folder of these files, which ends with the test; its path. */
export async function folderOf(contents: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'datasig-huggingface-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** Runs over a source and closes it. */
export async function run(source: Source, options: RunOptions = {}): Promise<RunResult> {
  try {
    return await fingerprint(source, options);
  } finally {
    await source.close?.();
  }
}

/** UID of a source's records. */
export async function uidOf(source: Source): Promise<string> {
  return (await run(source)).fingerprint.identity!.uid;
}

/** UID of the same files on disk. */
export async function uidOnDisk(contents: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  return uidOf(files({ locations: '.', workingDirectory: await folderOf(contents) }));
}
