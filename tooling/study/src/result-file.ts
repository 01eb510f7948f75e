/** Results as JSON Lines, one line a task, written as soon as it is there, so that a killed run goes on where it was. */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Keyed, Mode, Part, Task } from './part.ts';

/** Digits of written numbers. */
const significantDigits = 5;

/** The results that a file holds; none where there is no file. A last line without an end was cut off, and does not count. */
export async function readResults<Result extends object>(file: string): Promise<Keyed<Result>[]> {
  if (!existsSync(file)) return [];
  return (await readFile(file, 'utf8')).split('\n').slice(0, -1).map((line) => JSON.parse(line) as Keyed<Result>);
}

/** A result as its line. */
export function formatLine(result: object): string {
  const rounded = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(significantDigits)) : value);
  return `${JSON.stringify(result, rounded)}\n`;
}

/** How a run of tasks is watched and ended. */
export interface RunOptions {
  readonly signal: AbortSignal;
  readonly status: (text: string) => void;
}

/**
 * Does the tasks whose results the file does not hold. At the end its lines are in the order of the tasks, and those of
 * tasks that are no more are gone.
 */
export async function completeResults<Result extends object>(file: string, part: Part<Result>, mode: Mode, { signal, status }: RunOptions): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const held = await readResults<Result>(file);
  // What a killed run left of its last line.
  if (existsSync(file)) await truncate(file, Buffer.byteLength(held.map(formatLine).join('')));
  const byKey = new Map<string, object>(held.map((result) => [result.key, result]));
  const tasks = part.tasks(mode);
  for (const [index, task] of tasks.entries()) {
    if (byKey.has(task.key)) continue;
    // Tasks do not wait for anything, so signals need a turn of their own.
    await setImmediate();
    signal.throwIfAborted();
    status(`${part.name}  ${index + 1} of ${tasks.length}  ${task.key}`);
    const result = await runTask(task);
    await appendFile(file, formatLine(result));
    byKey.set(task.key, result);
  }
  await writeFile(file, tasks.map(({ key }) => formatLine(byKey.get(key)!)).join(''));
}

/** A task's result with its key first. */
export async function runTask<Result extends object>(task: Task<Result>): Promise<Keyed<Result>> {
  return { key: task.key, ...(await task.run()) };
}
