/** The page: width, marks, and what stands where. */
import { describeProgress, lineWidth, paragraph, plainPalette } from '@datasig/runner/terminal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from './comparisons.ts';
import { showBetween, showClosing, showComparison, showFingerprint, showOpening } from './page.ts';
import type { ComparisonEntry, FingerprintEntry } from './result.ts';

const fingerprint: FingerprintEntry = {
  name: 'flights-edited',
  description: 'a description that is much too long for its column',
  recordCount: 200_000,
  uid: `dsu1:${'0123456789abcdef'.repeat(4)}`,
  file: '/home/someone/flights-edited.datasig.json',
  fileByteLength: 45_678,
  elapsedMs: 12_345,
};

const comparison: ComparisonEntry = {
  a: 'mnist-all',
  b: 'flights-edited',
  announced: 0.1428,
  truth: { jaccard: 1 / 7, identical: false },
  jaccard: { estimate: 0.1335, lower: 0.1227, upper: 0.1444, confidence: 0.95, exact: false },
  identical: false,
  relation: 'superset',
  verdict: 'Consistent with B being a subset of A: all records of B that were compared are in A; B covers 13.35 % (12.27 % to 14.44 %) of A.',
  holds: true,
};

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

test('every piece keeps to the width', () => {
  const result = { fingerprints: [fingerprint], comparisons: [comparison], truthElapsedMs: 1234, elapsedMs: 12_345 };
  const pieces = [
    showOpening(plainPalette),
    showFingerprint(fingerprint),
    showBetween(process.cwd(), [fingerprint], plainPalette),
    showComparison(comparison, plainPalette),
    showClosing(result, plainPalette),
    showClosing({ ...result, comparisons: [{ ...comparison, holds: false }] }, plainPalette),
    `  flights-edited  ${describeProgress({ recordCount: 200_000, byteLength: 47_100_000, totalByteLength: 47_100_000, bytesPerSecond: 123_400_000, recordsPerSecond: 1, elapsedMs: 1, remainingMs: 12_345 })}`,
  ];
  expect(pieces.flatMap((piece) => piece.split('\n')).filter((line) => line.length > lineWidth)).toEqual([]);
});

test('a comparison shows what was announced, what is true and what was estimated', () => {
  const [line, ...verdict] = showComparison(comparison, plainPalette).trimEnd().split('\n');
  expect(line!.trim().split(/ {2,}/)).toEqual(['mnist-all', 'flights-edited', '14.28 %', '14.29 %', '13.35 %', '12.27 – 14.44 %', '✓']);
  expect(verdict.map((each) => each.trim()).join(' ')).toBe(comparison.verdict);
  expect(showComparison({ ...comparison, holds: false }, plainPalette)).toContain('✗');
});

test('a comparison holds when the truth is inside the interval and the UIDs tell it', () => {
  const { jaccard } = comparison;
  expect(holds(jaccard, false, { jaccard: 0.1227, identical: false })).toBe(true);
  expect(holds(jaccard, false, { jaccard: 0.1226, identical: false })).toBe(false);
  expect(holds(jaccard, false, { jaccard: 0.1445, identical: false })).toBe(false);
  expect(holds(jaccard, true, { jaccard: 0.13, identical: false })).toBe(false);
  expect(holds(jaccard, null, { jaccard: 0.13, identical: false })).toBe(false);
});

test('a paragraph keeps all words in order and within the width', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 }), fc.nat(20), (words, indent) => {
      const text = paragraph(words.join(' '), indent);
      expect(text.split('\n').map((line) => line.slice(indent)).join(' ')).toBe(words.join(' '));
      expect(widest(text)).toBeLessThanOrEqual(lineWidth);
    }),
    { seed: 3 },
  );
});
