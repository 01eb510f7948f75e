/** Zip archives in pieces: the same bytes on every platform, and damage that is never taken for data. */
import { readdirSync, readFileSync } from 'node:fs';
import { DatasigError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { byteSource, chunked } from '../../test/read.ts';
import { inflateAnywhere, inflateRaw } from '../decompression/inflate-raw.ts';
import { readZipDirectory } from './directory.ts';
import { ZipFile } from './file.ts';

const folder = new URL('../../../../vectors/formats/zip/', import.meta.url);
const read = (name: string): Uint8Array => Uint8Array.from(readFileSync(new URL(name, folder)));

async function contentsOf(archive: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const source = byteSource(archive, 1000);
  const contents = new Map<string, string>();
  for (const entry of await readZipDirectory(source)) {
    const whole = await new ZipFile(source, entry).slice(0, entry.byteLength);
    contents.set(entry.name, Buffer.from(whole).toString('latin1'));
  }
  return contents;
}

describe('a file in an archive', () => {
  it.each(['deflated.csv.zip', 'stored.zip', 'zip64.zip', 'descriptors.zip'])('of %s is given whole and in pieces', async (name) => {
    const source = byteSource(read(name), 100);
    const [entry] = await readZipDirectory(source);
    const file = new ZipFile(source, entry!);
    const whole = await file.slice(0, file.byteLength);
    expect(Buffer.from(whole).toString('utf8')).toMatch(/^x,y\n0,\n1,é\n/);
    for (const [start, end] of [[0, 1], [5, 1000], [700, whole.length], [whole.length, whole.length + 5], [3, 3]] as const) {
      expect(await file.slice(start, end)).toEqual(whole.slice(start, end));
      const parts: Uint8Array[] = [];
      for await (const chunk of file.stream(start, end)) parts.push(Uint8Array.from(chunk));
      expect(Buffer.concat(parts)).toEqual(Buffer.from(whole.slice(start, end)));
    }
  });

  it('that is longer than what is held is only streamed', async () => {
    const source = byteSource(read('deflated.csv.zip'));
    const [entry] = await readZipDirectory(source);
    await expect(new ZipFile(source, { ...entry!, byteLength: 300 * 1024 * 1024 }).slice(0, 5)).rejects.toMatchObject({ code: 'record-too-large' });
  });
});

describe('damage', () => {
  const archives = readdirSync(folder).filter((name) => name.endsWith('.zip')).sort();
  const known = new Set(['invalid-zip', 'unsafe-path', 'encrypted-data', 'unsupported-codec', 'checksum-mismatch', 'corrupt-compression', 'truncated', 'record-too-large']);

  it('is an error with a code, or leaves every file as it is', async () => {
    const random = seededRandom(1125);
    let [refused, unchanged] = [0, 0];
    const texts = new Set(['/etc/passwd']);
    for (const name of archives) for (const text of (await contentsOf(read(name)).catch(() => new Map<string, string>())).values()) texts.add(text);
    for (const name of archives) {
      const bytes = read(name);
      for (let round = 0; round < 60; round++) {
        try {
          // A name has no checksum: another one is another file with the same contents.
          for (const [file, text] of await contentsOf(mutate(bytes, random))) expect(texts.has(text) ? [] : [name, round, file]).toEqual([]);
          unchanged++;
        } catch (error) {
          if (!DatasigError.is(error)) throw error;
          expect(known).toContain(error.code);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(1000);
    expect(unchanged).toBeGreaterThan(20);
  });

  it.each([[0], [1], [50]])('of raw deflate data is refused by Node and elsewhere alike (%i)', async (cut) => {
    const source = byteSource(read('deflated.csv.zip'));
    const [entry] = await readZipDirectory(source);
    const start = entry!.offset + 30 + entry!.nameByteLength;
    const data = read('deflated.csv.zip').slice(start, start + entry!.compressedByteLength);
    const changed = cut === 0 ? [Uint8Array.from([...data, 0]), Uint8Array.from([...data, ...data])] : [data.slice(0, -cut)];
    for (const inflate of [inflateRaw, inflateAnywhere]) {
      for (const bytes of changed) {
        await expect(async () => {
          for await (const _ of inflate(chunked(bytes, [64])));
        }).rejects.toMatchObject({ code: cut === 0 ? 'corrupt-compression' : 'truncated' });
      }
      let length = 0;
      for await (const chunk of inflate(chunked(data, [64]))) length += chunk.length;
      expect(length).toBe(entry!.byteLength);
    }
  });
});
