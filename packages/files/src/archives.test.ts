/** Zip archives: the records of the files in them, and archives that must be refused. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { failureOf, summarize } from '@datasig/core/testing';
import { describe, expect, test } from 'vitest';
import { openFileCount } from '../test/dataset.ts';
import { files } from './index.ts';

interface Index {
  readonly archives: readonly { readonly file: string; readonly rows: number; readonly uid: string; readonly code?: string }[];
}

const workingDirectory = fileURLToPath(new URL('../../../vectors/formats/zip/', import.meta.url));
const { archives } = JSON.parse(readFileSync(`${workingDirectory}index.json`, 'utf8')) as Index;

describe('an archive', () => {
  test.each(archives.filter(({ code }) => code === undefined))('$file is the dataset that its files are', async ({ file, rows, uid }) => {
    const source = files({ locations: file, workingDirectory });
    const { records, identity } = await summarize(source, await source.shards({ shardByteLength: 1 }));
    expect([Number(records.count), identity!.uid]).toEqual([rows, uid]);
    expect((await source.describe()).name).toBe(file.replace(/(?:\.csv)?\.zip$/, ''));
  });

  test.each(archives.filter(({ code }) => code !== undefined))('$file is refused', async ({ file, code }) => {
    const before = await openFileCount();
    const source = files({ locations: file, workingDirectory });
    const error = await failureOf(summarize(source));
    expect(error.code).toBe(code);
    const told = error.context['file'] ?? error.context['location'] ?? (await source.locate!((await source.shards())[0]!, {})).file;
    expect(told).toMatch(new RegExp(`^${file}`));
    expect(await openFileCount()).toBe(before);
  });
});
