/** Positions: what is relative to a shard becomes what the user can look up. */
import { join } from 'node:path';
import type { Shard, SourcePosition } from '@datasig/core/spec';
import { describe, expect, test } from 'vitest';
import { gzip, idxPair, useFolder } from '../test/dataset.ts';
import connector from './index.ts';

const folder = useFolder();
const relative: SourcePosition = { line: 2, byteOffset: 5, row: 1, column: 'x' };

async function locate(location: string, shardByteLength: number, index: number, position: SourcePosition = relative): Promise<SourcePosition> {
  const source = folder.open(location);
  const shards: readonly Shard[] = await source.shards({ shardByteLength });
  return source.locate!(shards[index]!, position);
}

describe('locate', () => {
  test('counts lines and bytes from the beginning of the file', async () => {
    await folder.write({ 'd/a.csv': 'x\r\n"1\n2\n3"\r\n4\n5\n6\n' });
    expect(await locate('d/a.csv', 1000, 0)).toEqual({ file: join('d', 'a.csv'), ...relative });
    expect(await locate('d/a.csv', 5, 0)).toEqual({ file: join('d', 'a.csv'), ...relative });
    expect(await locate('d/a.csv', 5, 1)).toEqual({ file: join('d', 'a.csv'), line: 6, byteOffset: 17, column: 'x' });
  });

  test('counts bytes of images after their header', async () => {
    const { images, labels } = idxPair(10);
    await folder.write({ 'x-images-idx3-ubyte': images, 'x-labels-idx1-ubyte': labels });
    expect(await locate('.', 21, 0, { byteOffset: 5, row: 1 })).toEqual({ file: 'x-images-idx3-ubyte', byteOffset: 16 + 5, row: 1 });
    expect(await locate('.', 21, 1, { byteOffset: 5, row: 1 })).toEqual({ file: 'x-images-idx3-ubyte', byteOffset: 16 + 18 + 5 });
  });

  test('leaves compressed files as they are', async () => {
    await folder.write({ 'a.csv.gz': gzip('x\n1\n') });
    expect(await locate('a.csv.gz', 1, 0)).toEqual({ file: 'a.csv.gz', ...relative });
  });

  test('keeps a file that is known already', async () => {
    await folder.write({ 'a.csv': 'x\n1\n' });
    expect(await locate('a.csv', 1000, 0, { file: 'other' })).toEqual({ file: 'other' });
  });

  test('calls files outside the working directory by their whole path', async () => {
    await folder.write({ 'a.csv': 'x\n1\n', 'd/b.csv': 'x\n' });
    const source = await connector.open({ locations: ['../a.csv'], workingDirectory: join(folder.path, 'd'), options: {} });
    expect(await source.locate!((await source.shards())[0]!, { line: 1 })).toEqual({ file: join(folder.path, 'a.csv'), line: 1 });
  });
});
