/** Relations and verdicts: which words are used when, and that none claims more than was shown. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../experiments/random.ts';
import { bottomKFromHashes } from '../sketch/bottom-k.ts';
import { scaledFromHashes } from '../sketch/scaled.ts';
import type { Sketch } from '../sketch/sketch.ts';
import { compareSketches, type Comparison } from './compare.ts';
import { relation, type Relation } from './relation.ts';
import { verdict } from './verdict.ts';

const pool = new Random(20_260_104).hashes(20_000);
const k = 64;
const sketch = (from: number, to: number): Sketch => bottomKFromHashes(pool.slice(from, to), k);
const compare = (a: readonly [number, number], b: readonly [number, number]): Comparison => compareSketches(sketch(...a), sketch(...b));

/** Ranges of one list of random hashes, and the relation of their sets: first complete sketches, then sampled ones. */
const cases: readonly (readonly [Relation, readonly [number, number], readonly [number, number], boolean])[] = [
  ['equal', [0, 50], [0, 50], true],
  ['equal', [0, 0], [0, 0], true],
  ['subset', [0, 30], [0, 50], true],
  ['subset', [0, 0], [0, 50], true],
  ['subset', [0, 0], [0, 9000], true],
  ['superset', [0, 50], [0, 30], true],
  ['superset', [0, 9000], [0, 0], true],
  ['disjoint', [0, 20], [20, 40], true],
  ['overlapping', [0, 30], [20, 50], true],
  ['equal', [0, 9000], [0, 9000], false],
  ['subset', [0, 3000], [0, 9000], false],
  ['superset', [0, 9000], [0, 3000], false],
  ['disjoint', [0, 9000], [9000, 18_000], false],
  ['overlapping', [0, 9000], [5000, 14_000], true],
];

describe('relations', () => {
  test.each(cases)('%s: %j and %j', (expected, a, b, certain) => {
    expect(relation(compare(a, b), false)).toEqual({ relation: expected, certain });
    expect(relation(compare(a, b), null)).toEqual({ relation: expected, certain });
  });

  test('are undetermined where one set shows nothing to compare', () => {
    const outside = scaledFromHashes(BigUint64Array.of(2n ** 63n), 2);
    const comparison = compareSketches(outside, sketch(0, 9000));
    expect(relation(comparison, null)).toEqual({ relation: 'undetermined', certain: false });
    expect(verdict(comparison, null)).toMatch(/^Undetermined/);
  });
});

describe('verdicts', () => {
  test('say "identical" of equal UIDs only', () => {
    for (const [, a, b] of cases) {
      expect(verdict(compare(a, b), false).toLowerCase()).not.toContain('identical');
      expect(verdict(compare(a, b), null).toLowerCase()).not.toContain('identical');
    }
    expect(verdict(compare([0, 9000], [0, 9000]), true)).toMatch(/^Identical/);
    expect(relation(compare([0, 9000], [0, 9000]), true)).toEqual({ relation: 'identical', certain: true });
  });

  test('hedge what was only sampled', () => {
    for (const [, a, b, certain] of cases) {
      expect(/Consistent with/.test(verdict(compare(a, b), null))).toBe(!certain);
    }
  });

  test('of different UIDs and equal sets name the multiplicities', () => {
    expect(verdict(compare([0, 50], [0, 50]), false)).toBe(
      'Equal as sets, yet not the same data: both hold the same distinct records, but some occur more often in one.',
    );
    expect(verdict(compare([0, 50], [0, 50]), null)).toContain('not known whether each occurs as often');
  });

  test('of different UIDs and equal sketches say by how little they differ', () => {
    expect(verdict(compare([0, 9000], [0, 9000]), false)).toBe(
      'They differ, by less than 4.57 % of the distinct records (95 % probability) or only in how often some occur: the UIDs differ, but there is no difference among the 64 distinct records compared.',
    );
  });

  test('give numbers for the other relations', () => {
    expect(verdict(compare([0, 30], [0, 50]), false)).toBe('A is a subset of B: B holds all 30 distinct records of A and 20 more.');
    expect(verdict(compare([0, 50], [0, 30]), false)).toBe('B is a subset of A: A holds all 30 distinct records of B and 20 more.');
    expect(verdict(compare([0, 0], [0, 50]), false)).toBe('A is empty, and so a subset of B.');
    expect(verdict(compare([0, 0], [0, 0]), null)).toBe('Equal: both are empty.');
    expect(verdict(compare([0, 20], [20, 40]), false)).toBe('Disjoint: no record is in both.');
    expect(verdict(compare([0, 30], [20, 50]), false)).toBe('Overlapping: 20 % of all distinct records are in both.');
    expect(verdict(compare([0, 9000], [5000, 14_000]), false)).toMatch(/^Overlapping: [\d.]+ % \([\d.]+ % to [\d.]+ %\) of all/);
    expect(verdict(compare([0, 3000], [0, 9000]), false)).toMatch(/A covers [\d.]+ % \([\d.]+ % to [\d.]+ %\) of B\.$/);
  });

  test('never round a share to 0 % or 100 % that is neither', () => {
    const values = new BigUint64Array(30_001).map((_, index) => BigInt(index));
    const nearlyAll = compareSketches(scaledFromHashes(values.slice(0, 30_000), 1), scaledFromHashes(values.slice(1), 1));
    expect(verdict(nearlyAll, false)).toContain('99.99 %');
    const nearlyNone = compareSketches(scaledFromHashes(values.slice(0, 15_001), 1), scaledFromHashes(values.slice(15_000), 1));
    expect(verdict(nearlyNone, false)).toContain('0.01 %');
  });
});
