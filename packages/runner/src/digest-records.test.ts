/** Digests of a source's records: in their order, with their places, however it is cut. */
import { DatasigError, RecordDigester, recordDigestByteLength } from '@datasig/core';
import type { PlanOptions, Shard, SourcePosition } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { ArraySource, makeRows } from '../test/array-source.ts';
import { type DigestOptions, digestRecords } from './digest-records.ts';
import type { Progress } from './progress.ts';

/** A source that is cut however it is asked. */
class CutSource extends ArraySource {
  override shards(options?: PlanOptions): Promise<readonly Shard[]> {
    return super.shards({ ...options, shardByteLength: 37 });
  }
}

async function digestsOf(source: ArraySource, options: DigestOptions = {}): Promise<{ readonly count: number; readonly digests: Uint8Array; readonly places: readonly SourcePosition[] }> {
  const pieces: Uint8Array[] = [];
  const places: SourcePosition[] = [];
  const count = await digestRecords(source, options, async (batch) => {
    pieces.push(batch.digests.slice());
    for (let index = 0; index < batch.recordCount; index++) places.push(await batch.locate(index));
  });
  return { count, digests: Buffer.concat(pieces), places };
}

describe('digests of records', () => {
  it.each([['whole', new ArraySource(makeRows(200))], ['cut', new CutSource(makeRows(200))]])('of a source that is %s', async (_, source) => {
    const { count, digests, places } = await digestsOf(source);
    expect(count).toBe(200);
    expect(new Uint8Array(digests)).toEqual(new RecordDigester().digest({ kind: 'rows', rows: makeRows(200) }));
    expect(digests).toHaveLength(200 * recordDigestByteLength);
    expect(places.map(({ row }) => row)).toEqual(Array.from({ length: 200 }, (_each, index) => index + 1));
    expect(places[199]).toMatchObject({ file: 'rows', row: 200 });
  });

  it('are of prepared records', async () => {
    const { digests } = await digestsOf(new ArraySource(makeRows(20)), { preparation: { columns: ['id'] } });
    expect(new Uint8Array(digests)).toEqual(new RecordDigester().digest({ kind: 'rows', rows: makeRows(20).map(({ id }) => ({ id: id! })) }));
  });

  it('tell progress, and end when they are cancelled', async () => {
    const reports: Progress[] = [];
    await digestsOf(new ArraySource(makeRows(100)), { onProgress: (progress) => reports.push(progress) });
    expect(reports.at(-1)).toMatchObject({ recordCount: 100, byteLength: 100 });
    const abort = new AbortController();
    const source = new ArraySource(makeRows(100));
    source.onBatch = (row) => (row === 50 ? abort.abort() : undefined);
    await expect(digestsOf(source, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('end at data that are wrong, with the place', async () => {
    const source = new CutSource([...makeRows(60), { id: '\ud800' }]);
    const failure: unknown = await digestsOf(source).catch((error: unknown) => error);
    expect(DatasigError.is(failure) && failure.code).toBe('lone-surrogate');
  });
});
