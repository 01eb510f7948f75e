/** Runs on several threads: the same fingerprints, the same errors, clear ends. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatasigError, defaultKernel, InvalidDataError, SourceError, writeFingerprint } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { files } from '@datasig/files';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import connector from '../test/thread-connector.ts';
import type { RunOptions } from './options.ts';
import type { Progress } from './progress.ts';
import { fingerprint } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-threads-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/formats/${name}`, import.meta.url));
const rowCount = 3000;
const makeLines = (line: (id: number) => string): string => Array.from({ length: rowCount }, (_, id) => line(id)).join('');
const csv = `id,note,day\n${makeLines((id) => `${id},"note ""${id}""\nand more",2024-01-${`${(id % 28) + 1}`.padStart(2, '0')}\n`)}`;
const jsonl = makeLines((id) => `{"id": ${id}, "note": "note ${id}", "price": ${id}.50}\n`);
const casts = { id: { to: 'integer' }, day: { to: 'date' } } as const;

describe('any number of threads', () => {
  it.each<[string, string, string | Uint8Array, RunOptions]>([
    ['CSV', 'a.csv', csv, { preparation: { casts } }],
    ['CSV, keyed, two sketches', 'a.csv', csv, { key: new Uint8Array(32).fill(7), sketches: [{ scheme: 'bottom-k/1', k: 50 }, { scheme: 'scaled/1', scale: 10 }] }],
    ['CSV, some columns, no identity', 'a.csv', csv, { preparation: { columns: ['note'], nullTokens: ['x'] }, identity: false, fields: false }],
    ['JSON Lines', 'a.jsonl', jsonl, { preparation: { casts: { price: { to: 'decimal' } } } }],
    ['text', 'a.txt', jsonl, {}],
    ['Parquet', 'a.parquet', vector('many-pages/pyarrow-v2-zstd.parquet'), {}],
    ['Arrow', 'a.arrow', vector('nested/pyarrow-lz4-batches.arrow'), {}],
  ])('gives the same bytes of %s', async (_, name, content, options) => {
    writeFileSync(join(folder, name), content);
    const run = (threads: number): ReturnType<typeof fingerprint> => fingerprint(files({ locations: name, workingDirectory: folder }), { ...options, threads, shardByteLength: 5000 });
    const one = await run(1);
    expect(one.statistics).toMatchObject({ threadCount: 1, kernel: 'wasm-simd' });
    for (const threads of [2, 4]) {
      const { fingerprint: made, statistics } = await run(threads);
      expect(writeFingerprint(made)).toBe(writeFingerprint(one.fingerprint));
      expect(statistics).toMatchObject({ kernel: 'wasm-simd', threadCount: Math.min(threads, statistics.shardCount), shardCount: one.statistics.shardCount, byteLength: one.statistics.byteLength, recordCount: one.statistics.recordCount });
    }
  });

  it('gives the same parts', async () => {
    for (const [name, content] of [['a.csv', csv], ['b.csv', 'id\n1\n'], ['c.csv', csv], ['d.csv', 'x,y\n']]) writeFileSync(join(folder, name!), content!);
    const [one, four] = await Promise.all([1, 4].map((threads) => fingerprint(files({ locations: '.', workingDirectory: folder, perFile: true }), { threads, shardByteLength: 9000 })));
    expect(writeFingerprint(four!.fingerprint)).toBe(writeFingerprint(one!.fingerprint));
    expect(four!.fingerprint.parts).toHaveLength(4);
  });

  it('tells progress of all threads', async () => {
    writeFileSync(join(folder, 'a.csv'), csv);
    const reports: Progress[] = [];
    await fingerprint(files({ locations: 'a.csv', workingDirectory: folder }), { threads: 2, shardByteLength: 5000, onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toMatchObject({ recordCount: rowCount, byteLength: csv.length, totalByteLength: csv.length, remainingMs: 0 });
  });
});

describe('one thread is used', () => {
  it.each<[string, RunOptions]>([
    ['for little data', { threads: 4 }],
    ['with a kernel of the caller', { threads: 4, shardByteLength: 5000, kernel: defaultKernel }],
    ['when asked for', { threads: 1, shardByteLength: 5000 }],
  ])('%s', async (_, options) => {
    writeFileSync(join(folder, 'a.csv'), csv);
    expect((await fingerprint(files({ locations: 'a.csv', workingDirectory: folder }), options)).statistics.threadCount).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN])('%s threads are refused', async (threads) => {
    writeFileSync(join(folder, 'a.csv'), csv);
    await expect(fingerprint(files({ locations: 'a.csv', workingDirectory: folder }), { threads })).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringContaining('threads') as string });
  });
});

const faulty = async (faults: Readonly<Record<string, Json>>, options: RunOptions): Promise<unknown> => {
  const source = await connector.open({ locations: [], workingDirectory: folder, options: faults });
  return fingerprint(source, { shardByteLength: 1, ...options }).then(() => undefined, (error: unknown) => error);
};

it('goes on with another number of threads', async () => {
  const stateFolder = join(folder, 'state');
  expect(await faulty({ 6: 'invalid' }, { threads: 3, stateFolder })).toMatchObject({ code: 'invalid-json', position: { row: 607 } });
  for (const threads of [1, 2]) {
    const source = await connector.open({ locations: [], workingDirectory: folder, options: {} });
    const { fingerprint: resumed, statistics } = await fingerprint(source, { shardByteLength: 1, threads, stateFolder });
    expect(statistics.resumedShardCount).toBeGreaterThanOrEqual(6);
    expect(writeFingerprint(resumed)).toBe(writeFingerprint((await fingerprint(source, { threads: 1 })).fingerprint));
  }
});

it('leaves nothing of the source in use when another thread has failed', async () => {
  const source = await connector.open({ locations: [], workingDirectory: folder, options: { 1: 'invalid', little: true } });
  let reading = 0;
  const { read } = source;
  source.read = async function* (...parameters) {
    reading++;
    try {
      // This thread begins with the first shard; its next one is read until the run ends.
      if (parameters[0].id !== '0') await new Promise((resolve) => parameters[1]!.signal!.addEventListener('abort', resolve));
      yield* read.apply(source, parameters);
    } finally {
      reading--;
    }
  };
  await expect(fingerprint(source, { shardByteLength: 1, threads: 2 })).rejects.toMatchObject({ code: 'invalid-json' });
  expect(reading).toBe(0);
});

describe('an error', () => {
  it.each<[string, Readonly<Record<string, Json>>]>([
    ['of data', { 5: 'invalid' }],
    ['of the source', { 2: 'source' }],
    ['that is a defect', { 0: 'defect' }],
    ['among several is the first of the plan', { 3: 'invalid', 4: 'source', 1: 'invalid', 6: 'defect' }],
  ])('%s is that of one thread', async (_, faults) => {
    const facts = (error: unknown): unknown => {
      const { name, message, code, context, position, reason, retryable, remedy, cause } = error as Partial<Omit<SourceError, 'name'> & InvalidDataError>;
      return { kind: (error as Error).constructor, name, message, code, context, position, reason, retryable, remedy, isOurs: DatasigError.is(error), cause: cause === undefined ? undefined : facts(cause) };
    };
    const one = await faulty(faults, { threads: 1 });
    expect(one).toBeInstanceOf(Error);
    for (const threads of [2, 3, 8]) {
      for (const little of [false, true]) expect(facts(await faulty({ ...faults, little }, { threads }))).toEqual(facts(one));
    }
  });

  it.each<[string, string | Uint8Array, string]>([
    ['ragged.csv', `${csv}7,"secret"\n${csv}`, 'ragged-row'],
    ['open.csv', `${csv}7,"secret\n${csv.slice(12)}`, 'invalid-csv'],
    ['quote.csv', `${csv}7,se"cret,2024-01-01\n${csv.slice(12)}`, 'invalid-csv'],
    ['utf8.csv', Buffer.concat([Buffer.from(`${csv}7,`), Buffer.of(0xff), Buffer.from(`,2024-01-01\n${csv.slice(12)}`)]), 'invalid-utf8'],
    ['cast.csv', `${csv}x7,secret,2024-01-01\n${csv.slice(12)}`, 'cast-failed'],
    ['a.jsonl', `${jsonl}{"id": 1,, "note": "secret"}\n${jsonl}`, 'invalid-json'],
  ])('in %s has the same place', async (name, content, code) => {
    writeFileSync(join(folder, name), content);
    const run = async (options: RunOptions): Promise<DatasigError> => {
      const preparation = name.endsWith('.csv') ? { casts } : {};
      return fingerprint(files({ locations: name, workingDirectory: folder }), { preparation, ...options }).then(() => Promise.reject(new Error('no error')), (error: DatasigError) => error);
    };
    const one = await run({ threads: 1 });
    expect(one.code).toBe(code);
    for (const threads of [2, 4]) {
      const other = await run({ threads, shardByteLength: 5000 });
      expect([other.code, other.message, other.context]).toEqual([one.code, one.message, one.context]);
    }
  });
});

describe('a thread that ends', () => {
  it.each([
    ['by itself', 'exit', 'ended from inside'],
    ['by an uncaught exception', 'throw', 'RangeError'],
  ])('%s is one clear error', async (_, fault, reason) => {
    const error = (await faulty({ 3: fault }, { threads: 2 })) as DatasigError;
    expect(error).toMatchObject({ code: 'thread-failed', message: expect.stringContaining(reason) as string });
    expect(error.message).not.toContain('secret');
  });

  it('for want of memory is one clear error', () => {
    const script = fileURLToPath(new URL('../test/memory.ts', import.meta.url));
    const told = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--max-old-space-size=100', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(JSON.parse(told)).toMatchObject({ code: 'thread-failed', message: expect.stringContaining('ran out of memory') as string });
  });

  it('does not hide an earlier error', async () => {
    expect(await faulty({ 3: 'exit', 2: 'invalid' }, { threads: 2 })).toMatchObject({ code: 'invalid-json', position: { row: 207 } });
  });

  it('is not waited for when an earlier shard has failed', async () => {
    expect(await faulty({ 0: 'invalid', 1: 'busy' }, { threads: 2 })).toMatchObject({ code: 'invalid-json' });
  });

  it('is ended by cancelling, whatever it does', async () => {
    const controller = new AbortController();
    const run = faulty({ 2: 'busy', 3: 'busy' }, { threads: 2, signal: controller.signal, onProgress: ({ recordCount }) => recordCount > 0 && setTimeout(() => controller.abort(new Error('enough')), 200) });
    expect(await run).toMatchObject({ code: 'cancelled', cause: new Error('enough') });
  });
});
