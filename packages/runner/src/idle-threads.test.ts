/** Threads between runs: used again, never with what belongs to another run, and no burden to the process. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Fingerprint, writeFingerprint } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { afterEach, describe, expect, it, vi } from 'vitest';
import connector from '../test/thread-connector.ts';
import type { RunOptions, RunResult } from './options.ts';
import { fingerprint } from './run.ts';
import { countIdleThreads } from './threads/node-thread.ts';

const idleMs = 10_000;

async function run(faults: Readonly<Record<string, Json>>, options: RunOptions): Promise<RunResult> {
  return fingerprint(await connector.open({ locations: [], workingDirectory: '/', options: faults }), options);
}
/** On the test's own thread and another, since there is little to read. */
const onTwo = (faults: Readonly<Record<string, Json>> = {}, options: RunOptions = {}): Promise<RunResult> => run({ little: true, ...faults }, { threads: 2, shardByteLength: 1, ...options });
const textOf = async (result: Promise<{ readonly fingerprint: Fingerprint }>): Promise<string> => writeFingerprint((await result).fingerprint);

afterEach(async () => {
  vi.useRealTimers();
  delete process.env['DATASIG_TEST'];
  // A run that takes all idle threads and fails leaves none.
  await onTwo({ 0: 'invalid' }, { threads: 9 }).catch(() => undefined);
});

describe('a thread whose run is over', () => {
  it('reads for the next, with its source and options', async () => {
    const key = new Uint8Array(32).fill(7);
    const [one, keyed] = [await textOf(run({}, { threads: 1 })), await textOf(run({}, { threads: 1, key }))];
    expect(await textOf(onTwo({}, { key }))).toBe(keyed);
    expect(countIdleThreads()).toBe(1);
    expect(await textOf(onTwo())).toBe(one);
    expect(await textOf(onTwo({}, { key }))).toBe(keyed);
    expect(countIdleThreads()).toBe(1);
  });

  it('sees the environment as it is now', async () => {
    process.env['DATASIG_TEST'] = 'before';
    await onTwo({ little: false });
    process.env['DATASIG_TEST'] = 'after';
    expect(await textOf(onTwo({ little: false }))).toBe(await textOf(run({}, { threads: 1 })));
  });

  it('is not shared by two runs', async () => {
    const one = await textOf(run({}, { threads: 1 }));
    await onTwo();
    expect(await Promise.all([textOf(onTwo()), textOf(onTwo({}, { threads: 3 })), textOf(onTwo())])).toEqual([one, one, one]);
    expect(countIdleThreads()).toBe(4);
  });

  it('is worth taking for less than one that has to start', async () => {
    const some = (): Promise<RunResult> => run({ eachByteLength: 512 * 1024 }, { threads: 4 });
    expect((await some()).statistics.threadCount).toBe(1);
    await onTwo();
    expect((await some()).statistics.threadCount).toBe(2);
    expect((await run({ little: true }, { threads: 4 })).statistics.threadCount).toBe(1);
  });

  it('ends when no run takes it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await onTwo();
    await vi.advanceTimersByTimeAsync(idleMs - 1);
    expect(countIdleThreads()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(countIdleThreads()).toBe(0);
  });

  it('does not keep the process', () => {
    const script = fileURLToPath(new URL('../test/idle.ts', import.meta.url));
    const told = JSON.parse(execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', script], { encoding: 'utf8' })) as { readonly threadCount: number; readonly elapsedMs: number };
    expect(told.threadCount).toBe(2);
    expect(told.elapsedMs).toBeLessThan(idleMs);
  });
});

describe('a thread is not kept', () => {
  it.each([
    ['after an error', { 3: 'invalid' }, 'invalid-json'],
    ['that died', { little: false, 3: 'exit' }, 'thread-failed'],
  ])('%s', async (_, faults, code) => {
    await expect(onTwo(faults)).rejects.toMatchObject({ code });
    expect(countIdleThreads()).toBe(0);
  });

  it('after cancelling', async () => {
    const controller = new AbortController();
    const cancelled = onTwo({ little: false, 2: 'busy', 3: 'busy' }, { signal: controller.signal, onProgress: ({ recordCount }) => recordCount > 0 && controller.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(countIdleThreads()).toBe(0);
  });

  it('that dies while it waits', async () => {
    const one = await textOf(run({}, { threads: 1 }));
    await onTwo({ dies: true });
    await vi.waitFor(() => expect(countIdleThreads()).toBe(0), { timeout: idleMs / 2 });
    expect(await textOf(onTwo())).toBe(one);
  });
});
