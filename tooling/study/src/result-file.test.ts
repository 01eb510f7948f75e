/** Results are kept line by line, and a run goes on where the last one ended. */
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Part } from './part.ts';
import { completeResults } from './result-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datasig-study-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A part of numbers that writes down what it did, and may end the run after some. */
function countingPart(keys: readonly string[], done: string[], stopAfter = Infinity): { readonly part: Part<{ readonly length: number }>; readonly signal: AbortSignal } {
  const interruption = new AbortController();
  const run = (key: string): { readonly length: number } => {
    done.push(key);
    if (done.length >= stopAfter) interruption.abort(new Error('stopped'));
    return { length: key.length / 3 };
  };
  return { part: { name: 'counting', title: '', tasks: () => keys.map((key) => ({ key, run: () => run(key) })) }, signal: interruption.signal };
}

const status = (): void => {};

test('a run that was ended goes on, also after half a line, and ends with the same file', async () => {
  const keys = ['a', 'bb', 'ccc', 'dddd'];
  const whole = countingPart(keys, []);
  await completeResults(join(folder, 'whole.jsonl'), whole.part, 'quick', { signal: whole.signal, status });
  const file = join(folder, 'parts.jsonl');
  const first: string[] = [];
  const ended = countingPart(keys, first, 2);
  await expect(completeResults(file, ended.part, 'quick', { signal: ended.signal, status })).rejects.toThrow('stopped');
  await appendFile(file, '{"key":"ccc","len');
  const second: string[] = [];
  const rest = countingPart(keys, second);
  await completeResults(file, rest.part, 'quick', { signal: rest.signal, status });
  expect([first, second]).toEqual([['a', 'bb'], ['ccc', 'dddd']]);
  expect(await readFile(file, 'utf8')).toBe(await readFile(join(folder, 'whole.jsonl'), 'utf8'));
});

test('results of tasks that are no more are dropped, and all stand in the order of the tasks', async () => {
  const file = join(folder, 'results.jsonl');
  for (const keys of [['old', 'b'], ['a', 'b']]) {
    const { part, signal } = countingPart(keys, []);
    await completeResults(file, part, 'quick', { signal, status });
  }
  expect(await readFile(file, 'utf8')).toBe('{"key":"a","length":0.33333}\n{"key":"b","length":0.33333}\n');
});
