/** Ctrl-C and kill -9: no half file, no harm to the old one, and the run goes on later with the same bytes. */
import { createWriteStream, readdirSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { outcomeOf, useWorkplace } from './command.ts';

const workplace = useWorkplace();
/** Several checkpoints' worth. */
const rowCount = 1_000_000;

beforeEach(async () => {
  const stream = createWriteStream(join(workplace.path, 'long.csv'));
  stream.write('id,text\n');
  for (let id = 0; id < rowCount; id += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) => `${id + index},${'some text of a row '.repeat(3)}${id + index}\n`);
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  await new Promise((resolve) => stream.end(resolve));
});

const checkpoints = (): string[] => {
  const folder = join(workplace.path, '.datasig-state');
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.json'));
};

async function checkpointed(count: number): Promise<void> {
  while (checkpoints().length < count) await new Promise((resolve) => setTimeout(resolve, 20));
}

it('ends cleanly on Ctrl-C, and resumes', async () => {
  workplace.write({ 'old.csv': 'id\n1\n' });
  await workplace.json(['fingerprint', 'old.csv', '-o', 'long.datasig.json']);
  const old = workplace.read('long.datasig.json');
  const child = workplace.start(['fingerprint', 'long.csv', '--resume']);
  const outcome = outcomeOf(child);
  await checkpointed(1);
  child.kill('SIGINT');
  expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('[cancelled]') as string });
  expect(workplace.read('long.datasig.json')).toBe(old);
  expect(workplace.list()).toEqual(['.datasig-state', 'long.csv', 'long.datasig.json', 'old.csv']);
  expect(await workplace.json(['fingerprint', 'long.csv', '--resume', '-o', 'resumed.datasig.json'])).toMatchObject({ recordCount: `${rowCount}`, run: { resumedShardCount: expect.toSatisfy((count: number) => count >= 1) as number } });
  await workplace.json(['fingerprint', 'long.csv', '-o', 'whole.datasig.json']);
  expect(workplace.read('resumed.datasig.json')).toBe(workplace.read('whole.datasig.json'));
});

it('ends cleanly on Ctrl-C before the first byte has come', async () => {
  const child = workplace.start(['fingerprint', '-', '--format', 'csv']);
  const outcome = outcomeOf(child);
  // Nothing tells that it waits; by then it does.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  child.kill('SIGINT');
  expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('[cancelled]') as string });
  child.stdin!.destroy();
});

it('survives kill -9', async () => {
  const child = workplace.start(['fingerprint', 'long.csv', '--resume']);
  const outcome = outcomeOf(child);
  await checkpointed(1);
  child.kill('SIGKILL');
  expect(await outcome).toMatchObject({ code: null, stdout: '' });
  expect(workplace.list()).toEqual(['.datasig-state', 'long.csv']);
  expect(await workplace.json(['fingerprint', 'long.csv', '--resume'])).toMatchObject({ recordCount: `${rowCount}` });
  expect(workplace.list()).toEqual(['long.csv', 'long.datasig.json']);
});
