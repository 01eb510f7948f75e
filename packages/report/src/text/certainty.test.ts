/** What is said to be noticed fits what was found: each sentence is about what would have made the headline another. */
import { compareFingerprints } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { numbers } from '../../test/fingerprints.ts';
import { describeDetection } from './certainty.ts';

const sketches = [{ scheme: 'bottom-k/1', k: 64 }] as const;
const detectionOf = (a: readonly [number, number], b: readonly [number, number]): string | null =>
  describeDetection(compareFingerprints(numbers('a', ...a, { sketches }).fingerprint, numbers('b', ...b, { sketches }).fingerprint));

describe('what would have been noticed', () => {
  it.each([
    ['nothing in common: something shared', [0, 400], [1000, 1500], /^Had they shared [\d.]+ % or more of all distinct records of both, this would have shown with 95 % probability/],
    ['a part: records beside it', [0, 300], [0, 1500], /^Had A held records that B does not, this would have shown with 95 % probability if they were [\d.]+ % or more of all/],
    ['a whole: records of the part beside it', [0, 1500], [0, 300], /^Had B held records that A does not/],
    ['some in both: what is shared, or not', [0, 900], [400, 1500], /^What makes up [\d.]+ % or more of all distinct records, shared or in one side only, shows/],
    ['no difference: a change', [0, 3000], [1, 3001], /^Had [\d.]+ % or more of the distinct records been changed/],
  ] as const)('%s', (_, a, b, expected) => {
    expect(detectionOf(a, b)).toMatch(expected);
  });
});
