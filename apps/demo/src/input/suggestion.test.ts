/** Suggestions of real comparisons become settings, and settings a command. */
import { compareFingerprints, createFingerprint, type Finding, Fingerprinter } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { commandLine, optionsOf, splitWords } from './command-line.ts';
import { isPlain, plainSettings, toPreparation } from './settings.ts';
import { describeSuggestion, withSuggestion } from './suggestion.ts';

function findings(a: Record<string, Value>, b: Record<string, Value>): readonly Finding[] {
  const [made, other] = [a, b].map((row) => {
    const fingerprinter = new Fingerprinter();
    fingerprinter.add({ kind: 'rows', rows: [row] });
    return createFingerprint({ dataset: { name: 'x', connector: 'files', location: 'x' }, summary: fingerprinter.finish() });
  });
  return compareFingerprints(made!, other!).findings;
}

describe('withSuggestion', () => {
  it.each([
    [{ id: 1n }, { id: '1' }, { casts: { id: 'number' } }],
    [{ "it's = x": 1.5 }, { "it's = x": '1.5' }, { casts: { "it's = x": 'float64' } }],
    [{ 'user id': 'a' }, { user_id: 'a' }, { rename: { user_id: 'user id' } }],
  ])('of %o and %o', (a, b, expected) => {
    const { suggestion } = findings(a, b).find((finding) => finding.suggestion !== undefined)!;
    expect(suggestion!.side).toBe('b');
    const settings = withSuggestion(plainSettings, suggestion!)!;
    expect(settings).toEqual({ ...plainSettings, ...expected });
    expect(splitWords(commandLine(optionsOf(settings)))).toEqual(splitWords(suggestion!.option));
  });

  it('takes pixels and null tokens, and leaves what it does not know', () => {
    expect(withSuggestion(plainSettings, { side: 'a', option: '--pixels' })).toMatchObject({ pixels: true });
    expect(withSuggestion(plainSettings, { side: 'a', option: "--null ''" })).toMatchObject({ nullTokens: [''] });
    expect(withSuggestion(plainSettings, { side: 'a', option: '--cast x' })).toBeUndefined();
    expect(withSuggestion(plainSettings, { side: 'a', option: '--other' })).toBeUndefined();
  });

  it('is described in words', () => {
    const words = ['--pixels', "--null ''", '--null NA', '--rename b=a', "--cast 'x y=integer'", '--other'].map((option) => describeSuggestion({ side: 'b', option }));
    expect(words).toEqual(['Read the images of B as pixels', 'Read empty text in B as no value', 'Read “NA” in B as no value', 'Take “b” of B for “a”', 'Read “x y” of B as integer', undefined]);
  });
});

describe('settings', () => {
  it('are a preparation and the options of the command', () => {
    const settings = { ...plainSettings, columns: ['a', 'b,"c"'], nullTokens: ['NA', ''], casts: { a: 'integer' }, format: 'csv', perFile: true } as const;
    expect(isPlain(settings)).toBe(false);
    expect(isPlain(plainSettings)).toBe(true);
    expect(toPreparation(settings)).toEqual({ columns: settings.columns, nullTokens: settings.nullTokens, casts: { a: { to: 'integer' } } });
    expect(commandLine(['datasig', ...optionsOf(settings)])).toBe(`datasig --format csv --per-file --columns 'a,"b,""c"""' --null NA --null '' --cast a=integer`);
    expect(() => toPreparation({ ...plainSettings, casts: { a: 'nonsense' } })).toThrow('is not a cast');
  });
});
