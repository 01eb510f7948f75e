/** The demo from end to end: the real data, the built command, the table. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFingerprint } from '@datasig/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QuickstartResult } from '../src/result.ts';
import { type Run, runQuickstart } from './run-quickstart.ts';

/** UIDs of the real data; they must never change. */
const knownUids: Readonly<Record<string, string>> = {
  'mnist-train': 'dsu1:506482f0bb6701b710d94418721279e2d3f3ea5c3608e04eed096583e78fe0ed',
  'mnist-test': 'dsu1:bbdfb6fa561966ce3bce414d8109bf49f1397c34f6e0af53ff02dba2f8a9e814',
  flights: 'dsu1:483f148e44f55f542896efc8aafedb306d14008379e5e50b912d99714c5c2a11',
};

const runs: Run[] = [];
let page: Run;
let json: Run;
let result: QuickstartResult & { readonly passed: boolean };

async function start(...parameters: Parameters<typeof runQuickstart>): Promise<Run> {
  const run = await runQuickstart(...parameters);
  runs.push(run);
  return run;
}

beforeAll(async () => {
  [page, json] = await Promise.all([start([]), start(['--json'])]);
  result = JSON.parse(json.stdout) as typeof result;
});

afterAll(async () => {
  for (const run of runs) await rm(dirname(run.outputFolder), { recursive: true });
});

test('both forms succeed and leave nothing but the fingerprint files', async () => {
  for (const run of [page, json]) {
    expect(run).toMatchObject({ exitCode: 0, stderr: '', leftovers: [] });
    expect((await readdir(run.outputFolder)).sort()).toEqual(result.fingerprints.map(({ name }) => `${name}.datasig.json`).sort());
  }
});

test('the files hold what was printed', async () => {
  for (const { name, uid, recordCount, file } of result.fingerprints) {
    expect(file).toBe(join(json.outputFolder, `${name}.datasig.json`));
    const fingerprint = readFingerprint(await readFile(file));
    expect(fingerprint.identity?.uid).toBe(uid);
    expect(fingerprint.records.count).toBe(BigInt(recordCount));
    expect(page.stdout).toContain(`${uid.slice(0, 13)}…`);
  }
});

test('the fingerprints are those of the real data', () => {
  const entries = new Map(result.fingerprints.map((entry) => [entry.name, entry]));
  for (const [name, uid] of Object.entries(knownUids)) expect(entries.get(name)?.uid).toBe(uid);
  expect(Object.fromEntries(result.fingerprints.map(({ name, recordCount }) => [name, recordCount]))).toEqual({
    'mnist-train': 60_000, 'mnist-half': 30_000, 'mnist-test': 10_000, 'mnist-all': 70_000, flights: 200_000, 'flights-csv': 200_000, 'flights-edited': 200_000,
  });
  expect(entries.get('flights-csv')?.uid).toBe(entries.get('flights')?.uid);
  expect(entries.get('flights-edited')?.uid).not.toBe(entries.get('flights')?.uid);
});

test('the table of the announcement is reproduced, and every true value is inside its interval', () => {
  const [itself, half, other, merged, csv, edited] = result.comparisons;
  expect(result.comparisons.map(({ truth }) => truth.jaccard)).toEqual([1, 0.5, 0, 1 / 7, 1, 193_926 / 193_928]);
  for (const { truth, jaccard } of result.comparisons) {
    expect(jaccard.lower).toBeLessThanOrEqual(truth.jaccard);
    expect(jaccard.upper).toBeGreaterThanOrEqual(truth.jaccard);
    expect(jaccard.upper - jaccard.lower).toBeLessThan(0.07);
  }
  expect([itself, half, other, merged].map((entry) => entry?.announced)).toEqual([1, 0.5, 0, 0.1428]);
  expect([itself, half, other, merged, csv, edited].map((entry) => entry?.relation)).toEqual(['identical', 'superset', 'disjoint', 'superset', 'identical', 'equal']);
  expect(result.passed).toBe(true);
});

test('the page shows the table within 80 columns, without colours', () => {
  expect(page.stdout).not.toContain('\u001B');
  expect(page.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const rows = page.stdout.split('\n').filter((line) => line.endsWith('✓')).map((line) => line.trim().split(/ {2,}/).slice(0, 4));
  expect(rows.slice(0, 4)).toEqual([
    ['mnist-train', 'mnist-train', '100 %', '100 %'],
    ['mnist-train', 'mnist-half', '50 %', '50 %'],
    ['mnist-train', 'mnist-test', '0 %', '0 %'],
    ['mnist-all', 'mnist-test', '14.28 %', '14.29 %'],
  ]);
  expect(rows).toHaveLength(result.comparisons.length);
  expect(page.stdout).toContain('datasig fingerprint my.csv');
});

test('an interruption ends it cleanly', async () => {
  const run = await start([], (stdout, child) => {
    if (stdout.includes('mnist-train')) child.kill('SIGINT');
  });
  expect(run).toMatchObject({ exitCode: 130, leftovers: [] });
  expect(run.stderr).toContain('interrupted');
  expect(run.stdout).not.toContain('flights');
  for (const name of await readdir(run.outputFolder)) readFingerprint(await readFile(join(run.outputFolder, name)));
});

test('wrong arguments are told with the help', async () => {
  const run = await start(['--nothing']);
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('--json');
  expect(await start(['--help'])).toMatchObject({ exitCode: 0, stderr: '' });
});

test('a folder that cannot be made is told in one line', async () => {
  const run = await start(['--output', join(import.meta.filename, 'below-a-file')]);
  expect(run).toMatchObject({ exitCode: 3, leftovers: [] });
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
});
