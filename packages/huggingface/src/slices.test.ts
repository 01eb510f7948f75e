import type { Shard } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { parseSplits } from './resolve/splits.ts';
import { cutsSplits, sliceShards } from './slices.ts';

const shards: readonly Shard[] = [
  { id: 'a', part: 'train', descriptor: 0, recordCount: 10 },
  { id: 'b', part: 'train', descriptor: 0, recordCount: 5 },
  { id: 'c', part: 'train', descriptor: 0, recordCount: 85 },
  { id: 'd', part: 'test', descriptor: 0, recordCount: 4 },
];
const uncounted: readonly Shard[] = shards.map(({ recordCount: _, ...shard }) => shard);

async function slice(text: string, of: readonly Shard[] = shards): Promise<{ readonly sliced: readonly string[]; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const sliced = await sliceShards(of, parseSplits(text), async ({ id }, limit) => {
    asked.push(id);
    return Math.min(limit, shards.find((shard) => shard.id === id)!.recordCount!);
  });
  return { sliced: sliced.map(({ shard, records }) => (records === undefined ? shard.id : `${shard.id}[${records.join(':')}]`)), asked };
}

describe('sliceShards', () => {
  it.each<[string, string[]]>([
    ['train[:10]', ['a']],
    ['train[5:12]', ['a[5:10]', 'b[0:2]']],
    ['train[-86:]', ['b[4:5]', 'c']],
    ['train[10%:20%]', ['b', 'c[0:5]']],
    ['train[:1%]+test', ['a[0:1]', 'd']],
    ['test[1:3]+test[2:]', ['d[1:3]', 'd[2:4]']],
    ['train[50:40]', []],
  ])('%s', async (text, expected) => {
    expect(await slice(text)).toEqual({ sliced: expected, asked: [] });
  });

  it.each<[string, string[], string[]]>([
    ['train[:12]', ['a[0:10]', 'b[0:2]'], ['a', 'b']],
    ['train[2:3]', ['a[2:3]'], ['a']],
    ['train[:-90]', ['a[0:10]'], ['a', 'b', 'c']],
    ['test[:50%]', ['d[0:2]'], ['d']],
  ])('counts no further than it has to: %s', async (text, sliced, asked) => {
    expect(await slice(text, uncounted)).toEqual({ sliced, asked });
  });
});

it('knows whole splits from slices', () => {
  expect(['train', 'train+test', 'train[:]'].map((text) => cutsSplits(parseSplits(text)))).toEqual([false, false, false]);
  expect(['train[1:]', 'train+test[:1%]'].map((text) => cutsSplits(parseSplits(text)))).toEqual([true, true]);
});
