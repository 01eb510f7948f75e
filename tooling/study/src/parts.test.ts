/** The committed results are those that the tasks give, and the committed page and figures those that the results give. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDocuments } from './docs/documents.ts';
import type { Mode } from './part.ts';
import { parts } from './parts.ts';
import { documentsFolder, resultsFolder } from './paths.ts';
import { formatLine, readResults, runTask } from './result-file.ts';

/** Of each part's tasks so many, spread over all of them, are done again. */
const repeated: Readonly<Record<string, number>> = { mnist: 1, 'mnist-classic': 1, classic: 4, edits: 7, attacks: 2, privacy: 4, identity: 4, detection: 12, 'spot-checks': 3, estimators: 6, accuracy: 30 };
/** Holds tasks that sum up MNIST by a hash for each place, that take long by design, or that measure time. */
const slow = /^training|^time|blake3|sha-1/;

test('the committed page and figures are up to date: `pnpm study --write-docs` makes them so', async () => {
  const documents = await makeDocuments(documentsFolder);
  const committed = new Map<string, string>();
  for (const name of documents.keys()) committed.set(name, await readFile(join(documentsFolder, name), 'utf8'));
  expect(committed).toEqual(documents);
});

test.each(parts.map((part) => [part.name, part] as const))('%s: the quick results are complete, and in order', async (name, part) => {
  const results = await readResults(join(resultsFolder(documentsFolder, 'quick'), `${name}.jsonl`));
  expect(results.map(({ key }) => key)).toEqual(part.tasks('quick').map(({ key }) => key));
});

test.each(parts.filter(({ name }) => name in repeated).map((part) => [part.name, part] as const))('%s: tasks give their committed results again', async (name, part) => {
  const committed = new Map((await readResults(join(resultsFolder(documentsFolder, 'quick'), `${name}.jsonl`))).map((result) => [result.key, formatLine(result)]));
  const tasks = part.tasks('quick').filter(({ key }) => name.startsWith('mnist') ? key === 'training : test' : !slow.test(key));
  const step = Math.max(1, Math.floor(tasks.length / repeated[name]!));
  const chosen = tasks.filter((_, index) => index % step === 0);
  expect(chosen.length).toBeGreaterThan(0);
  for (const task of chosen) expect(formatLine(await runTask(task))).toBe(committed.get(task.key));
});

test.each(['quick', 'full'] satisfies Mode[])('no two tasks of the %s run have one key', (mode) => {
  for (const part of parts) {
    const keys = part.tasks(mode).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  }
});
