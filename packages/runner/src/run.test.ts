import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFingerprint } from '@datasig/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArraySource, makeRows } from '../test/array-source.ts';
import type { Progress } from './progress.ts';
import { fingerprint } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-runner-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = async (source: ArraySource, options: Parameters<typeof fingerprint>[1] = {}): Promise<string> => writeFingerprint((await fingerprint(source, options)).fingerprint);

describe('a run', () => {
  it('gives the same bytes however the source is cut', async () => {
    const whole = await write(new ArraySource(makeRows(500)));
    for (const shardByteLength of [1, 7, 100, 499, 5000]) expect(await write(new ArraySource(makeRows(500)), { shardByteLength })).toBe(whole);
  });

  it('is told about its progress, last of all when it is done', async () => {
    const reports: Progress[] = [];
    const { statistics } = await fingerprint(new ArraySource(makeRows(100)), { onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toMatchObject({ recordCount: 100, byteLength: 100, totalByteLength: 100, remainingMs: 0 });
    expect(statistics).toMatchObject({ recordCount: 100, byteLength: 100, shardCount: 1, resumedShardCount: 0 });
  });

  it('names the dataset as it is told', async () => {
    expect((await fingerprint(new ArraySource(makeRows(1)), { name: 'other' })).fingerprint.dataset.name).toBe('other');
  });

  it('warns of an empty dataset', async () => {
    const { fingerprint: empty, warnings } = await fingerprint(new ArraySource([]));
    expect(empty.records.count).toBe(0n);
    expect(warnings.map(({ code }) => code)).toEqual(['no-records']);
  });

  it('refuses columns that a declared schema lacks, and warns of them where nothing is declared', async () => {
    const preparation = { casts: { nme: { to: 'integer' } as const } };
    const declared = new ArraySource(makeRows(1), { schema: [{ name: 'id', type: { type: 'integer' } }] });
    await expect(fingerprint(declared, { preparation })).rejects.toMatchObject({ code: 'unknown-column', message: expect.stringContaining('"id"') as string });
    expect((await fingerprint(new ArraySource(makeRows(1)), { preparation })).warnings).toMatchObject([{ code: 'unknown-column', message: expect.stringContaining('"nme"') as string }]);
  });

  it('counts rows on from shard to shard in the places of errors', async () => {
    const rows = [...makeRows(25), { id: '\ud800' }];
    await expect(fingerprint(new ArraySource(rows), { shardByteLength: 10 })).rejects.toMatchObject({ code: 'lone-surrogate', position: { file: 'rows', row: 26, line: 6, column: 'id' } });
  });

  it('refuses a shard whose records are not as many as were planned', async () => {
    const source = new ArraySource(makeRows(20));
    const shards = await source.shards();
    source.shards = async () => [{ ...shards[0]!, recordCount: 19 }];
    await expect(fingerprint(source)).rejects.toMatchObject({ code: 'shard-coverage' });
  });
});

describe('cancelling', () => {
  it('ends before anything is read', async () => {
    const source = new ArraySource(makeRows(20));
    await expect(fingerprint(source, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(source.reads).toEqual([]);
  });

  it('ends in the middle and keeps what was checkpointed', async () => {
    const controller = new AbortController();
    const source = new ArraySource(makeRows(100));
    source.onBatch = (row) => {
      if (row === 50) controller.abort(new Error('enough'));
    };
    const options = { shardByteLength: 20, stateFolder: folder };
    await expect(fingerprint(source, { ...options, signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled', cause: new Error('enough') });
    const again = new ArraySource(makeRows(100));
    const { fingerprint: resumed, statistics } = await fingerprint(again, options);
    expect(again.reads).toEqual(['40-60', '60-80', '80-100']);
    expect(statistics).toMatchObject({ shardCount: 5, resumedShardCount: 2, byteLength: 60 });
    expect(writeFingerprint(resumed)).toBe(await write(new ArraySource(makeRows(100))));
  });

  it('lets timers run while it reads', async () => {
    const source = new ArraySource(makeRows(200_000));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await expect(fingerprint(source, { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('checkpoints', () => {
  const options = { shardByteLength: 20, stateFolder: '' };
  /** A run that fails in its last shard, and so leaves the checkpoints of the others. */
  async function interrupt(): Promise<string> {
    options.stateFolder = folder;
    const source = new ArraySource(makeRows(100));
    source.onBatch = (row) => {
      if (row === 90) throw new Error('power cut');
    };
    await expect(fingerprint(source, options)).rejects.toThrow('power cut');
    const [plan] = readdirSync(folder);
    expect(readdirSync(join(folder, plan!))).toEqual(['shard-000000.json', 'shard-000001.json', 'shard-000002.json', 'shard-000003.json']);
    return join(folder, plan!);
  }

  it('stay until the fingerprint is safe, then the folder goes too', async () => {
    await interrupt();
    await fingerprint(new ArraySource(makeRows(100)), options);
    const source = new ArraySource(makeRows(100));
    const { statistics, discardCheckpoints } = await fingerprint(source, options);
    expect(source.reads).toEqual([]);
    expect(statistics).toMatchObject({ shardCount: 5, resumedShardCount: 5, byteLength: 0 });
    await discardCheckpoints();
    expect(() => readdirSync(folder)).toThrow('ENOENT');
    mkdirSync(folder);
  });

  it.each<[string, (text: string, other: string) => string]>([
    ['cut off', (text) => text.slice(0, text.length / 2)],
    ['of zero bytes', () => ''],
    ['damaged', (text) => text.replace(/"uid":"dsu1:./, '"uid":"dsu1:x')],
    ['another shard\'s', (_, other) => other],
    ['not JSON', () => 'null'],
  ])('%s are not used', async (_, change) => {
    const state = await interrupt();
    const file = join(state, 'shard-000001.json');
    writeFileSync(file, change(readFileSync(file, 'utf8'), readFileSync(join(state, 'shard-000002.json'), 'utf8')));
    const source = new ArraySource(makeRows(100));
    expect(await write(source, options)).toBe(await write(new ArraySource(makeRows(100))));
    expect(source.reads).toEqual(['20-40', '80-100']);
  });

  it.each<[string, () => [ArraySource, Parameters<typeof fingerprint>[1]]]>([
    ['other data', () => [new ArraySource(makeRows(101)), options]],
    ['another revision', () => [new ArraySource(makeRows(100), { revision: '2' }), options]],
    ['another cut', () => [new ArraySource(makeRows(100)), { ...options, shardByteLength: 30 }]],
    ['another key', () => [new ArraySource(makeRows(100)), { ...options, key: new Uint8Array(32) }]],
    ['another sketch', () => [new ArraySource(makeRows(100)), { ...options, sketches: [{ scheme: 'bottom-k/1', k: 10 }] }]],
    ['another cast', () => [new ArraySource(makeRows(100)), { ...options, preparation: { casts: { id: { to: 'decimal' } } } }]],
  ])('of a run with %s are not used', async (_, other) => {
    await interrupt();
    const [source, otherOptions] = other();
    const { statistics } = await fingerprint(source, otherOptions);
    expect(statistics.resumedShardCount).toBe(0);
  });

  it('need a source that can be read again', async () => {
    const source = new ArraySource(makeRows(1), { capabilities: { reopenable: false, columnSelection: false, untypedText: false } });
    await expect(fingerprint(source, { stateFolder: folder })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('say when the folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(fingerprint(new ArraySource(makeRows(1)), { stateFolder: file })).rejects.toMatchObject({ code: 'state-unusable' });
  });

  it('never hold a key', async () => {
    const key = new Uint8Array(32).map((_, index) => index + 65);
    const source = new ArraySource(makeRows(40));
    source.onBatch = (row) => {
      if (row === 30) throw new Error('power cut');
    };
    await expect(fingerprint(source, { shardByteLength: 20, stateFolder: folder, key })).rejects.toThrow('power cut');
    const [plan] = readdirSync(folder);
    const text = readFileSync(join(folder, plan!, 'shard-000000.json'), 'utf8');
    expect(text).not.toContain(Buffer.from(key).toString('hex'));
    expect(text).not.toContain(Buffer.from(key).toString('base64'));
  });
});
