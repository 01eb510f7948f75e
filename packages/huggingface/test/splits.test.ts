/** Splits that are read as one dataset. */
import { startHub, type TestHub } from '@datasig/hub-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { huggingface } from '../src/index.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ repositories: [{ name: 'owner/differing', files: { 'train.csv': 'a,b\n1,2\n', 'test.csv': 'a,c\n1,2\n' } }] });
});
afterAll(() => hub.close());

const of = (split?: string): ReturnType<typeof huggingface> => huggingface({ dataset: 'owner/differing', endpoint: hub.endpoint, token: null, cacheFolder: null, ...(split !== undefined && { split }) });

describe('splits of different columns', () => {
  it.each(['train+test', 'train[:1]+test', 'train[:1]+test[-1:]'])('are no one dataset: %s', async (split) => {
    const error = await of(split).shards().then(() => undefined, (cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'invalid-schema', message: expect.stringContaining('"b"') as string });
    // An option that only files on disk have.
    expect(String(error)).not.toContain('--per-file');
  });

  it('are parts that differ', async () => {
    expect((await of().shards()).map(({ part }) => part)).toEqual(['train', 'test']);
  });

  it('are read alone', async () => {
    expect((await of('test[:1]').shards()).map(({ id, recordCount }) => [id, recordCount])).toEqual([['test.csv', 1]]);
  });
});
