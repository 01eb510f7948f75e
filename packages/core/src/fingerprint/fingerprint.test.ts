import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../test/vector-value.ts';
import { vectors } from '../../test/vectors.ts';
import { DatasigError } from '../errors.ts';
import { encodeSummary } from '../format/v1/encode.ts';
import { formatJson } from '../json/canonical-json.ts';
import { referenceKernel } from '../kernel/reference/index.ts';
import { wasmKernel } from '../kernel/wasm/index.ts';
import { sketchParameters } from '../sketch/sketch.ts';
import type { Value } from '../spec/v1/batch.ts';
import { Fingerprinter, type FingerprinterOptions } from './fingerprinter.ts';
import type { Summary } from './model.ts';
import { mergeSummaries } from './summary.ts';
import type { HashSketch } from '../sketch/sketch.ts';

type Row = Record<string, Value>;

function summarize(rows: readonly Row[], options: FingerprinterOptions = { sketches: [{ scheme: 'bottom-k/1', k: 16 }, { scheme: 'scaled/1', scale: 4 }, { scheme: 'one-permutation/1', k: 12 }] }): Summary {
  const fingerprinter = new Fingerprinter(options);
  fingerprinter.add({ kind: 'rows', rows });
  return fingerprinter.finish();
}

const written = (summary: Summary): string => formatJson(encodeSummary(summary));

const row = fc.dictionary(
  fc.constantFrom('a', 'b', 'long name', 'é'),
  fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom<Value>(null, true, 'x', 0.5), fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 })),
  { maxKeys: 3 },
) as fc.Arbitrary<Row>;
const rows = fc.array(row, { maxLength: 60 });
const runs = { numRuns: 100, seed: 20260101 };

describe('kernels', () => {
  it('agree on long records between short ones', () => {
    const short = Array.from({ length: 20 }, (_, id) => ({ id }));
    const list = [...short, { text: 'a'.repeat(3 << 20) }, ...short, { text: 'b'.repeat(700) }, { text: 'c'.repeat(2 << 20) }, ...short];
    const key = new Uint8Array(32).fill(5);
    for (const options of [{}, { key }]) {
      expect(written(summarize(list, { ...options, kernel: wasmKernel }))).toBe(written(summarize(list, { ...options, kernel: referenceKernel })));
    }
  });
});

describe('laws', () => {
  it('does not depend on the order of records', () => {
    fc.assert(
      fc.property(rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
        expect(written(summarize(shuffled))).toBe(written(summarize(list)));
      }),
      runs,
    );
  });

  it('merges to the summary of all records', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(written(mergeSummaries([summarize(a), summarize(b)]))).toBe(written(summarize([...a, ...b])));
      }),
      runs,
    );
  });

  it('merges in any order and grouping', () => {
    fc.assert(
      fc.property(rows, rows, rows, (a, b, c) => {
        const [x, y, z] = [summarize(a), summarize(b), summarize(c)];
        const all = written(mergeSummaries([x, y, z]));
        expect(written(mergeSummaries([z, x, y]))).toBe(all);
        expect(written(mergeSummaries([x, mergeSummaries([y, z])]))).toBe(all);
      }),
      runs,
    );
  });

  it('has a neutral element', () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(written(mergeSummaries([summarize([]), summarize(list)]))).toBe(written(summarize(list)));
      }),
      runs,
    );
  });

  it('counts a record as often as it occurs', () => {
    const once = summarize([{ a: 1 }]);
    const twice = summarize([{ a: 1 }, { a: 1 }]);
    expect(twice.identity!.uid).not.toBe(once.identity!.uid);
    expect(twice.sketches).toEqual(once.sketches);
    expect(twice.records.count).toBe(2n);
  });
});

it('gives the dataset vectors, first hashes too', () => {
  const vector = vectors.datasets.find(({ name }) => name === '1000 keyed')!;
  const list = Array.from({ length: vector.count }, (_, i): Row => ({ id: i, name: `row ${i}`, score: i / 4, ok: i % 2 === 0, note: i % 3 === 0 ? 'third' : null }));
  const summary = summarize(list, { key: fromHex(vector.keyHex!), sketches: [{ scheme: 'bottom-k/1', k: vector.k }] });
  expect(summary.identity!.uid).toBe(vector.uid);
  expect(summary.records).toMatchObject({ count: BigInt(vector.count), byteLength: BigInt(vector.canonicalBytes) });
  expect(Array.from((summary.sketches[0] as HashSketch).hashes.slice(0, 4), (hash) => hash.toString(16).padStart(16, '0'))).toEqual(vector.firstHashes);
});

