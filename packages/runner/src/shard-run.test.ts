import type { Shard, SourceDescription } from '@datasig/core/spec';
import { expect, it } from 'vitest';
import { ArraySource, makeRows } from '../test/array-source.ts';
import { fingerprint } from './run.ts';

/** A source over a network: its shards are cut by rows, and said to be of other sizes. */
class RemoteSource extends ArraySource {
  readonly #shardByteLength: number;
  #reading = 0;
  most = 0;

  constructor(shardByteLength: number) {
    super(makeRows(200));
    this.#shardByteLength = shardByteLength;
  }

  override async describe(): Promise<SourceDescription> {
    const description = await super.describe();
    return { ...description, capabilities: { ...description.capabilities, remote: true } };
  }

  override async shards(): Promise<readonly Shard[]> {
    return (await super.shards({ shardByteLength: 10 })).map((shard) => ({ ...shard, byteLength: this.#shardByteLength }));
  }

  override async *read(...request: Parameters<ArraySource['read']>): ReturnType<ArraySource['read']> {
    this.most = Math.max(this.most, ++this.#reading);
    await new Promise((resolve) => setTimeout(resolve, 1));
    yield* super.read(...request);
    this.#reading--;
  }
}

it.each([
  ['many small shards', 1000, 8],
  ['some of middling size', 600_000, 4],
  ['one more large one', 20_000_000, 2],
])('over a network, reads %s at a time', async (_, shardByteLength, most) => {
  const source = new RemoteSource(shardByteLength);
  const run = await fingerprint(source, { threads: 1 });
  expect(run.fingerprint).toEqual((await fingerprint(new ArraySource(makeRows(200)))).fingerprint);
  expect(source.most).toBe(most);
});
