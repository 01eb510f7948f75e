/** The attacks on identities find what a fingerprint was made of, and nothing else. */
import { Fingerprinter } from '@datasig/core';
import { expect, test } from 'vitest';
import { guessWhole, solveCounts } from './identity-guessing.ts';

function summarise(rows: readonly Readonly<Record<string, string>>[], key?: Uint8Array): ReturnType<Fingerprinter['finish']> {
  const fingerprinter = new Fingerprinter(key === undefined ? {} : { key });
  fingerprinter.add({ kind: 'rows', rows });
  return fingerprinter.finish();
}

const pairs = ['a', 'b', 'c', 'd'].map((name) => [{ name, positive: 'no' }, { name, positive: 'yes' }] as const);

test('a whole dataset is found once among all that it may be', () => {
  const target = summarise([pairs[0]![1], pairs[1]![0], pairs[2]![1], pairs[3]![1]]);
  expect(guessWhole(target, pairs)).toEqual({ guesses: 16, confirmed: 1 });
  expect(guessWhole(summarise([pairs[0]![1], pairs[1]![0], pairs[2]![1]]), pairs).confirmed).toBe(0);
  expect(guessWhole(summarise(pairs.map(([no]) => no), new Uint8Array(32)), pairs).confirmed).toBe(0);
});

test('counts of candidates are solved from the state', () => {
  const [a, b, c] = pairs.map(([no]) => no) as [(typeof pairs)[number][0], (typeof pairs)[number][0], (typeof pairs)[number][0]];
  const { identity } = summarise([a, a, a, c]);
  expect(solveCounts(identity!.state!, [a, b, c])).toEqual([3, 0, 1]);
  expect(() => solveCounts(identity!.state!, [a, a])).toThrow(RangeError);
});
