import { describe, expect, it } from 'vitest';
import { CalendarDate } from '../canonical/value.ts';
import { vectors } from '../../test/vectors.ts';
import type { Value } from '../spec/v1/batch.ts';
import { createFingerprint } from './create.ts';
import { compareFingerprints, selectPart } from './compare.ts';
import { Fingerprinter, type FingerprinterOptions } from './fingerprinter.ts';
import { preparationLike } from './like.ts';
import type { Fingerprint, Summary } from './model.ts';

type Row = Record<string, Value>;

function summarize(rows: readonly Row[], options: FingerprinterOptions = {}): Summary {
  const fingerprinter = new Fingerprinter(options);
  fingerprinter.add({ kind: 'rows', rows });
  return fingerprinter.finish();
}
const fingerprint = (rows: readonly Row[], options: FingerprinterOptions = {}): Fingerprint =>
  createFingerprint({ dataset: { name: 'x', connector: 'test', location: 'x' }, ...(options.preparation && { preparation: options.preparation }), summary: summarize(rows, options) });
const range = (from: number, to: number): Row[] => Array.from({ length: to - from }, (_, i) => ({ id: from + i }));

describe('estimates', () => {
  it('counts matches as the vectors do', () => {
    const rows = (from: number, to: number): Row[] =>
      range(from, to).map(({ id }) => ({ id: id!, name: `row ${id}`, score: (id as number) / 4, ok: (id as number) % 2 === 0, note: (id as number) % 3 === 0 ? 'third' : null }));
    const sketches = [{ scheme: 'bottom-k/1', k: 64 }] as const;
    const { estimates } = compareFingerprints(fingerprint(rows(0, 1000), { sketches }), fingerprint(rows(500, 1500), { sketches }));
    const { both, onlyA, onlyB } = estimates!.overlap;
    expect({ matches: both, union: both + onlyA + onlyB }).toEqual({ matches: vectors.comparison.matches, union: vectors.comparison.union });
    expect(estimates!.jaccard.lower).toBeLessThan(1 / 3);
    expect(estimates!.jaccard.upper).toBeGreaterThan(1 / 3);
  });

  it('is exact where the UIDs are equal', () => {
    const a = fingerprint(range(0, 5000));
    const { identical, relation, certain, estimates } = compareFingerprints(a, fingerprint(range(0, 5000).toReversed()));
    expect({ identical, relation, certain }).toEqual({ identical: true, relation: 'identical', certain: true });
    expect(estimates!.jaccard).toEqual({ estimate: 1, lower: 1, upper: 1, confidence: 1, exact: true });
  });

  it('never calls two empty datasets without identity identical', () => {
    const { identical, relation } = compareFingerprints(fingerprint([], { identity: false }), fingerprint([], { identity: false }));
    expect({ identical, relation }).toEqual({ identical: null, relation: 'equal' });
  });

  it('tells repetition from difference', () => {
    const { identical, relation, verdict } = compareFingerprints(fingerprint([...range(0, 9), { id: 3 }]), fingerprint(range(0, 9)));
    expect({ identical, relation }).toEqual({ identical: false, relation: 'equal' });
    expect(verdict).not.toMatch(/identical/i);
  });

  it('does without sketches what identities allow', () => {
    const [a, b] = [fingerprint(range(0, 3), { sketches: [] }), fingerprint(range(0, 4), { sketches: [] })];
    expect(compareFingerprints(a, a)).toMatchObject({ relation: 'identical', estimates: null });
    expect(compareFingerprints(a, b)).toMatchObject({ relation: 'undetermined', certain: false, estimates: null });
    const neither = { identity: false, sketches: [] };
    expect(() => compareFingerprints(fingerprint([], neither), fingerprint([], neither))).toThrowError(expect.objectContaining({ code: 'no-common-sketch' }));
  });

  it('does likewise with sketches that cannot be compared', () => {
    const bins = { sketches: [{ scheme: 'one-permutation/1', k: 64 }] } as const;
    const [a, b] = [fingerprint(range(0, 300), bins), fingerprint(range(0, 300))];
    expect(compareFingerprints(a, b)).toMatchObject({ relation: 'identical', estimates: null });
    expect(compareFingerprints(a, fingerprint(range(1, 301)))).toMatchObject({ relation: 'undetermined', certain: false, estimates: null });
    const unnamed = fingerprint(range(0, 300), { identity: false });
    expect(() => compareFingerprints(a, unnamed)).toThrowError(expect.objectContaining({ code: 'no-common-sketch', message: expect.stringContaining('A has one-permutation:64, B has bottom-k:1024') as string }));
  });

  it('says what bins are consistent with', () => {
    const compare = (a: Row[], b: Row[]) => {
      const options: FingerprinterOptions = { sketches: [{ scheme: 'one-permutation/1', k: 64 }], identity: false };
      const { relation, certain, verdict } = compareFingerprints(fingerprint(a, options), fingerprint(b, options));
      return [relation, certain, verdict.split(':')[0]];
    };
    expect(compare(range(0, 3000), range(0, 3000))).toEqual(['equal', false, 'Consistent with equal']);
    expect(compare(range(0, 20), range(0, 3000))).toEqual(['undetermined', false, expect.stringMatching('Undetermined')]);
    expect(compare(range(0, 2900), range(0, 3000))).toEqual(['subset', false, 'Consistent with A being a subset of B']);
    expect(compare(range(0, 1000), range(5000, 6000))).toEqual(['disjoint', false, 'Consistent with disjoint']);
    expect(compare(range(0, 1000), range(500, 1500))).toEqual(['overlapping', true, 'Overlapping']);
    expect(compare([], range(0, 10)).slice(0, 2)).toEqual(['subset', true]);
    expect(compare([], [])).toEqual(['equal', true, 'Equal']);
  });

  it('refuses other keys', () => {
    expect(() => compareFingerprints(fingerprint([]), fingerprint([], { key: new Uint8Array(32) }))).toThrowError(expect.objectContaining({ code: 'digest-mismatch' }));
  });

  it('compares parts of equal name', () => {
    const make = (train: Row[], test: Row[]): Fingerprint =>
      createFingerprint({ dataset: { name: 'x', connector: 'test', location: 'x' }, parts: [{ name: 'train', summary: summarize(train) }, { name: 'test', summary: summarize(test) }] });
    const [a, b] = [make(range(0, 10), range(10, 12)), make(range(0, 10), range(12, 14))];
    expect(compareFingerprints(a, b).parts.map(({ name, relation }) => [name, relation])).toEqual([['test', 'disjoint'], ['train', 'identical']]);
    expect(compareFingerprints(selectPart(a, 'train'), selectPart(b, 'train')).identical).toBe(true);
    expect(() => selectPart(a, 'dev')).toThrowError(expect.objectContaining({ code: 'part-not-found', message: expect.stringContaining('"train"') as string }));
  });
});

