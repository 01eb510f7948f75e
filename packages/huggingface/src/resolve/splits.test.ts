import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeOf } from '../../test/code-of.ts';
import { checkSplits, parseSplits, resolveSplits } from './splits.ts';

type Range = readonly [split: string, start: number, end: number];

const folder = new URL('../../../../vectors/hub-layouts/', import.meta.url);
const { counts } = JSON.parse(readFileSync(new URL('splits.json', folder), 'utf8')) as { readonly counts: Readonly<Record<string, number>> };
const results = JSON.parse(readFileSync(new URL('results.json', folder), 'utf8')) as {
  readonly splits: readonly (readonly [string, readonly Range[] | string])[];
  readonly hundredths: readonly (readonly [count: number, closest: readonly number[], dropping: readonly number[] | null])[];
};
const recordCounts = new Map(Object.entries(counts));

it.each(results.splits)('%j is %j in Hugging Face datasets', (spec, answer) => {
  if (typeof answer === 'string') {
    expect(codeOf(() => resolveSplits(parseSplits(spec), recordCounts))).toBe(answer.startsWith('Unknown split') ? 'unknown-split' : 'invalid-argument');
  } else {
    // The library's ranges that end before they begin have no records.
    const expected = answer.map(([split, start, end]) => ({ split, start, end: Math.max(start, end) }));
    expect(resolveSplits(parseSplits(spec), recordCounts)).toEqual(expected);
  }
});

it.each(results.hundredths)('hundredths of %d records round alike', (count, closest, dropping) => {
  const ends = (rounding: string): number[] => closest.map((_, percent) => resolveSplits(parseSplits(`x[:${percent}%](${rounding})`), new Map([['x', count]]))[0]!.end);
  expect(ends('closest')).toEqual(closest);
  if (dropping === null) expect(codeOf(() => ends('pct1_dropremainder'))).toBe('invalid-argument');
  else expect(ends('pct1_dropremainder')).toEqual(dropping);
});

it('names the splits there are', () => {
  expect(() => { checkSplits(parseSplits('train+dev[:5]'), ['train', 'test']); }).toThrow('there is no split "dev"; the dataset has "train", "test"');
  expect(() => { checkSplits(parseSplits('test+train'), ['train', 'test']); }).not.toThrow();
});

it('reads a long text in time that grows with its length', () => {
  expect(codeOf(() => parseSplits('a'.repeat(1_000_000) + '!'))).toBe('invalid-argument');
  expect(codeOf(() => parseSplits(`a${'.a'.repeat(500_000)}!`))).toBe('invalid-argument');
  expect(codeOf(() => parseSplits(`a[${'1'.repeat(1_000_000)}`))).toBe('invalid-argument');
});
