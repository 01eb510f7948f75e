/** Comparisons: against the sets themselves, across schemes, at the borders, and the choice of a pair. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatedRecords } from '../../test/generated-records.ts';
import { onePermutationVectors, vectors } from '../../test/vectors.ts';
import { Random } from '../../experiments/random.ts';
import { DatasigError } from '../errors.ts';
import { referenceKernel } from '../kernel/reference/index.ts';
import { bottomKFromHashes } from '../sketch/bottom-k.ts';
import { emptyBin, onePermutationFromBins } from '../sketch/one-permutation.ts';
import { scaledFromHashes } from '../sketch/scaled.ts';
import { areComparable, heldCount, type HashSketch } from '../sketch/sketch.ts';
import { bestComparison, compareSketches, type Comparison, countDistinct, type Estimate } from './compare.ts';

const seed = 20_260_102;
const empty = new BigUint64Array(0);
/** Small numbers, spread over the hash space, so that sets meet. */
const hash = fc.integer({ min: 0, max: 60 }).map((value) => BigInt(value) * 2n ** 58n + 1n);
const hashSet = fc.uniqueArray(hash, { maxLength: 60 }).map((values) => BigUint64Array.from(values));
const parameters = fc.oneof(
  fc.integer({ min: 1, max: 64 }).map((k) => (values: BigUint64Array): HashSketch => bottomKFromHashes(values, k)),
  fc.integer({ min: 1, max: 8 }).map((scale) => (values: BigUint64Array): HashSketch => scaledFromHashes(values, scale)),
);

/** What makes the sketches of a pair that can be compared. */
const schemePair = fc.oneof(fc.tuple(parameters, parameters), fc.constantFrom(1, 3, 16, 48).map((k) => [binsOf(k), binsOf(k === 3 ? 3 : 48)] as const));

