/** Laws of all sketch schemes, and the written form of their parameters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BinMinima } from '../kernel/reference/bin-minima.ts';
import { bottomKFromHashes, truncateBottomK } from './bottom-k.ts';
import { hashSpace } from './hash-list.ts';
import { emptyBin, foldBins, onePermutationFromBins, type OnePermutationSketch } from './one-permutation.ts';
import { formatSketchParameters, parseSketchParameters } from './parameters.ts';
import { scaledFromHashes } from './scaled.ts';
import { areComparable, assertValidSketch, coveredSpace, isComplete, knownCount, mergeSketches, type HashSketch, sketchParameters } from './sketch.ts';

const seed = 20_260_103;
/** Few values and all values, so that sets meet and thresholds fall between and on them. */
const hash = fc.oneof(fc.integer({ min: 0, max: 40 }).map((value) => BigInt(value) * 2n ** 58n), fc.bigInt({ min: 0n, max: hashSpace - 1n }));
const hashes = fc.array(hash, { maxLength: 80 }).map((values) => BigUint64Array.from(values));
const k = fc.integer({ min: 1, max: 100 });
const scale = fc.integer({ min: 1, max: 9 });
/** Each divides the next. */
const binCount = fc.constantFrom(1, 3, 6, 24, 96);

interface Scheme {
  readonly size: fc.Arbitrary<number>;
  make(values: BigUint64Array, size: number): HashSketch;
  /** The size that a union of two has. */
  merged(one: number, other: number): number;
}

const schemes: Readonly<Record<HashSketch['scheme'], Scheme>> = {
  'bottom-k/1': { size: k, make: bottomKFromHashes, merged: Math.min },
  'scaled/1': { size: scale, make: scaledFromHashes, merged: Math.max },
  'one-permutation/1': { size: binCount, make: onePermutationFromHashes, merged: Math.min },
};

/** Positions and values of records as the hashes give them, one way for each hash. */
function onePermutationFromHashes(values: BigUint64Array, count: number): HashSketch {
  const minima = new BinMinima(count);
  for (const value of values) {
    const other = BigInt.asUintN(64, value * 0x9e37_79b9_7f4a_7c15n);
    minima.add(Number(other >> 32n), Number(value >> 32n), Number(value & 0xffff_ffffn));
  }
  return onePermutationFromBins(minima.finish());
}

const unite = (...sets: BigUint64Array[]): BigUint64Array => BigUint64Array.from(sets.flatMap((set) => [...set]));
const reversed = (values: BigUint64Array): BigUint64Array => values.slice().reverse();

