/** The committed results are those that the tasks give, and the committed page and figures those that the results give. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDocuments } from './docs/documents.ts';
import type { Mode } from './part.ts';
import { parts } from './parts.ts';
import { documentsFolder, resultsFolder } from './paths.ts';
import type { MnistResult } from './real/mnist.ts';
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

/** Of the full run, tasks that do not take long. Those of `mnist` do, and those of `mnist-classic` are the same in both runs. */
const cheapInFull: Readonly<Record<string, RegExp>> = {
  classic: /single-sha256 k=400 n=1400 1:1 J=0.5$/,
  edits: /^icons (poisoned|subsampled)$/,
  attacks: /^scaled .* plain$/,
  detection: /^(changed|removed) 0.05 of 10000 k=(64|400)$/,
  'spot-checks': /^(bottom-k|xor-masks|set-sketch-8) k=64 n=400 1:1 J=0.5$/,
  estimators: /k=64 n=10000 1:(1|10) J=0.9$/,
  // Cells that share their records are all done with the first of them.
  accuracy: /^(?!k-mins-universal|linear).* k=64 n=400 1:10 J=0.5$|^linear-permutations k=64 n=50 1:10 J=0.5$/,
};

test.each(parts.filter(({ name }) => name in cheapInFull).map((part) => [part.name, part] as const))('%s: cheap tasks of the full run give their committed results again', async (name, part) => {
  const results = await readResults(join(resultsFolder(documentsFolder, 'full'), `${name}.jsonl`));
  const committed = new Map(results.map((result) => [result.key, formatLine(result)]));
  const chosen = part.tasks('full').filter(({ key }) => cheapInFull[name]!.test(key));
  expect(chosen.length).toBeGreaterThan(0);
  for (const task of chosen) expect(formatLine(await runTask(task))).toBe(committed.get(task.key));
});

/** Times are worth nothing of a machine that does other things beside. */
const onlyOnIdleMachines: readonly string[] = ['costs'];

test.each(parts.filter(({ name }) => !onlyOnIdleMachines.includes(name)).map((part) => [part.name, part] as const))('%s: the full results are complete, and in order', async (name, part) => {
  const results = await readResults(join(resultsFolder(documentsFolder, 'full'), `${name}.jsonl`));
  expect(results.map(({ key }) => key)).toEqual(part.tasks('full').map(({ key }) => key));
});

test('mnist-classic: both runs are one', async () => {
  const [quick, full] = await Promise.all((['quick', 'full'] as const).map((mode) => readFile(join(resultsFolder(documentsFolder, mode), 'mnist-classic.jsonl'), 'utf8')));
  expect(full).toBe(quick);
});

test('mnist: both runs agree where sketches have the same k', async () => {
  const [quick, full] = await Promise.all((['quick', 'full'] as const).map((mode) => readResults<MnistResult>(join(resultsFolder(documentsFolder, mode), 'mnist.jsonl'))));
  for (const row of quick!) {
    const other = full!.find(({ key }) => key === row.key)!;
    expect(other.truth).toBe(row.truth);
    const common = row.schemes.filter(({ scheme, k }) => other.schemes.some((each) => each.scheme === scheme && each.k === k));
    expect(common.length).toBeGreaterThan(8);
    for (const estimate of common) expect(other.schemes).toContainEqual(estimate);
  }
});

test.each(['quick', 'full'] satisfies Mode[])('no two tasks of the %s run have one key', (mode) => {
  for (const part of parts) {
    const keys = part.tasks(mode).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  }
});
