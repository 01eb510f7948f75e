/** Theorem 5 by exact summation: the Clopper–Pearson interval holds for draws without replacement. */
import { expect, test } from 'vitest';
import { estimateProportion } from '../../../packages/core/src/estimate/binomial.ts';

const mostRecords = 40;
const rounding = 1e-9;

/** Row n is the binomial coefficients of n. */
const binomials: number[][] = [[1]];
for (let n = 1; n <= mostRecords; n++) {
  const last = binomials[n - 1]!;
  binomials.push(Array.from({ length: n + 1 }, (_, r) => (last[r - 1] ?? 0) + (last[r] ?? 0)));
}

function choose(n: number, r: number): number {
  return binomials[n]?.[r] ?? 0;
}

test.each([0.5, 0.9, 0.95, 0.99])('it covers every share of every population of up to 40 records with %d', (confidence) => {
  for (let drawn = 1; drawn <= mostRecords; drawn++) {
    const intervals = Array.from({ length: drawn + 1 }, (_, marked) => estimateProportion(marked, drawn, confidence));
    for (let records = drawn; records <= mostRecords; records++) {
      for (let marked = 0; marked <= records; marked++) {
        const share = marked / records;
        const covered = intervals.reduce((sum, { lower, upper }, found) => (lower <= share + rounding && share <= upper + rounding ? sum + choose(marked, found) * choose(records - marked, drawn - found) : sum), 0);
        expect(covered / choose(records, drawn)).toBeGreaterThanOrEqual(confidence - rounding);
      }
    }
  }
});
