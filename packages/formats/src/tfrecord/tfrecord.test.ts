/** TFRecord: framing, encoding and declarations that are damaged, hostile or not read. */
import { readFileSync } from 'node:fs';
import type { Batch } from '@datasig/core/spec';
import { failureOf } from '@datasig/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../codecs/crc32c.ts';
import { parseDeclaration } from './declaration.ts';
import { readExample } from './example.ts';
import { tfrecord } from './index.ts';
import { isSideName, shardOf, splitOf, withoutShard } from './names.ts';

const vector = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../../../vectors/formats/tfds/${name}`, import.meta.url)));
const digits = vector('digits/1.0.0/digits-train.tfrecord-00000-of-00001');
const digitFeatures = new TextDecoder().decode(vector('digits/1.0.0/features.json'));

async function* chunked(bytes: Uint8Array, size: number = bytes.length): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

async function read(bytes: Uint8Array, companion?: string, size?: number): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of tfrecord.read(chunked(bytes, size), companion === undefined ? {} : { companion })) batches.push(batch);
  return batches;
}

/** One record in its frame. */
function framed(record: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(record.length + 16);
  const view = new DataView(bytes.buffer);
  const masked = (start: number, end: number): number => {
    const checksum = crc32c(bytes, start, end);
    return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
  };
  view.setBigUint64(0, BigInt(record.length), true);
  view.setUint32(8, masked(0, 8), true);
  bytes.set(record, 12);
  view.setUint32(record.length + 12, masked(12, record.length + 12), true);
  return bytes;
}

/** A field of bytes. */
function field(number: number, ...contents: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const content = Uint8Array.from(contents.flatMap((each) => [...each]));
  expect(content.length).toBeLessThan(128);
  return Uint8Array.from([number * 8 + 2, content.length, ...content]);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const example = (...entries: readonly Uint8Array[]): Uint8Array => field(1, ...entries.map((entry) => field(1, entry)));
const entry = (name: string, feature: Uint8Array): Uint8Array => Uint8Array.from([...field(1, utf8(name)), ...field(2, feature)]);
const declared = (feature: object): string => JSON.stringify({ pythonClassName: 'a.FeaturesDict', featuresDict: { features: { f: feature } } });
const scalar = (dtype: string): string => declared({ pythonClassName: 'a.Scalar', tensor: { shape: {}, dtype, encoding: 'none' } });

it('has the checksum of the standard', () => {
  // RFC 3720, appendix B.4.
  expect(crc32c(utf8('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e);
});

describe('framing', () => {
  it('does not depend on how the bytes come', async () => {
    const [whole] = await read(digits, digitFeatures);
    for (const size of [1, 7, 100]) expect((await read(digits, digitFeatures, size))[0]).toEqual(whole);
  });

  it('tells at which byte a damaged record begins, whichever bit is wrong', async () => {
    const second = 16 + new DataView(digits.buffer, digits.byteOffset).getUint32(0, true);
    for (const at of [second, second + 9, second + 20, second + 40]) {
      const damaged = digits.slice();
      damaged[at]! ^= 1;
      expect(await failureOf(read(damaged, digitFeatures))).toMatchObject({ code: 'checksum-mismatch', position: { byteOffset: second } });
    }
  });

  it('says where a file is cut', async () => {
    for (const length of [1, 11, 12, 50, digits.length - 1]) expect(await failureOf(read(digits.subarray(0, length), digitFeatures))).toMatchObject({ code: 'truncated' });
  });

  it('makes no room for a length over the limit', async () => {
    const bytes = framed(new Uint8Array(0));
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, 1n << 60n, true);
    const checksum = crc32c(bytes, 0, 8);
    view.setUint32(8, (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0, true);
    expect(await failureOf(read(bytes))).toMatchObject({ code: 'record-too-large', position: { byteOffset: 0 } });
  });

  it('is empty for an empty file', async () => {
    expect(await read(new Uint8Array(0))).toEqual([]);
  });
});

describe('tf.train.Example', () => {
  const readOne = (bytes: Uint8Array): ReadonlyMap<string, unknown> => readExample(bytes, 0, bytes.length);

  it('takes packed and single numbers, and 64 bits of them', () => {
    const integers = field(3, [8, 1, ...field(1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]), 8, ...Array.from({ length: 9 }, () => 0xff), 1]);
    expect(readOne(example(entry('a', integers))).get('a')).toEqual({ kind: 'int64', values: BigInt64Array.of(1n, 2n ** 63n - 1n, -1n) });
    const floats = field(2, [13, 0, 0, 128, 63, ...field(1, [0, 0, 0, 64])]);
    expect(readOne(example(entry('a', floats))).get('a')).toEqual({ kind: 'float', values: Float32Array.of(1, 2) });
  });

  it('refuses what a parser would drop or merge', () => {
    const one = field(3, [8, 1]);
    for (const bytes of [
      example(entry('a', one), entry('a', one)),
      Uint8Array.from([...example(entry('a', one)), ...example(entry('b', one))]),
      example(entry('a', Uint8Array.from([...one, ...one]))),
      Uint8Array.from([...example(), ...field(3)]),
      field(2),
      example(Uint8Array.from([...entry('a', one), 24, 1])),
    ]) expect(() => readOne(bytes)).toThrow(expect.objectContaining({ code: 'invalid-tfrecord' }));
    expect(() => readOne(example(Uint8Array.from([...field(1, [0xff]), ...field(2, one)])))).toThrow(expect.objectContaining({ code: 'invalid-utf8' }));
  });

  it('ends with an error of its own for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          readOne(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(invalid-tfrecord|invalid-utf8)$/) });
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('ends with an error of its own wherever a real record is changed', () => {
    const record = digits.slice(12, 12 + new DataView(digits.buffer, digits.byteOffset).getUint32(0, true));
    fc.assert(
      fc.property(fc.nat({ max: record.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = record.slice();
        changed[at]! ^= mask;
        try {
          readOne(changed);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(invalid-tfrecord|invalid-utf8)$/) });
        }
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('features.json', () => {
  const integer = (...bytes: readonly number[]): Uint8Array => framed(example(entry('f', field(3, [8, ...bytes]))));

  it.each(['uint8', 'int8', 'bool', 'uint64'])('refuses an integer that is no %s', async (dtype) => {
    // -2^63
    const least = integer(...Array.from({ length: 9 }, () => 0x80), 1);
    expect(await failureOf(read(least, scalar(dtype)))).toMatchObject({ code: 'invalid-tfrecord', position: { byteOffset: 0, row: 1, column: 'f' } });
  });

  it('refuses features that are missing, too many or of another kind', async () => {
    for (const record of [example(), example(entry('f', field(3, [8, 1])), entry('g', field(3, [8, 1]))), example(entry('f', field(3, [8, 1, 8, 1]))), example(entry('f', field(1, field(1, [65]))))]) {
      expect(await failureOf(read(framed(record), scalar('int64')))).toMatchObject({ code: 'invalid-tfrecord', position: { row: 1 } });
    }
  });

  it('names what it does not read', () => {
    for (const feature of [
      { pythonClassName: 'x.Dataset', sequence: {} },
      { pythonClassName: 'x.MyImage' },
      {},
      { pythonClassName: 'x.Tensor', tensor: { shape: { dimensions: ['-1', '-1'] }, dtype: 'int32' } },
      { pythonClassName: 'x.Tensor', tensor: { shape: {}, dtype: 'bfloat16' } },
      { pythonClassName: 'x.Tensor', tensor: { shape: {}, dtype: 'int32', encoding: 'gzip' } },
    ]) expect(() => parseDeclaration(declared(feature))).toThrow(expect.objectContaining({ code: 'unsupported-value', position: { column: 'f' } }));
  });

  it.each(['', '[]', '{}', 'null', '{"pythonClassName":"a.FeaturesDict"}', declared({ pythonClassName: 'x.Tensor', tensor: { shape: { dimensions: ['1e9'] }, dtype: 'int32' } })])('refuses %j', (text) => {
    expect(() => parseDeclaration(text)).toThrow(expect.objectContaining({ code: 'invalid-metadata' }));
  });

  it('refuses depth without end', () => {
    let feature: object = { pythonClassName: 'x.Text' };
    for (let depth = 0; depth < 1000; depth++) feature = { pythonClassName: 'x.Sequence', sequence: { feature } };
    expect(() => parseDeclaration(declared(feature))).toThrow(expect.objectContaining({ code: 'unsupported-value' }));
  });

  it('makes no lists of nothing without end', async () => {
    const feature = { pythonClassName: 'x.Sequence', sequence: { length: '1000000000', feature: { pythonClassName: 'x.Tensor', tensor: { shape: { dimensions: ['0'] }, dtype: 'int32' } } } };
    expect(await failureOf(read(framed(example(entry('f', field(3)))), declared(feature)))).toMatchObject({ code: 'invalid-tfrecord' });
  });

  it('says that compressed tensors are damaged', async () => {
    const zlib = declared({ pythonClassName: 'x.Tensor', tensor: { shape: { dimensions: ['-1'] }, dtype: 'uint8', encoding: 'zlib' } });
    const packed = [0x78, 0x9c, 0x63, 0x60, 0x64, 0x62, 0x06, 0x00, 0x00, 0x0e, 0x00, 0x07];
    const record = (bytes: readonly number[]): Uint8Array => framed(example(entry('f', field(1, field(1, bytes)))));
    expect(await read(record(packed), zlib)).toHaveLength(1);
    for (const bytes of [packed.slice(0, -1), packed.slice(0, 6), packed.with(11, 8), [], [0x78]]) expect(await failureOf(read(record(bytes), zlib))).toMatchObject({ code: 'corrupt-compression', position: { column: 'f' } });
  });
});

it('knows the names of shards, splits and what lies beside them', () => {
  expect(shardOf('a/mnist-train.tfrecord-00001-of-00010')).toEqual({ whole: 'a/mnist-train.tfrecord', index: 1, count: 10 });
  expect(withoutShard('a.tfrecord')).toBe('a.tfrecord');
  expect(splitOf('my-set-train.tfrecord-00000-of-00001')).toBe('train');
  expect(splitOf('train.tfrecord')).toBeUndefined();
  expect(['features.json', 'label.labels.txt', 'data.json'].map(isSideName)).toEqual([true, true, false]);
});
