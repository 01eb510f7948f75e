import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { corpusFile } from '../../test/corpus.ts';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { byteSource, chunked } from '../../test/read.ts';
import { uidOfBatches } from '../../test/uid.ts';
import { arrow } from './index.ts';

const damaged = [
  'integers/pyarrow-zstd-batches.arrow', 'integers/pyarrow-run-end-encoded.arrows', 'decimals/pyarrow-256-zstd.arrows', 'text-and-bytes/pyarrow-views.arrow', 'text-and-bytes/polars-views-zstd.arrows',
  'times/pyarrow-lz4-batches.arrow', 'nested/pyarrow-none.arrow', 'nested/pyarrow-large-zstd.arrows', 'nested/pyarrow-list-views.arrow', 'dictionaries/pyarrow-deltas-lz4.arrow',
  'dictionaries/pyarrow-replaced.arrows', 'nested-dictionaries/polars-categorical.arrow', 'extension-types/pyarrow-lz4.arrows', 'required/pyarrow-legacy-lz4.arrows',
];
const source = (bytes: Uint8Array): ReturnType<typeof byteSource> => byteSource(bytes, 4096);

describe('damaged at random', () => {
  it.each(damaged.map((file, seed) => ({ file, seed })))('$file', async ({ file, seed }) => {
    const { bytes } = corpusFile(file);
    const random = seededRandom(seed);
    for (let count = 0; count < 150; count++) {
      const copy = mutate(bytes, random);
      // Anything but rows or an error of ours is thrown.
      expect(await uidOfBatches(arrow.read(source(copy)))).toMatch(/^(?:dsu1:|[a-z])/);
      expect(await uidOfBatches(arrow.readStream!(chunked(copy)))).toMatch(/^(?:dsu1:|[a-z])/);
      await arrow.declare(source(copy)).catch((error: unknown) => expect(error).toBeInstanceOf(InvalidDataError));
    }
  });
});

describe('cut off', () => {
  it('a file, anywhere', async () => {
    const { bytes } = corpusFile('bool/pyarrow-none.arrow');
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.slice(0, length);
      expect(await uidOfBatches(arrow.read(source(cut))), `${length}`).toBe('truncated');
      expect(await uidOfBatches(arrow.readStream!(chunked(cut))), `${length}`).toBe('truncated');
    }
  });

  it('a stream, anywhere but between messages', async () => {
    const { bytes, uid } = corpusFile('bool/pyarrow-lz4.arrows');
    const whole: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.slice(0, length);
      const result = await uidOfBatches(arrow.readStream!(chunked(cut)));
      if (result !== 'truncated') whole.push(length);
      else expect((await arrow.declare(source(cut)).catch(() => null))?.recordCount).toBeUndefined();
    }
    // After the schema and after each batch; the mark of the end is 8 bytes.
    expect(whole.length).toBeLessThan(10);
    expect(whole.at(-1)).toBe(bytes.length - 8);
    const unmarked = bytes.slice(0, -8);
    expect(await uidOfBatches(arrow.read(source(unmarked)))).toBe(uid);
    expect((await arrow.declare(source(unmarked))).warnings).toEqual([expect.stringContaining('mark of its end')]);
    expect((await arrow.declare(source(bytes))).warnings).toEqual([]);
  });
});

/** The first error, with its message. */
async function errorOf(batches: AsyncIterable<Batch>): Promise<string> {
  try {
    for await (const batch of batches) expect(batch.kind).toBe('columns');
  } catch (error) {
    if (error instanceof InvalidDataError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('what is no Arrow', () => {
  const { bytes } = corpusFile('bool/pyarrow-lz4.arrows');
  it.each<[string, Uint8Array, RegExp]>([
    ['Parquet', new TextEncoder().encode('PAR1....PAR1'), /^invalid-arrow .*do not begin as an Arrow file or stream does, but as Parquet/],
    ['JSON Lines', new TextEncoder().encode('{"a":1}\n'), /^invalid-arrow .*do not begin as an Arrow/],
    ['Feather version 1', new TextEncoder().encode('FEA1....FEA1'), /^invalid-arrow .*Feather version 1/],
    ['Parquet', new TextEncoder().encode('PAR1....PAR1'), /^(?:record-too-large|truncated|invalid-arrow)/],
    ['text', new TextEncoder().encode('id,name\n1,one\n'), /^(?:record-too-large|truncated|invalid-arrow)/],
    ['zeros', new Uint8Array(64), /^truncated/],
    ['nothing', new Uint8Array(0), /^truncated/],
    ['two streams', Uint8Array.from([...bytes, ...bytes]), /^invalid-arrow .*data follow the end/],
    ['a huge message', Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 127, 0, 0, 0, 0), /^record-too-large/],
    ['a negative length', Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 128, 0, 0, 0, 0), /^invalid-arrow/],
  ])('%s', async (_, content, message) => {
    expect(await errorOf(arrow.read(source(content)))).toMatch(message);
    expect(await errorOf(arrow.readStream!(chunked(content)))).toMatch(message);
  });
});

it('names the column and the place of damage', async () => {
  const { bytes } = corpusFile('text-and-bytes/pyarrow-none.arrow');
  const places: string[] = [];
  const random = seededRandom(3);
  for (let count = 0; count < 300; count++) places.push(await errorOf(arrow.read(source(mutate(bytes, random)))));
  expect(places.some((place) => /column "[a-z_ ]+", byte [0-9]+: /.test(place))).toBe(true);
});