describe('more fields than a schema has', () => {
  const wide = (from: number, to: number): Row => Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`f${from + i}`, i % 2 === 0 ? 1 : 'x']));

  it('are cut alike in one pass and in shards, in any order', () => {
    const shards = [wide(0, 1500), wide(700, 2200), wide(2000, 2600), wide(0, 10)];
    const all = written(summarize(shards));
    const merged = (list: readonly Row[]): string => written(mergeSummaries(list.map((each) => summarize([each]))));
    expect(merged(shards)).toBe(all);
    expect(merged(shards.toReversed())).toBe(all);
    expect(written(mergeSummaries([summarize(shards.slice(0, 2)), summarize(shards.slice(2))]))).toBe(all);
    expect(summarize(shards).schema.length).toBe(1024);
  });

  it('stay where the source declares them', () => {
    const declaredSchema = Object.keys(wide(0, 2000)).map((name) => ({ name, type: { type: 'text' } as const }));
    const summaries = [summarize([wide(0, 5)], { declaredSchema }), summarize([wide(5, 9)], { declaredSchema })];
    expect(summaries[0]!.schema.length).toBe(2000);
    expect(mergeSummaries(summaries).schema.length).toBe(2000);
  });
});

describe('options', () => {
  it('makes a sketch that is asked for twice once', () => {
    expect(summarize([{ a: 1 }], { sketches: [{ scheme: 'bottom-k/1', k: 8 }, { scheme: 'scaled/1', scale: 2 }, { scheme: 'bottom-k/1', k: 8 }] }).sketches.length).toBe(2);
  });

  it('leaves out what is not asked for', () => {
    const summary = summarize([{ a: 1 }], { identity: false, fields: false, sketches: [] });
    expect(summary).toMatchObject({ identity: null, sketches: [], records: { count: 1n, fields: null } });
  });

  it('makes several sketches of a scheme in one pass', () => {
    const list = Array.from({ length: 500 }, (_, i): Row => ({ i }));
    const both = summarize(list, { sketches: [{ scheme: 'bottom-k/1', k: 8 }, { scheme: 'bottom-k/1', k: 64 }] });
    expect(both.sketches).toEqual([8, 64].map((k) => summarize(list, { sketches: [{ scheme: 'bottom-k/1', k }] }).sketches[0]));
    const bins = summarize(list, { sketches: [{ scheme: 'one-permutation/1', k: 64 }, { scheme: 'scaled/1', scale: 2 }, { scheme: 'one-permutation/1', k: 5 }] });
    const alone = [5, 64].map((k) => summarize(list, { sketches: [{ scheme: 'one-permutation/1', k }] }).sketches[0]);
    expect(bins.sketches.slice(0, 2)).toEqual(alone);
  });

  it.each([0, 31, 33])('refuses a key of %i bytes', (length) => {
    expect(() => new Fingerprinter({ key: new Uint8Array(length) })).toThrowError(expect.objectContaining({ code: 'invalid-key' }));
  });
});

describe('merging what does not belong together', () => {
  const key = new Uint8Array(32).fill(1);
  const plain = summarize([{ a: 1 }]);
  it.each<[string, Summary, string]>([
    ['a keyed and a plain one', summarize([{ a: 1 }], { key }), 'digest-mismatch'],
    ['one without identity', summarize([{ a: 1 }], { identity: false }), 'identity-mismatch'],
    ['one without state', { ...plain, identity: { ...plain.identity!, state: null } }, 'state-missing'],
    ['other schemes of sketch', { ...plain, sketches: [{ scheme: 'scaled/1', scale: 3, hashes: new BigUint64Array() }] }, 'none'],
  ])('%s', (_, other, code) => {
    if (code === 'none') expect(mergeSummaries([plain, other]).sketches.map(({ scheme }) => scheme)).toEqual(['scaled/1']);
    else expect(() => mergeSummaries([plain, other])).toThrowError(expect.toSatisfy((error) => DatasigError.is(error) && error.code === code));
  });

  it('two keys', () => {
    const others = [key, new Uint8Array(32).fill(2)].map((each) => summarize([{ a: 1 }], { key: each }));
    expect(() => mergeSummaries(others)).toThrowError(expect.objectContaining({ code: 'key-mismatch' }));
  });

  it('bins, as far as their numbers divide one another', () => {
    const withBins = (...counts: readonly number[]): Summary => summarize([{ a: 1 }], { sketches: counts.map((k) => ({ scheme: 'one-permutation/1', k })) });
    expect(mergeSummaries([withBins(4, 9), withBins(8, 27)]).sketches.map(sketchParameters)).toEqual([4, 9].map((k) => ({ scheme: 'one-permutation/1', k })));
    expect(() => mergeSummaries([withBins(4), withBins(9)])).toThrowError(expect.objectContaining({ code: 'sketch-mismatch' }));
  });

  it('no sketch in common', () => {
    const [a, b] = [summarize([{ a: 1 }], { sketches: [{ scheme: 'scaled/1', scale: 2 }] }), summarize([{ a: 1 }], { sketches: [{ scheme: 'bottom-k/1', k: 2 }] })];
    expect(() => mergeSummaries([a, b])).toThrowError(expect.objectContaining({ code: 'sketch-mismatch' }));
  });
});
