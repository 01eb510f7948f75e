/** Comparisons: against the sets themselves, across schemes, at the borders, and the choice of a pair. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../experiments/random.ts';
import { DatasigError } from '../errors.ts';
import { bottomKFromHashes } from '../sketch/bottom-k.ts';
import { scaledFromHashes } from '../sketch/scaled.ts';
import type { Sketch } from '../sketch/sketch.ts';
import { bestComparison, compareSketches, type Comparison, countDistinct, type Estimate } from './compare.ts';

const seed = 20_260_102;
const empty = new BigUint64Array(0);
/** Small numbers, spread over the hash space, so that sets meet. */
const hash = fc.integer({ min: 0, max: 60 }).map((value) => BigInt(value) * 2n ** 58n + 1n);
const hashSet = fc.uniqueArray(hash, { maxLength: 60 }).map((values) => BigUint64Array.from(values));
const parameters = fc.oneof(
  fc.integer({ min: 1, max: 64 }).map((k) => (values: BigUint64Array): Sketch => bottomKFromHashes(values, k)),
  fc.integer({ min: 1, max: 8 }).map((scale) => (values: BigUint64Array): Sketch => scaledFromHashes(values, scale)),
);

const allOf = ({ jaccard, containment, intersection, union, cardinality }: Comparison): Estimate[] => [
  jaccard, containment.aInB, containment.bInA, intersection, union, cardinality.a, cardinality.b,
];
const known = (value: number): Estimate => ({ estimate: value, lower: value, upper: value, confidence: 1, exact: true });
const unknownShare: Estimate = { estimate: null, lower: 0, upper: 1, confidence: 0.95, exact: false };

/** Hashes [from, to) of one long random list: sets that overlap as their ranges do. */
function range(from: number, to: number): BigUint64Array {
  return pool.slice(from, to);
}
const pool = new Random(seed).hashes(120_000);

describe('complete sketches', () => {
  test('give the values of the sets', () => {
    fc.assert(
      fc.property(hashSet, hashSet, (a, b) => {
        const setA = new Set(a);
        const both = b.filter((value) => setA.has(value)).length;
        const union = a.length + b.length - both;
        const comparison = compareSketches(bottomKFromHashes(a, 1024), scaledFromHashes(b, 1));
        expect(comparison.jaccard).toEqual(union === 0 ? unknownShare : known(both / union));
        expect(comparison.containment.aInB).toEqual(a.length === 0 ? unknownShare : known(both / a.length));
        expect(comparison.containment.bInA).toEqual(b.length === 0 ? unknownShare : known(both / b.length));
        expect([comparison.intersection, comparison.union]).toEqual([known(both), known(union)]);
        expect(comparison.cardinality).toEqual({ a: known(a.length), b: known(b.length) });
        expect(comparison.detection.minimumDetectableChange).toBe(0);
      }),
      { seed },
    );
  });
});

describe('any sketches', () => {
  test('alone, tell the number of distinct records as they do when they are compared', () => {
    fc.assert(
      fc.property(hashSet, parameters, fc.integer({ min: 0, max: 1000 }), (values, sketch, more) => {
        const recordCount = values.length + more;
        const { cardinality } = compareSketches(sketch(values), sketch(empty), { recordCounts: { a: recordCount, b: 0 }, confidence: 0.9 });
        expect(countDistinct(sketch(values), recordCount, 0.9)).toEqual(cardinality.a);
      }),
      { seed },
    );
  });

  test('swapped, give the same estimates swapped', () => {
    fc.assert(
      fc.property(hashSet, hashSet, parameters, parameters, (a, b, sketchA, sketchB) => {
        const one = compareSketches(sketchA(a), sketchB(b));
        const other = compareSketches(sketchB(b), sketchA(a));
        expect(other.jaccard).toEqual(one.jaccard);
        expect(other.containment).toEqual({ aInB: one.containment.bInA, bInA: one.containment.aInB });
        expect([other.intersection, other.union]).toEqual([one.intersection, one.union]);
        expect(other.cardinality).toEqual({ a: one.cardinality.b, b: one.cardinality.a });
      }),
      { seed },
    );
  });

  test('give estimates inside their intervals, and shares in [0, 1]', () => {
    fc.assert(
      fc.property(hashSet, hashSet, parameters, parameters, fc.integer({ min: 0, max: 100 }), (a, b, sketchA, sketchB, duplicates) => {
        const recordCounts = { a: a.length + duplicates, b: BigInt(b.length) };
        const comparison = compareSketches(sketchA(a), sketchB(b), { recordCounts });
        for (const { estimate, lower, upper, exact } of allOf(comparison)) {
          expect(lower).toBeLessThanOrEqual(estimate ?? lower);
          expect(estimate ?? upper).toBeLessThanOrEqual(upper);
          expect(exact).toBe(exact && lower === upper);
        }
        expect(comparison.jaccard.upper).toBeLessThanOrEqual(1);
        expect(comparison.cardinality.a.upper).toBeLessThanOrEqual(a.length + duplicates);
        expect(comparison.union.upper).toBeLessThanOrEqual(a.length + duplicates + b.length);
        expect(comparison.cardinality.b.upper).toBeLessThanOrEqual(b.length);
      }),
      { seed },
    );
  });

  test('compared with themselves, are similar by 1', () => {
    fc.assert(
      fc.property(hashSet, parameters, (values, toSketch) => {
        const sketch = toSketch(values);
        fc.pre(sketch.hashes.length > 0);
        const { jaccard, containment } = compareSketches(sketch, sketch);
        for (const { estimate, upper } of [jaccard, containment.aInB, containment.bInA]) expect([estimate, upper]).toEqual([1, 1]);
      }),
      { seed },
    );
  });
});

