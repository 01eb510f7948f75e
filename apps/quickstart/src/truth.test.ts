/** Counting the truth, against sets small enough to check by eye. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCounts, compareCounts, countRecords } from './truth.ts';

test('the Jaccard similarity is a share of distinct records', () => {
  const truth = compareCounts(countRecords(['a', 'a', 'b', 'c']), countRecords(['b', 'c', 'd']));
  expect(truth).toEqual({ jaccard: 0.5, identical: false });
});

test('records count as often as they occur', () => {
  expect(compareCounts(countRecords(['a', 'b']), countRecords(['b', 'a']))).toEqual({ jaccard: 1, identical: true });
  expect(compareCounts(countRecords(['a', 'b']), countRecords(['b', 'a', 'a']))).toEqual({ jaccard: 1, identical: false });
  expect(compareCounts(countRecords(['a']), countRecords(['a', 'b'])).identical).toBe(false);
  expect(compareCounts(countRecords([]), countRecords([]))).toEqual({ jaccard: 1, identical: true });
});

test('bytes and their text are the same record, and a reused array is not kept', () => {
  const scratch = new Uint8Array(1);
  const bytes = function* (): Generator<Uint8Array> {
    for (const code of [97, 98]) {
      scratch[0] = code;
      yield scratch;
    }
  };
  expect(countRecords(bytes())).toEqual(countRecords(['a', 'b']));
});

test('counts add up to those of all records', () => {
  const records = fc.array(fc.constantFrom('a', 'b', 'c', 'd'));
  fc.assert(
    fc.property(records, records, (a, b) => {
      expect(addCounts([countRecords(a), countRecords(b)])).toEqual(countRecords([...a, ...b]));
    }),
    { seed: 3 },
  );
});
