/** Classic data points of files: the original tool's UIDs, and how files are cut. */
import { readFileSync } from 'node:fs';
import type { Shard, Source } from '@datasig/core/spec';
import { ClassicUid } from '@datasig/core/classic';
import { describe, expect, it } from 'vitest';
import { gzip, useFolder } from '../test/dataset.ts';

const folder = useFolder();
const vector = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/classic/${name}`, import.meta.url));
const { uids } = JSON.parse(vector('images.json').toString()) as { readonly uids: Readonly<Record<string, string>> };

async function uidOf(source: Source, options: { readonly shardByteLength?: number } = {}): Promise<{ readonly uid: string; readonly shards: readonly Shard[] }> {
  const shards = await source.shards(options);
  const uid = new ClassicUid();
  for (const shard of shards) for await (const batch of source.read(shard)) uid.add(batch);
  return { uid: uid.finish(), shards };
}

describe('QMNIST', () => {
  it.each(['', '.gz'])('has this UID from files ending with %j', async (ending) => {
    const names = ['qmnist-train-images-idx3-ubyte', 'qmnist-train-labels-idx2-int'];
    await folder.write(Object.fromEntries(names.map((name) => [`${name}${ending}`, ending === '' ? vector(`qmnist/${name}`) : gzip(vector(`qmnist/${name}`))])));
    expect((await uidOf(folder.open(`${names[0]}${ending}`, { classic: true }))).uid).toBe(uids['qmnist']);
  });

  it('has the same in shards', async () => {
    for (const name of ['qmnist-train-images-idx3-ubyte', 'qmnist-train-labels-idx2-int']) await folder.write({ [name]: vector(`qmnist/${name}`) });
    const { uid, shards } = await uidOf(folder.open('qmnist-train-images-idx3-ubyte', { classic: true }), { shardByteLength: 2000 });
    expect(shards.length).toBeGreaterThan(2);
    expect(uid).toBe(uids['qmnist']);
  });
});

it('batches of CIFAR follow one another', async () => {
  await folder.write({ 'data_batch_1.bin': vector('cifar10/batch.bin').subarray(0, 3 * 3073), 'data_batch_2.bin': vector('cifar10/batch.bin').subarray(3 * 3073) });
  expect((await uidOf(folder.open('*.bin', { classic: true, format: 'cifar10' }))).uid).toBe(uids['cifar10']);
});

it('CSV is one shard, with its header, and compressed too', async () => {
  await folder.write({ 'a.csv': 'a,b\n1,"2"\n', 'b.csv.gz': gzip('a,b\r\n1,2') });
  const [a, b] = [await uidOf(folder.open('a.csv', { classic: true }), { shardByteLength: 1 }), await uidOf(folder.open('b.csv.gz', { classic: true }))];
  expect(a.shards).toHaveLength(1);
  expect(a.uid).toBe(b.uid);
  expect(a.shards[0]!.descriptor).toMatchObject({ classic: true });
});
