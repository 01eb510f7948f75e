/** Reading: however cut the same, errors where they are, files that change, handles given back. */
import { appendFile, readFile, rename, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { formatJson, type Summary, summaryToJson } from '@datasig/core';
import type { Shard, Source } from '@datasig/core/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf, firstPlace, gzip, idxPair, openFileCount, summarize, uidOf, useFolder, zstd } from '../test/dataset.ts';

const folder = useFolder();

/** Cells with all that delimited text can hold. */
const cell = fc.oneof(fc.string(), fc.constantFrom('', '"', '\n', '\r\n', ',', '""\n""', ' é€𐐷 '));
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('however a file is cut, it is the same dataset', () => {
  test('CSV', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 40 }), fc.integer({ min: 1, max: 200 }), fc.boolean(), async (rows, shardByteLength, lastLineEnds) => {
        const lines = rows.map((row) => row.map(quote).join(','));
        await folder.write({ 'a.csv': ['"x\n,",y', ...lines].join('\r\n') + (lastLineEnds ? '\n' : '') });
        await checkCutting(folder.open('a.csv'), shardByteLength, rows.length);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('JSON Lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 100 }), async (values, shardByteLength) => {
        await folder.write({ 'a.jsonl': values.map((value) => JSON.stringify(value)).join('\n\n') });
        await checkCutting(folder.open('a.jsonl'), shardByteLength, values.length);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é'), maxLength: 60 }), fc.integer({ min: 1, max: 30 }), async (text, shardByteLength) => {
        await folder.write({ 'a.txt': text });
        await checkCutting(folder.open('a.txt'), shardByteLength, text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('IDX', async () => {
    const { images, labels } = idxPair(30);
    await folder.write({ 'x-images-idx3-ubyte': images, 'x-labels-idx1-ubyte': labels });
    for (const shardByteLength of [1, 7, 8, 50, 10_000]) await checkCutting(folder.open('.'), shardByteLength, 30);
  });

  test('Arrow, as a file, as a stream and compressed', async () => {
    const vector = (name: string): Promise<Uint8Array> => readFile(new URL(`../../../vectors/formats/nested/${name}`, import.meta.url));
    const file = await vector('pyarrow-lz4-batches.arrow');
    await folder.write({ 'a.arrow': file, 'b.arrows': await vector('pyarrow-large-zstd.arrows'), 'c.feather.gz': gzip(file), 'd.ipc.zst': zstd(await vector('polars-views-lz4.arrow')) });
    const uids = await Promise.all(['a.arrow', 'b.arrows', 'c.feather.gz', 'd.ipc.zst'].map((name) => uidOf(folder.open(name))));
    expect(new Set(uids).size).toBe(1);
    for (const shardByteLength of [1, 10_000]) await checkCutting(folder.open('a.arrow'), shardByteLength, 12);
  });

  async function checkCutting(source: Source, shardByteLength: number, recordCount: number): Promise<void> {
    const whole = await summarize(source);
    const shards = await source.shards({ shardByteLength });
    expect(written(await summarize(source, shards))).toBe(written(whole));
    expect(whole.records.count).toBe(BigInt(recordCount));
    shards.forEach((shard, index) => expect(shard.continues ?? false).toBe(index > 0));
  }
});

/** Without the 4 KiB of state, which the UID stands for. */
function written(summary: Summary): string {
  return formatJson(summaryToJson({ ...summary, identity: { ...summary.identity!, state: null } }));
}

test('compressed files are never cut', async () => {
  await folder.write({ 'a.csv.gz': gzip(`x\n${'1\n'.repeat(1000)}`) });
  expect(await folder.open('a.csv.gz').shards({ shardByteLength: 1 })).toEqual(await folder.open('a.csv.gz').shards());
});

describe('an invalid record', () => {
  const good = Array.from({ length: 50 }, (_, index) => `${index},"a\n${index}"\n`).join('');
  test.each([
    ['a.csv', `x,y\n${good}1,2,3\n${good}`, 'ragged-row'],
    ['a.csv', `x,y\r\n${good}1,"2" \n`, 'invalid-csv'],
    ['a.csv', `x,y\n${good}1,"2`, 'invalid-csv'],
    ['a.jsonl', `${'{"a":1}\n\n'.repeat(50)}{"a":}\n`, 'invalid-json'],
    ['a.jsonl', `${'{"a":1}\n'.repeat(50)}{"a":1,"a":2}\n`, 'duplicate-key'],
    ['a.txt', Buffer.concat([Buffer.from('é\n'.repeat(50)), Buffer.from([0xff, 0x0a])]), 'invalid-utf8'],
  ])('in %s is told with its place in the file, however it is cut (%#)', async (name, content, code) => {
    await folder.write({ [name]: content });
    const source = folder.open(name);
    const whole = await firstPlace(source, await source.shards());
    expect(whole).toMatchObject({ code, position: { file: name, line: expect.any(Number) } });
    for (const shardByteLength of [1, 20, 100]) {
      const { position } = await firstPlace(source, await source.shards({ shardByteLength }));
      expect({ ...position, row: undefined }).toEqual({ ...whole.position, row: undefined });
    }
  });

  test('in a damaged file is told with the name of the file', async () => {
    await folder.write({ 'a.csv.gz': gzip(`x\n${Array.from({ length: 50_000 }, (_, index) => `${index * index}\n`).join('')}`).subarray(0, -20) });
    const source = folder.open('a.csv.gz');
    expect(await firstPlace(source, await source.shards())).toMatchObject({ code: 'truncated', position: { file: 'a.csv.gz' } });
  });
});

describe('a file that changes', () => {
  const csv = `x,y\n${'1,2\n'.repeat(20_000)}`;

  async function shardOf(source: Source): Promise<Shard> {
    const [shard] = await source.shards();
    return shard!;
  }

  test('before it is read is not read', async () => {
    await folder.write({ 'a.csv': csv });
    const source = folder.open('a.csv');
    const shard = await shardOf(source);
    await appendFile(join(folder.path, 'a.csv'), '1,2\n');
    expect(await failureOf(summarize(source, [shard]))).toMatchObject({ code: 'source-changed', retryable: true, context: { file: 'a.csv' } });
    await folder.write({ 'a.csv': csv });
    await utimes(join(folder.path, 'a.csv'), 1, 1);
    expect(await failureOf(summarize(source, [shard]))).toMatchObject({ code: 'source-changed' });
  });

  test.each([['1,2\n'], ['no csv']])('while it is read makes the reading fail (%j)', async (more) => {
    await folder.write({ 'a.csv': csv });
    const source = folder.open('a.csv');
    const shard = await shardOf(source);
    const reading = (async () => {
      let changed = false;
      for await (const _ of source.read(shard)) {
        if (!changed) await appendFile(join(folder.path, 'a.csv'), more);
        changed = true;
      }
    })();
    expect(await failureOf(reading)).toMatchObject({ code: 'source-changed' });
  });

  test('and breaks its format thereby is told to have changed', async () => {
    await folder.write({ 'a.jsonl': '{"a":1}\n'.repeat(20_000) });
    const source = folder.open('a.jsonl');
    const shard = await shardOf(source);
    const reading = (async () => {
      let changed = false;
      for await (const _ of source.read(shard)) {
        if (!changed) await folder.write({ 'a.jsonl': 'x'.repeat(160_000) });
        changed = true;
      }
    })();
    expect(await failureOf(reading)).toMatchObject({ code: 'source-changed' });
  });

  test('that is replaced while it is read was the old one', async () => {
    await folder.write({ 'a.csv': csv, 'b.csv': 'x,y\n' });
    const source = folder.open('a.csv');
    const before = await uidOf(source);
    const shard = await shardOf(source);
    let recordCount = 0;
    for await (const batch of source.read(shard)) {
      if (recordCount === 0) await rename(join(folder.path, 'b.csv'), join(folder.path, 'a.csv'));
      recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
    }
    expect(recordCount).toBe(20_000);
    expect(await readFile(join(folder.path, 'a.csv'), 'utf8')).toBe('x,y\n');
    expect(before).not.toBe(await uidOf(folder.open('a.csv')));
  });

  test('that is gone is not found', async () => {
    await folder.write({ 'a.csv': csv });
    const source = folder.open('a.csv');
    const shard = await shardOf(source);
    await rename(join(folder.path, 'a.csv'), join(folder.path, 'b.csv'));
    expect(await failureOf(summarize(source, [shard]))).toMatchObject({ code: 'source-not-found' });
  });
});

test('a link to itself cannot be read', async () => {
  await symlink(join(folder.path, 'a.csv'), join(folder.path, 'a.csv'));
  expect(await failureOf(folder.open('a.csv').describe())).toMatchObject({ code: 'source-unreadable', context: { errno: 'ELOOP' } });
});

describe('handles are given back', () => {
  const large = `x,y\n${'12345,67890\n'.repeat(20_000)}`;

  test.each([['a.csv'], ['a.csv.gz']])('when reading %s ends early, fails or is cancelled', async (name) => {
    await folder.write({ 'a.csv': large, 'a.csv.gz': gzip(large), 'bad.csv': `${large}1\n` });
    const source = folder.open(name);
    const [shard] = await source.shards();
    const before = await openFileCount();
    for await (const _ of source.read(shard!)) break;
    expect(await openFileCount()).toBe(before);

    const bad = folder.open('bad.csv');
    await failureOf(summarize(bad));
    expect(await openFileCount()).toBe(before);

    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = (async () => {
      for await (const _ of source.read(shard!, { signal: controller.signal })) controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    expect(await openFileCount()).toBe(before);
  });

  test('when planning is cancelled', async () => {
    await folder.write({ 'a.csv': large });
    const before = await openFileCount();
    const reason = new Error('enough');
    await expect(folder.open('a.csv').shards({ shardByteLength: 1000, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(folder.open('a.csv').describe(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await openFileCount()).toBe(before);
  });

  test('and a cancelled look is taken again', async () => {
    await folder.write({ 'a.csv': large });
    const source = folder.open('a.csv');
    await expect(source.describe(AbortSignal.abort())).rejects.toThrow('aborted');
    expect(await source.describe()).toMatchObject({ name: 'a' });
  });
});