describe('sampled sketches', () => {
  const k64 = (values: BigUint64Array): Sketch => bottomKFromHashes(values, 64);

  test('at both ends of similarity keep an interval of some width', () => {
    const equal = compareSketches(k64(range(0, 10_000)), k64(range(0, 10_000)));
    expect(equal.jaccard).toMatchObject({ estimate: 1, upper: 1, exact: false, confidence: 0.95 });
    expect(equal.jaccard.lower).toBeCloseTo(0.94399, 5);
    const disjoint = compareSketches(k64(range(0, 10_000)), k64(range(10_000, 20_000)));
    expect(disjoint.jaccard).toMatchObject({ estimate: 0, lower: 0, exact: false });
    expect(disjoint.jaccard.upper).toBeLessThan(0.05);
    expect(disjoint.jaccard.upper).toBeGreaterThan(0);
  });

  test('compare across schemes and parameters', () => {
    const a = range(0, 60_000);
    const b = range(30_000, 90_000);
    const sketchesA = [bottomKFromHashes(a, 512), scaledFromHashes(a, 100)];
    const sketchesB = [bottomKFromHashes(b, 2048), scaledFromHashes(b, 37)];
    for (const sketchA of sketchesA) {
      for (const sketchB of sketchesB) {
        const { jaccard } = compareSketches(sketchA, sketchB, { confidence: 0.9999 });
        expect(jaccard.lower).toBeLessThan(1 / 3);
        expect(jaccard.upper).toBeGreaterThan(1 / 3);
        expect(jaccard.upper - jaccard.lower).toBeLessThan(0.25);
      }
    }
  });

  test('are sharper with a complete sketch, which bounds similarity by the sizes', () => {
    const small = k64(range(0, 50));
    const { jaccard, cardinality, containment } = compareSketches(small, k64(range(0, 100_000)), { recordCounts: { a: 50, b: 100_000 } });
    expect(cardinality.a).toEqual(known(50));
    expect(cardinality.b.upper).toBeLessThanOrEqual(100_000);
    expect(jaccard.upper).toBeLessThanOrEqual(50 / 64);
    expect(jaccard.lower).toBeGreaterThanOrEqual(0);
    expect(containment.bInA.upper).toBeLessThan(0.06);
  });

  test('state what change they would have seen', () => {
    const sketch = bottomKFromHashes(range(0, 10_000), 1024);
    const { detection } = compareSketches(sketch, sketch);
    expect(detection).toEqual({ minimumDetectableChange: 1 - 0.05 ** (1 / 1024), power: 0.95, comparedCount: 1024 });
    expect(detection.minimumDetectableChange).toBeCloseTo(0.0029, 4);
  });

  test('with an empty set are exact about it', () => {
    const { jaccard, containment, intersection } = compareSketches(k64(empty), k64(range(0, 10_000)));
    expect([jaccard, intersection, containment.bInA]).toEqual([known(0), known(0), known(0)]);
    expect(containment.aInB).toEqual(unknownShare);
  });
});

describe('extreme thresholds', () => {
  const theta = (value: bigint, ...hashes: bigint[]): Sketch => ({ scheme: 'bottom-k/1', k: hashes.length, theta: value, hashes: BigUint64Array.from(hashes) });
  const scaled = (scale: number, ...hashes: bigint[]): Sketch => ({ scheme: 'scaled/1', scale, hashes: BigUint64Array.from(hashes) });
  const last = 2n ** 64n - 1n;
  const sketches = [theta(1n, 0n), theta(3n, 0n, 2n), theta(last, 0n), theta(last, last - 1n), scaled(2 ** 32), scaled(2 ** 32, 1n), scaled(1, 5n), scaled(1)];
  const pairs = sketches.flatMap((a, indexA) => sketches.map((b, indexB) => [indexA, indexB, a, b] as const));

  test.each(pairs)('of sketches %d and %d give finite, ordered numbers', (_indexA, _indexB, a, b) => {
    for (const { estimate, lower, upper } of allOf(compareSketches(a, b))) {
      expect(Number.isFinite(lower) && Number.isFinite(upper)).toBe(true);
      expect(lower).toBeLessThanOrEqual(estimate ?? lower);
      expect(estimate ?? upper).toBeLessThanOrEqual(upper);
    }
  });
});

describe('the choice of sketches', () => {
  test('takes the narrowest interval', () => {
    const sketches = (values: BigUint64Array): Sketch[] => [64, 1024, 256].map((k) => bottomKFromHashes(values, k));
    const best = bestComparison(sketches(range(0, 60_000)), sketches(range(30_000, 90_000)));
    expect(best.parameters).toEqual({ a: { scheme: 'bottom-k/1', k: 1024 }, b: { scheme: 'bottom-k/1', k: 1024 } });
  });

  test('needs one of each', () => {
    const sketch = bottomKFromHashes(empty, 64);
    expect(() => bestComparison([sketch], [])).toThrow(expect.objectContaining({ code: 'no-common-sketch' }));
  });

  test.each([0, 1, -0.5, Number.NaN])('refuses the confidence %d', (confidence) => {
    const sketch = bottomKFromHashes(empty, 64);
    expect(() => compareSketches(sketch, sketch, { confidence })).toThrow(DatasigError);
  });
});
