/** Classic passes: the vectors' UID and signatures, serialisations, files, what is refused. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { dataPointBatch, summarizeClassic, textRecords } from '../../test/classic.ts';
import { toHex } from '../../test/outcome.ts';
import { classicVectors } from '../../test/vectors.ts';
import { classicSchemes } from '../classic/scheme.ts';
import { readFingerprint } from '../format/v1/read.ts';
import { writeFingerprint } from '../format/v1/write.ts';
import { encodeClassicFeatures } from './features.ts';
import { dataPointsOf } from './data-points.ts';
import type { ClassicSketch } from '../sketch/classic.ts';
import type { Column } from '../spec/v1/batch.ts';
import { compareFingerprints } from '../fingerprint/compare.ts';
import { createFingerprint } from '../fingerprint/create.ts';
import { mergeFingerprints } from '../fingerprint/merge.ts';
import type { Fingerprint } from '../fingerprint/model.ts';
import { Fingerprinter } from '../fingerprint/fingerprinter.ts';
import { classicSketches } from '../fingerprint/pass.ts';
import { ClassicFingerprinter } from './fingerprinter.ts';
import { ClassicUid } from './uid.ts';

const every = classicSchemes.map((scheme) => ({ scheme, k: 400 }));
const fingerprintOf = (first: number, end: number): Fingerprint => createFingerprint({ dataset: { name: 'records', connector: 'test', location: 'records' }, summary: summarizeClassic(every, textRecords(first, end)) });

describe('the vectors', () => {
  const { sketches, records } = summarizeClassic(every, textRecords(0, 500));

  it('have this UID', () => {
    expect(records).toMatchObject({ count: 500n, classicUid: classicVectors.uid });
  });

  it.each(sketches as readonly ClassicSketch[])('have this signature of $scheme', ({ scheme, signature }) => {
    expect(toHex(sha256(signature))).toBe(classicVectors[scheme.slice('classic/'.length) as 'xor'].sha256OfSignature);
  });
});

it('does not depend on batches', () => {
  const pass = new ClassicFingerprinter(every, {});
  const uid = new ClassicUid();
  for (const record of textRecords(0, 500)) for (const each of [pass, uid]) each.add(dataPointBatch([record]));
  expect(uid.finish()).toBe(classicVectors.uid);
  expect(pass.finish()).toEqual(summarizeClassic(every, textRecords(0, 500)));
});

it('is written and read', () => {
  const fingerprint = fingerprintOf(0, 50);
  expect(readFingerprint(new TextEncoder().encode(writeFingerprint(fingerprint)))).toMatchObject({ sketches: fingerprint.sketches, records: fingerprint.records, canonicalization: { id: 'datasig-classic/1' } });
});

it('merges without the UID, which depends on the order', () => {
  const merged = mergeFingerprints([fingerprintOf(0, 300), fingerprintOf(200, 500)], 'both');
  const whole = fingerprintOf(0, 500);
  expect(merged.records.classicUid).toBeUndefined();
  const withoutCopies = (each: Fingerprint): unknown => each.sketches.filter(({ scheme }) => scheme !== 'classic/single-sha256');
  expect(withoutCopies(merged)).toEqual(withoutCopies(whole));
});

it('compares by the narrowest interval, and tells equal UIDs', () => {
  const comparison = compareFingerprints(fingerprintOf(0, 1000), fingerprintOf(500, 1500));
  expect(comparison.estimates!.jaccard).toSatisfy(({ lower, upper }: { lower: number; upper: number }) => lower < 1 / 3 && upper > 1 / 3);
  expect(comparison).toMatchObject({ identical: null, relation: 'overlapping' });
  expect(compareFingerprints(fingerprintOf(0, 9), fingerprintOf(0, 9)).findings).toContainEqual(expect.objectContaining({ code: 'classic-uid' }));
});

it('is not compared with others', () => {
  const other = new Fingerprinter().finish();
  expect(() => compareFingerprints(fingerprintOf(0, 9), createFingerprint({ dataset: { name: 'a', connector: 'b', location: 'c' }, summary: other }))).toThrow(expect.objectContaining({ code: 'encoding-mismatch' }));
});

it.each([
  ['with a key', { key: new Uint8Array(32) }],
  ['with casts', { preparation: { casts: { id: { to: 'integer' } } } }],
  ['with one column', { preparation: { columns: ['id'] } }],
] as const)('is refused %s', (_what, options) => {
  expect(() => new ClassicFingerprinter(every, options)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
});

it('is not made beside other sketches', () => {
  expect(() => classicSketches([{ scheme: 'bottom-k/1', k: 4 }, every[0]!])).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
});

describe('images', () => {
  const image = (shape: readonly number[]): Column => ({ name: 'image', type: 'tensor', dtype: 'uint8', shape, data: Uint8Array.from({ length: 24 }, (_, index) => index) });
  const label: Column = { name: 'label', type: 'number', values: Uint8Array.of(7, 9) };
  const point = (row: number, ...columns: readonly Column[]): number[] => {
    const points = dataPointsOf({ kind: 'columns', rowCount: 2, columns });
    const bytes = new Uint8Array(points.byteLength(row));
    points.write(row, bytes, 0);
    return [...bytes];
  };

  it('of grey have the mode L', () => {
    expect(point(1, image([3, 4]), label)).toEqual([9, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 0x4c, ...Array.from({ length: 12 }, (_, index) => 12 + index)]);
  });

  it('of three colours have the mode RGB', () => {
    expect(point(0, label, image([2, 2, 3])).slice(12, 25)).toEqual([3, 0, 0, 0, 12, 0, 0, 0, 0x52, 0x47, 0x42, 0, 1]);
  });

  it('of QMNIST have the first number of the label', () => {
    const data = new Uint8Array(Int32Array.of(5, 1, 6, 2).buffer);
    expect(point(1, image([3, 4]), { name: 'label', type: 'tensor', dtype: 'int32', shape: [2], data })[0]).toBe(6);
  });

  it.each([
    ['without a label', [image([3, 4])]],
    ['of two channels', [image([2, 3, 2]), label]],
    ['with a label below 0', [image([3, 4]), { name: 'label', type: 'number', values: Int8Array.of(-1, 0) } as const]],
  ])('are refused %s', (_what, columns) => {
    expect(() => point(0, ...columns)).toThrow(expect.objectContaining({ code: 'unsupported-value' }));
  });
});

it('features are aligned before the length of each variable one', () => {
  const bytes = encodeClassicFeatures([{ fixed: true, bytes: Uint8Array.of(1, 2, 3) }, { fixed: false, bytes: Uint8Array.of(4, 5, 6, 7, 8) }, { fixed: false, bytes: Uint8Array.of() }, { fixed: true, bytes: Uint8Array.of(9) }]);
  expect([...bytes]).toEqual([1, 2, 3, 0, 5, 0, 0, 0, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 9]);
});
