/** Files of a page give the bytes that the same files on a disk give. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fingerprinter } from '@datasig/core';
import type { Source, SourceDescription } from '@datasig/core/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { files as localFiles } from '../index.ts';
import { webFiles } from './index.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'datasig-files-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const idx = (shape: readonly number[], bytes: readonly number[]): Uint8Array => Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, 0, size]), ...bytes]);
const images = idx([2, 1, 2], [1, 2, 3, 4]);
const labels = idx([2], [7, 9]);

const blobs = (contents: Readonly<Record<string, string | Uint8Array>>): { readonly name: string; readonly blob: Blob }[] => Object.entries(contents).map(([name, content]) => ({ name, blob: new Blob([content as string]) }));

function write(contents: Readonly<Record<string, string | Uint8Array>>, inside = ''): void {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, inside, name)), { recursive: true });
    writeFileSync(join(folder, inside, name), content);
  }
}

async function outcome(source: Source): Promise<{ readonly described: SourceDescription; readonly uid: string }> {
  const fingerprinter = new Fingerprinter();
  for (const shard of await source.shards()) for await (const batch of source.read(shard)) fingerprinter.add(batch);
  const described = await source.describe();
  await source.close?.();
  return { described, uid: fingerprinter.finish().identity!.uid };
}

describe('webFiles', () => {
  it.each([
    ['a file', { 'rows.csv': 'x,y\n1,2\n' }, 'rows.csv'],
    ['JSON Lines', { 'a.b.jsonl': '{"x":1}\n{"x":2}\n' }, 'a.b.jsonl'],
    ['a pair of IDX files', { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels }, 'train-images-idx3-ubyte'],
  ] as const)('%s is what it is on a disk', async (_, contents, location) => {
    write(contents);
    expect(await outcome(webFiles({ files: blobs(contents) }))).toEqual(await outcome(localFiles({ locations: location, workingDirectory: folder })));
  });

  it('a folder is what it is on a disk, without hidden files and fingerprints', async () => {
    const contents = { 'b.csv': 'x\n2\n', 'a/a.csv': 'x\n1\n', 'notes.md': 'no data', '.hidden/c.csv': 'z\n', '.d.csv': 'z\n', 'b.datasig.json': '{}' };
    write(contents, 'mine');
    expect(await outcome(webFiles({ files: blobs(contents), folder: 'mine' }))).toEqual(await outcome(localFiles({ locations: 'mine', workingDirectory: folder })));
  });

  it('takes a name, and options of reading', async () => {
    const source = webFiles({ files: blobs({ 'a.csv': 'x\n1\n', 'b.csv': 'y\n1\n' }), name: 'two', perFile: true });
    expect(await source.describe()).toMatchObject({ name: 'two', location: 'files' });
    expect((await source.shards()).map(({ part }) => part)).toEqual(['a', 'b']);
  });

  it('refuses two files of one name, unknown ones, and one that cannot be read', async () => {
    expect(() => webFiles({ files: [...blobs({ 'a.csv': 'x\n' }), ...blobs({ 'a.csv': 'y\n' })] })).toThrow('there are two files a.csv');
    await expect(webFiles({ files: blobs({ 'a.xyz': 'x\n' }) }).describe()).rejects.toMatchObject({ code: 'unknown-format' });
    await expect(webFiles({ files: blobs({ 'train-images-idx3-ubyte': images }) }).describe()).rejects.toMatchObject({ code: 'source-not-found' });
    const gone: Blob = Object.assign(new Blob(['x\n']), { slice: () => { throw new DOMException('', 'NotReadableError'); } });
    await expect(webFiles({ files: [{ name: 'a.csv', blob: gone }] }).describe()).rejects.toMatchObject({ code: 'source-unreadable' });
  });

  it('loses nothing of a file that a browser says to be empty, or gives in part', async () => {
    const contents = { 'a.csv': 'x\n1\n2\n' };
    write(contents);
    const expected = (await outcome(localFiles({ locations: 'a.csv', workingDirectory: folder }))).uid;
    const blob = (): Blob => new Blob([contents['a.csv']]);
    expect((await outcome(webFiles({ files: [{ name: 'a.csv', blob: Object.defineProperty(blob(), 'size', { value: 0 }) }] }))).uid).toBe(expected);
    const refused = Object.assign(Object.defineProperty(blob(), 'size', { value: 0 }), { arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) });
    await expect(outcome(webFiles({ files: [{ name: 'a.csv', blob: refused }] }))).rejects.toMatchObject({ code: 'source-unreadable' });
    const cut = Object.assign(blob(), { slice: (start: number, end: number) => new Blob([contents['a.csv'].slice(start, end - 1)]) });
    await expect(outcome(webFiles({ files: [{ name: 'a.csv', blob: cut }] }))).rejects.toMatchObject({ code: 'source-unreadable' });
  });
});