/** Bins and values as the hashes give them, one way for each hash. */
function binsOf(k: number): (values: BigUint64Array) => HashSketch {
  return (values) => {
    const minima = new BigUint64Array(k).fill(emptyBin);
    for (const value of values) {
      const other = BigInt.asUintN(64, value * 0x9e37_79b9_7f4a_7c15n);
      const bin = Number(((other >> 32n) * BigInt(k)) >> 32n);
      if (value < minima[bin]!) minima[bin] = value;
    }
    return onePermutationFromBins(minima);
  };
}

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
      fc.property(hashSet, schemePair, fc.integer({ min: 0, max: 1000 }), (values, [sketch], more) => {
        const recordCount = values.length + more;
        const { cardinality } = compareSketches(sketch(values), sketch(values), { recordCounts: { a: recordCount, b: recordCount }, confidence: 0.9 });
        expect(countDistinct(sketch(values), recordCount, 0.9)).toEqual(cardinality.a);
      }),
      { seed },
    );
  });

  test('swapped, give the same estimates swapped', () => {
    fc.assert(
      fc.property(hashSet, hashSet, schemePair, (a, b, [sketchA, sketchB]) => {
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
      fc.property(hashSet, hashSet, schemePair, fc.integer({ min: 0, max: 100 }), (a, b, [sketchA, sketchB], duplicates) => {
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
      fc.property(hashSet, schemePair, (values, [toSketch]) => {
        const sketch = toSketch(values);
        fc.pre(heldCount(sketch) > 0);
        const { jaccard, containment } = compareSketches(sketch, sketch);
        for (const { estimate, upper } of [jaccard, containment.aInB, containment.bInA]) expect([estimate, upper]).toEqual([1, 1]);
      }),
      { seed },
    );
  });
});

describe('sampled sketches', () => {
  const k64 = (values: BigUint64Array): HashSketch => bottomKFromHashes(values, 64);

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
  const theta = (value: bigint, ...hashes: bigint[]): HashSketch => ({ scheme: 'bottom-k/1', k: hashes.length, theta: value, hashes: BigUint64Array.from(hashes) });
  const scaled = (scale: number, ...hashes: bigint[]): HashSketch => ({ scheme: 'scaled/1', scale, hashes: BigUint64Array.from(hashes) });
  const last = 2n ** 64n - 1n;
  const sketches = [theta(1n, 0n), theta(3n, 0n, 2n), theta(last, 0n), theta(last, last - 1n), scaled(2 ** 32), scaled(2 ** 32, 1n), scaled(1, 5n), scaled(1),
    ...[[0n], [last], [last - 1n], [1n, 0n], [0n, last], [last, last - 1n], [last, last]].map((values) => onePermutationFromBins(BigUint64Array.from(values)))];
  const pairs = sketches.flatMap((a, indexA) => sketches.flatMap((b, indexB) => (areComparable(a, b) ? [[indexA, indexB, a, b] as const] : [])));

  test.each(pairs)('of sketches %d and %d give finite, ordered numbers', (_indexA, _indexB, a, b) => {
    for (const { estimate, lower, upper } of allOf(compareSketches(a, b))) {
      expect(Number.isFinite(lower) && Number.isFinite(upper)).toBe(true);
      expect(lower).toBeLessThanOrEqual(estimate ?? lower);
      expect(estimate ?? upper).toBeLessThanOrEqual(upper);
    }
  });
});

describe('one-permutation sketches', () => {
  test('of no records are exact about it', () => {
    const [none, some] = [binsOf(64)(empty), binsOf(64)(range(0, 500))];
    expect(compareSketches(none, none).jaccard).toEqual(unknownShare);
    const { jaccard, cardinality, containment, intersection } = compareSketches(none, some);
    expect([jaccard, intersection, containment.bInA, cardinality.a]).toEqual([known(0), known(0), known(0), known(0)]);
    expect(containment.aInB).toEqual(unknownShare);
  });

  test('are never exact but where the records are counted', () => {
    const sketch = binsOf(1024)(range(0, 3));
    expect(compareSketches(sketch, sketch).cardinality.a).toMatchObject({ exact: false, lower: 3 });
    expect(compareSketches(sketch, sketch, { recordCounts: { a: 3, b: 3 } }).cardinality.a).toEqual(known(3));
  });

  test('of few records tell more than the number of bins compared', () => {
    const { jaccard } = compareSketches(binsOf(4096)(range(0, 200)), binsOf(4096)(range(100, 300)));
    expect(jaccard.lower).toBeLessThan(1 / 3);
    expect(jaccard.upper).toBeGreaterThan(1 / 3);
    expect(jaccard.upper - jaccard.lower).toBeLessThan(0.05);
  });

  test('do not compare with other schemes or numbers of bins', () => {
    const values = range(0, 100);
    const pairs = [[binsOf(64)(values), bottomKFromHashes(values, 64)], [scaledFromHashes(values, 1), binsOf(64)(values)], [binsOf(64)(values), binsOf(65)(values)]] as const;
    for (const [a, b] of pairs) expect(() => compareSketches(a, b)).toThrow(expect.objectContaining({ code: 'sketch-mismatch' }));
    expect(() => bestComparison([binsOf(64)(values)], [bottomKFromHashes(values, 64), binsOf(65)(values)])).toThrow(expect.objectContaining({ code: 'no-common-sketch' }));
    const best = bestComparison([binsOf(64)(values), bottomKFromHashes(values, 8)], [bottomKFromHashes(values, 4), binsOf(65)(values)]);
    expect(best.parameters).toEqual({ a: { scheme: 'bottom-k/1', k: 8 }, b: { scheme: 'bottom-k/1', k: 4 } });
  });

  test.each(onePermutationVectors.comparisons)('count as the vectors do: $a, $kOfA bins, and $b, $kOfB bins', (vector) => {
    const sketch = (name: string, k: number): HashSketch => {
      const session = referenceKernel.open({ identity: false, smallestCount: 0, threshold: 0n, binCounts: [k] });
      for (const bytes of generatedRecords(vectors.datasets.find((dataset) => dataset.name === name)!.records)) {
        session.reserve(bytes.length, 0).set(bytes);
        session.absorb(Uint32Array.of(bytes.length), 1);
      }
      return onePermutationFromBins(session.finish().bins[0]!);
    };
    // One of these six is 2.7 standard errors off.
    const { overlap, jaccard } = compareSketches(sketch(vector.a, vector.kOfA), sketch(vector.b, vector.kOfB), { confidence: 0.999 });
    expect(overlap).toMatchObject({ both: vector.both, onlyA: vector.onlyA, onlyB: vector.onlyB, theta: BigInt(vector.theta) });
    const [part, whole = 1] = vector.trueJaccard.split('/').map(Number);
    expect(jaccard.lower).toBeLessThanOrEqual(part! / whole);
    expect(jaccard.upper).toBeGreaterThanOrEqual(part! / whole);
  });
});

describe('the choice of sketches', () => {
  test('takes the narrowest interval', () => {
    const sketches = (values: BigUint64Array): HashSketch[] => [64, 1024, 256].map((k) => bottomKFromHashes(values, k));
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
