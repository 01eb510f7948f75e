/** Which files locations mean, in which order, and what the dataset is called. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Source } from '@datasig/core/spec';
import { describe, expect, test } from 'vitest';
import { failureOf, gzip, uidOf, useFolder, zstd } from '../test/dataset.ts';
import connector from './index.ts';

const csv = 'a,b\n1,2\n';
const folder = useFolder();

async function namesOf(source: Source): Promise<string[]> {
  return (await source.shards()).map((shard) => shard.id);
}

describe('a folder', () => {
  test('gives its files in bytewise order, those of folders inside too', async () => {
    await folder.write({ 'd/b.csv': csv, 'd/B.csv': csv, 'd/a/z.csv': csv, 'd/a.csv': csv, 'd/é.csv': csv });
    expect(await namesOf(folder.open('d'))).toEqual(['B.csv', 'a.csv', 'a/z.csv', 'b.csv', 'é.csv']);
  });

  test('leaves out hidden files and folders, files of unknown format and fingerprint files', async () => {
    await folder.write({ 'd/a.json': '[1]', 'd/.b.json': '[2]', 'd/.git/c.json': '[3]', 'd/README.md': '#', 'd/LICENSE': '', 'd/a.datasig.json': '{}', 'd/A.DATASIG.JSON': '{}' });
    expect(await namesOf(folder.open('d'))).toEqual(['a.json']);
  });

  test('follows links to files and folders, but not in circles', async () => {
    await folder.write({ 'elsewhere/a.csv': csv, 'elsewhere/inner/b.csv': csv, 'd/c.csv': csv });
    await symlink(join(folder.path, 'elsewhere/inner'), join(folder.path, 'd/linked'));
    await symlink(join(folder.path, 'elsewhere/a.csv'), join(folder.path, 'd/a.csv'));
    await symlink(join(folder.path, 'd'), join(folder.path, 'elsewhere/inner/back'));
    expect(await namesOf(folder.open('d'))).toEqual(['a.csv', 'c.csv', 'linked/b.csv']);
  });

  test('enters a folder with two names once, under the first', async () => {
    await folder.write({ 'elsewhere/a.csv': csv, 'd/c.csv': csv });
    for (const name of ['y', 'x']) await symlink(join(folder.path, 'elsewhere'), join(folder.path, 'd', name));
    expect(await namesOf(folder.open('d'))).toEqual(['c.csv', 'x/a.csv']);
  });

  test('with a link that leads nowhere and is no data by its name is read', async () => {
    await folder.write({ 'd/a.csv': csv });
    await symlink(join(folder.path, 'missing'), join(folder.path, 'd/readme'));
    await symlink('self', join(folder.path, 'd/self'));
    expect(await namesOf(folder.open('d'))).toEqual(['a.csv']);
  });

  test('with a link that leads nowhere is refused', async () => {
    await folder.write({ 'd/a.csv': csv });
    await symlink(join(folder.path, 'missing'), join(folder.path, 'd/b.csv'));
    expect(await failureOf(folder.open('d').shards())).toMatchObject({ code: 'source-not-found', context: { file: join('d', 'b.csv') } });
  });
});

describe('a glob', () => {
  test('gives what it matches below the folder it starts from', async () => {
    await folder.write({ 'd/x/a.csv': csv, 'd/y/b.csv': csv, 'd/c.csv': csv, 'd/y/b.json': '1' });
    expect(await namesOf(folder.open('d/*/*.csv'))).toEqual(['x/a.csv', 'y/b.csv']);
    expect(await namesOf(folder.open('d/**/*.csv'))).toEqual(['c.csv', 'x/a.csv', 'y/b.csv']);
    expect(await namesOf(folder.open('d/{x/a,c}.csv'))).toEqual(['c.csv', 'x/a.csv']);
    expect(await namesOf(folder.open(join(folder.path, 'd/[c]*.csv')))).toEqual(['c.csv']);
  });

  test('does not match fingerprint files', async () => {
    await folder.write({ 'a.json': '[1]', 'a.datasig.json': '{}' });
    expect(await namesOf(folder.open('*.json'))).toEqual(['a.json']);
  });

  test('that matches nothing is refused', async () => {
    await folder.write({ 'a.csv': csv, '.hidden.tsv': 'a' });
    expect(await failureOf(folder.open('*.tsv').describe())).toMatchObject({ code: 'source-not-found', message: expect.stringContaining('*.tsv') });
  });

  test('is no glob when a file has this very name', async () => {
    await folder.write({ 'a[1].csv': csv, 'a1.csv': csv });
    expect(await namesOf(folder.open('a[1].csv'))).toEqual(['a[1].csv']);
  });
});