describe.each(Object.entries(schemes))('%s', (_name, { size, make, merged }) => {
  test('sketch(A) ∪ sketch(B) = sketch(A ∪ B), also for different sizes', () => {
    fc.assert(
      fc.property(hashes, hashes, size, size, (a, b, sizeA, sizeB) => {
        expect(mergeSketches(make(a, sizeA), make(b, sizeB))).toEqual(make(unite(a, b), merged(sizeA, sizeB)));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('merging is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(hashes, hashes, hashes, size, size, size, (a, b, c, sizeA, sizeB, sizeC) => {
        const [x, y, z] = [make(a, sizeA), make(b, sizeB), make(c, sizeC)];
        expect(mergeSketches(x, y)).toEqual(mergeSketches(y, x));
        expect(mergeSketches(mergeSketches(x, y), z)).toEqual(mergeSketches(x, mergeSketches(y, z)));
        expect(mergeSketches(x, x)).toEqual(x);
      }),
      { seed },
    );
  });

  test('depends on the set alone, not on order or duplicates, and leaves its input as it was', () => {
    fc.assert(
      fc.property(hashes, size, (values, wanted) => {
        const before = values.slice();
        const sketch = make(values, wanted);
        expect(make(unite(reversed(values), values), wanted)).toEqual(sketch);
        expect(values).toEqual(before);
      }),
      { seed },
    );
  });

  test('is valid, and complete where it covers the whole hash space', () => {
    fc.assert(
      fc.property(hashes, size, (values, wanted) => {
        const sketch = make(values, wanted);
        assertValidSketch(sketch);
        expect(coveredSpace(sketch)).toBeGreaterThan(0n);
        expect(isComplete(sketch)).toBe(coveredSpace(sketch) === hashSpace);
        expect(knownCount(sketch)).toBeLessThanOrEqual(new Set(values).size);
      }),
      { seed },
    );
  });
});

test.each(['bottom-k/1', 'scaled/1'] as const)('%s holds exactly the hashes of its set below the threshold', (scheme) => {
  const { size, make } = schemes[scheme];
  fc.assert(
    fc.property(hashes, size, (values, wanted) => {
      const sketch = make(values, wanted);
      const theta = coveredSpace(sketch);
      expect(new Set(sketch.hashes)).toEqual(new Set(values.filter((value) => value < theta)));
    }),
    { seed },
  );
});

describe('one-permutation/1', () => {
  test('folded, is the sketch made with fewer bins', () => {
    fc.assert(
      fc.property(hashes, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (values, count, factor) => {
        const large = onePermutationFromHashes(values, count * factor) as OnePermutationSketch;
        expect(foldBins(large, count)).toEqual(onePermutationFromHashes(values, count));
      }),
      { seed },
    );
  });

  test('covers each bin up to its minimum, and empty ones whole', () => {
    const sketch = onePermutationFromBins(BigUint64Array.of(0n, emptyBin, 2n ** 63n - 1n, 9n));
    expect(coveredSpace(sketch)).toBe((1n + hashSpace + 2n ** 63n + 10n) / 4n);
    expect(knownCount(sketch)).toBe(3);
    expect(isComplete(sketch)).toBe(false);
  });

  test('is complete only of no records', () => {
    expect(isComplete(onePermutationFromBins(BigUint64Array.of(emptyBin, emptyBin)))).toBe(true);
  });

  test.each([0, 2 ** 20 + 1])('refuses %d bins', (wrong) => {
    expect(() => onePermutationFromBins(new BigUint64Array(wrong))).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('merges and is compared only where one number of bins divides the other', () => {
    const [two, three, six] = [2, 3, 6].map((count) => onePermutationFromBins(new BigUint64Array(count)));
    expect(mergeSketches(six!, three!)).toEqual(three);
    expect(mergeSketches(two!, six!)).toEqual(two);
    expect(() => mergeSketches(two!, three!)).toThrow(expect.objectContaining({ code: 'sketch-mismatch', message: expect.stringContaining('one-permutation:2 and one-permutation:3') }));
    expect([areComparable(six!, three!), areComparable(two!, three!)]).toEqual([true, false]);
    expect(areComparable(two!, bottomKFromHashes(new BigUint64Array(0), 2))).toBe(false);
  });
});

describe('bottom-k/1', () => {
  test('truncated, is the sketch made with the smaller k', () => {
    fc.assert(
      fc.property(hashes, k, k, (values, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        expect(truncateBottomK(bottomKFromHashes(values, large), small)).toEqual(bottomKFromHashes(values, small));
      }),
      { seed },
    );
  });

  test('does not grow', () => {
    expect(() => truncateBottomK(bottomKFromHashes(new BigUint64Array(3), 8), 9)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('holds exactly k records without a theta', () => {
    const sketch = bottomKFromHashes(BigUint64Array.of(3n, 1n, 2n), 3);
    expect(sketch).toEqual({ scheme: 'bottom-k/1', k: 3, theta: null, hashes: BigUint64Array.of(1n, 2n, 3n) });
    expect(bottomKFromHashes(BigUint64Array.of(3n, 1n, 2n), 2)).toEqual({ scheme: 'bottom-k/1', k: 2, theta: 3n, hashes: BigUint64Array.of(1n, 2n) });
  });

  test.each([0, -1, 1.5, 2 ** 20 + 1, Number.NaN])('refuses k = %d', (wrong) => {
    expect(() => bottomKFromHashes(new BigUint64Array(0), wrong)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('scaled/1', () => {
  test.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('refuses the scale %d', (wrong) => {
    expect(() => scaledFromHashes(new BigUint64Array(0), wrong)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('keeps everything at scale 1', () => {
    const sketch = scaledFromHashes(BigUint64Array.of(hashSpace - 1n, 0n), 1);
    expect(sketch.hashes).toEqual(BigUint64Array.of(0n, hashSpace - 1n));
    expect(isComplete(sketch)).toBe(true);
  });

  test('has the threshold floor(2^64 / scale)', () => {
    const theta = 6_148_914_691_236_517_205n;
    expect(scaledFromHashes(BigUint64Array.of(theta - 1n, theta), 3).hashes).toEqual(BigUint64Array.of(theta - 1n));
  });
});

describe('a sketch from outside', () => {
  const of = BigUint64Array.of.bind(BigUint64Array);
  test.each<[string, HashSketch]>([
    ['k of 0', { scheme: 'bottom-k/1', k: 0, theta: null, hashes: of() }],
    ['more than k hashes', { scheme: 'bottom-k/1', k: 1, theta: null, hashes: of(1n, 2n) }],
    ['hashes out of order', { scheme: 'bottom-k/1', k: 2, theta: null, hashes: of(2n, 1n) }],
    ['a hash twice', { scheme: 'bottom-k/1', k: 2, theta: null, hashes: of(1n, 1n) }],
    ['theta with less than k hashes', { scheme: 'bottom-k/1', k: 3, theta: 9n, hashes: of(1n, 2n) }],
    ['theta that is a hash', { scheme: 'bottom-k/1', k: 2, theta: 2n, hashes: of(1n, 2n) }],
    ['theta of 65 bits', { scheme: 'bottom-k/1', k: 1, theta: hashSpace, hashes: of(1n) }],
    ['a scale of 0', { scheme: 'scaled/1', scale: 0, hashes: of() }],
    ['scaled hashes out of order', { scheme: 'scaled/1', scale: 2, hashes: of(2n, 1n) }],
    ['no bins', { scheme: 'one-permutation/1', k: 0, hashes: of() }],
    ['fewer values than bins', { scheme: 'one-permutation/1', k: 3, hashes: of(1n, 2n) }],
    ['more values than bins', { scheme: 'one-permutation/1', k: 1, hashes: of(1n, 2n) }],
    ['a hash at the threshold', { scheme: 'scaled/1', scale: 2, hashes: of(1n, 2n ** 63n) }],
  ])('is refused with %s', (_what, sketch) => {
    expect(() => assertValidSketch(sketch)).toThrow(expect.objectContaining({ code: 'fingerprint-malformed' }));
  });

  test('of another scheme does not merge', () => {
    const values = of(1n, 2n);
    expect(() => mergeSketches(bottomKFromHashes(values, 2), scaledFromHashes(values, 2))).toThrow(expect.objectContaining({ code: 'sketch-mismatch' }));
    expect(() => mergeSketches(bottomKFromHashes(values, 2), onePermutationFromBins(values))).toThrow(expect.objectContaining({ code: 'sketch-mismatch' }));
  });
});

describe('the written form of parameters', () => {
  test('is read back', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(schemes).map(({ size, make }) => size.map((value) => make(new BigUint64Array(0), value)))), (sketch) => {
        const parameters = sketchParameters(sketch);
        expect(parseSketchParameters(formatSketchParameters(parameters))).toEqual(parameters);
      }),
      { seed },
    );
    expect(parseSketchParameters('bottom-k:4096')).toEqual({ scheme: 'bottom-k/1', k: 4096 });
    expect(parseSketchParameters('one-permutation:1024')).toEqual({ scheme: 'one-permutation/1', k: 1024 });
    expect(parseSketchParameters('scaled:1000')).toEqual({ scheme: 'scaled/1', scale: 1000 });
  });

  test.each(['', 'bottom-k', 'bottom-k:', 'bottom-k:0', 'bottom-k:010', 'bottom-k:1048577', 'bottom-k:1e3', 'bottom-k: 5', 'scaled:0', 'scaled:4294967297', 'one-permutation:0', 'one-permutation:1048577', 'one-permutation', 'minhash:5'])(
    'refuses %j',
    (text) => {
      expect(() => parseSketchParameters(text)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    },
  );
});