describe('findings', () => {
  const findings = (a: readonly Row[], b: readonly Row[]) => compareFingerprints(fingerprint(a), fingerprint(b)).findings;

  it('names the cast for text against another type', () => {
    const [finding] = findings([{ day: '2026-01-01' }], [{ day: new CalendarDate(20454n) }]);
    expect(finding).toMatchObject({ code: 'type-mismatch', field: 'day', suggestion: { side: 'a', option: '--cast day=date' } });
    expect(finding!.message).toBe('"day" is text in A and date in B: records that hold it cannot match; use --cast day=date for A');
  });

  it('names the rename where one field of a type is left on each side', () => {
    expect(findings([{ id: 1, label: 'a' }], [{ id: 1, Label: 'a' }])).toMatchObject([{ code: 'name-mismatch', suggestion: { side: 'b', option: '--rename Label=label' } }]);
    expect(findings([{ user_id: 1, age: 2 }], [{ userId: 1, Age: 2 }]).map(({ suggestion }) => suggestion?.option)).toEqual(['--rename Age=age', '--rename userId=user_id']);
    expect(findings([{ id: 1 }], [{ ID: '1', n: 1 }]).map(({ suggestion }) => suggestion?.option)).toEqual(['--rename ID=id', undefined]);
    expect(findings([{ id: 1 }], [{ ID: '1' }])).toMatchObject([{ code: 'name-mismatch', suggestion: { option: '--rename ID=id' } }]);
    expect(findings([{ a: 1, b: 2 }], [{ c: 1, d: 2 }]).map(({ code }) => code)).toEqual(['field-missing', 'field-missing', 'field-missing', 'field-missing']);
  });

  it('counts fields that are missing where they are many', () => {
    const wide = (prefix: string): Row => Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${prefix}${i}`, i]));
    const found = findings([wide('a')], [wide('b')]);
    expect(found.length).toBe(42);
    expect(found.at(-1)).toEqual({ code: 'field-missing', message: '980 more fields are in B and not in A' });
  });

  it('suggests a null token where only one side has nulls', () => {
    expect(findings([{ id: 1, note: '' }, { id: 2, note: 'x' }], [{ id: 1 }, { id: 2, note: 'x' }])).toMatchObject([{ code: 'null-mismatch', suggestion: { side: 'a', option: "--null ''" } }]);
  });

  it('says nothing about numbers of different width, or about equal data', () => {
    expect(findings([{ x: 1 }], [{ x: 1.5 }])).toEqual([]);
    expect(findings([{ x: '1' }], [{ x: '1' }])).toEqual([]);
  });

  it('tells float32 from float64, unless the UIDs are equal', () => {
    const declared = (type: 'float32' | 'float64', x: number): Fingerprint => fingerprint([{ x }], { declaredSchema: [{ name: 'x', type: { type } }] });
    expect(compareFingerprints(declared('float32', Math.fround(0.1)), declared('float64', 0.1)).findings).toMatchObject([{ code: 'type-mismatch', suggestion: { side: 'b', option: '--cast x=float32' } }]);
    expect(compareFingerprints(declared('float32', 0.5), declared('float64', 0.5))).toMatchObject({ identical: true, findings: [] });
  });

  it('tells that records were prepared differently', () => {
    const cast = fingerprint([{ x: '1' }], { preparation: { casts: { x: { to: 'integer' } } } });
    expect(compareFingerprints(cast, fingerprint([{ x: 1 }]))).toMatchObject({ identical: true, findings: [{ code: 'preparation-differs' }] });
  });
});

describe('preparationLike', () => {
  it('casts text to the types of the reference and leaves typed values alone', () => {
    const typed: Row[] = [{ id: 1, score: 0.5, ok: true, note: 'a' }, { id: 2n ** 60n, score: 2, ok: false }];
    const reference = fingerprint(typed);
    const preparation = preparationLike(reference);
    const texts: Row[] = [{ id: '1', score: '0.5', ok: 'true', note: 'a' }, { id: `${2n ** 60n}`, score: '2', ok: 'False' }];
    expect(fingerprint(texts, { preparation }).identity!.uid).toBe(reference.identity!.uid);
    expect(fingerprint(typed, { preparation }).identity!.uid).toBe(reference.identity!.uid);
  });

  it('refuses fields of several types, by name, unless they are cast', () => {
    const reference = fingerprint([{ x: 1 }, { x: 'a' }]);
    expect(() => preparationLike(reference)).toThrowError(expect.objectContaining({ code: 'invalid-schema', context: { fields: ['x'] } }));
    expect(preparationLike(reference, { casts: { x: { to: 'integer' } } }).textCasts).toEqual({});
  });
});