describe('several locations', () => {
  test('are one list, each file once', async () => {
    await folder.write({ 'd/a.csv': csv, 'd/b.csv': csv, 'e/c.csv': csv });
    expect(await namesOf(folder.open(['e', 'd/b.csv', 'd', './d/../d/a.csv', 'd/*.csv']))).toEqual(['d/a.csv', 'd/b.csv', 'e/c.csv']);
  });

  test('do not depend on their order', async () => {
    await folder.write({ 'd/a.csv': csv, 'e/c.csv': csv });
    expect(await folder.open(['e/c.csv', 'd/a.csv']).shards()).toEqual(await folder.open(['d/a.csv', 'e/c.csv']).shards());
  });
});

describe('location schemes', () => {
  test('a file URL, and file: before a path, are paths', async () => {
    await folder.write({ 'my data.csv': csv });
    expect(await namesOf(folder.open(pathToFileURL(join(folder.path, 'my data.csv')).href))).toEqual(['my data.csv']);
    expect(await namesOf(folder.open('file:my%20data.csv'))).toEqual(['my data.csv']);
  });

  test.each([['file://example.com/a.csv'], ['file:%zz'], ['']])('%s is refused', async (location) => {
    expect(await failureOf(folder.open(location).describe())).toMatchObject({ code: 'invalid-location' });
  });

  test('no location at all is refused', async () => {
    expect(await failureOf(folder.open([]).describe())).toMatchObject({ code: 'invalid-location' });
  });
});

describe('names and locations', () => {
  test.each([
    ['my.csv', 'my', 'my.csv'],
    ['my.v2.CSV.gz', 'my.v2', 'my.v2.CSV.gz'],
    ['./d/../d/x.jsonl.zst', 'x', 'x.jsonl.zst'],
    ['d', 'd', 'd'],
    ['d/', 'd', 'd'],
    ['d/*.zst', 'd', '*.zst'],
    ['d/**/*.jsonl.*', 'd', '**/*.jsonl.*'],
  ])('%s is the dataset %s at %s', async (location, name, told) => {
    await folder.write({ 'my.csv': csv, 'my.v2.CSV.gz': gzip(csv), 'd/x.jsonl.zst': zstd('{}') });
    expect(await folder.open(location).describe()).toMatchObject({ name, location: told });
  });

  test('several files are called as their common folder', async () => {
    await folder.write({ 'p/d/a.csv': csv, 'p/e/b.csv': csv });
    expect(await folder.open(['p/d/a.csv', 'p/e/b.csv']).describe()).toMatchObject({ name: 'p', location: 'p' });
  });

  test('the working directory is called by its own name', async () => {
    await folder.write({ 'd/a.csv': csv });
    const source = await connector.open({ locations: ['.'], workingDirectory: join(folder.path, 'd'), options: {} });
    expect(await source.describe()).toMatchObject({ name: 'd', location: 'd' });
  });

  test('the name can be given', async () => {
    await folder.write({ 'a.csv': csv });
    expect(await folder.open('a.csv', { name: 'mine' }).describe()).toMatchObject({ name: 'mine', location: 'a.csv' });
  });

  test('descriptors hold no absolute path, so that a moved folder is the same plan', async () => {
    await folder.write({ 'd/a.csv': csv, 'd/e/b.csv': csv });
    for (const locations of [['d'], [join(folder.path, 'd/a.csv'), 'd/e'], ['d/*/*.csv']]) {
      expect(JSON.stringify(await folder.open(locations).shards())).not.toContain(folder.path);
    }
  });

  test('one dataset however it is named', async () => {
    await folder.write({ 'd/a.csv': csv, 'd/e/b.csv': csv });
    const uids = await Promise.all(['d', 'd/**/*.csv', ['d/e/b.csv', 'd/a.csv']].map((locations) => uidOf(folder.open(locations))));
    expect(new Set(uids).size).toBe(1);
  });
});
