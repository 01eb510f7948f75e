/** Schemas after casts to nested types, and of untyped values made like a reference. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCast } from '../canonical/cast/cast.ts';
import { formatType, parseType } from '../canonical/type-text.ts';
import { NumberLiteral, Timestamp } from '../canonical/value.ts';
import { createFingerprint } from '../fingerprint/create.ts';
import { Fingerprinter } from '../fingerprint/fingerprinter.ts';
import { preparationLike } from '../fingerprint/like.ts';
import type { Fingerprint } from '../fingerprint/model.ts';
import { mergeSummaries } from '../fingerprint/summary.ts';
import type { LogicalType, SchemaField, Value } from '../spec/v1/batch.ts';
import { types } from '../../test/types.ts';
import { overDeclared, overSeen, overUntyped } from './nested-type.ts';
import type { Preparation } from './preparation.ts';

type Row = Record<string, Value>;

const over = (by: (type: LogicalType, known: LogicalType) => LogicalType, type: string, known: string): string => formatType(by(parseType(type), parseType(known)));
const wide = (prefix: string, count: number): string => `struct{${Array.from({ length: count }, (_, i) => `${prefix}${1000 + i}: text`).join(', ')}}`;

function fingerprint(rows: readonly Row[], preparation: Preparation = {}, declared?: string): Fingerprint {
  const declaredSchema: readonly SchemaField[] = declared === undefined ? [] : [{ name: 'f', type: parseType(declared) }];
  const fingerprinter = new Fingerprinter({ preparation, declaredSchema });
  fingerprinter.add({ kind: 'rows', rows });
  return createFingerprint({ dataset: { name: 'x', connector: 'test', location: 'x' }, preparation, summary: fingerprinter.finish() });
}

const typeOfField = ({ schema }: Fingerprint): string => formatType(schema.find(({ name }) => name === 'f')!.type);

describe('fields that a cast does not name', () => {
  it.each([
    ['struct{at: integer}', 'struct{at: timestamp, n: text}', 'struct{at: integer, n: text}'],
    ['struct{b: date}', 'struct{a: text, b: text, c: bool}', 'struct{a: text, b: date, c: bool}'],
    ['list<struct{s: struct{b: date}}>', 'list<struct{s: struct{a: text, b: text}, t: text}>', 'list<struct{s: struct{a: text, b: date}, t: text}>'],
    ['map<text,struct{b: date}>', 'map<text,struct{a: text, b: text}>', 'map<text,struct{a: text, b: date}>'],
    ['map<text,struct{b: date}>', 'struct{x: struct{a: text, b: text}}', 'map<text,struct{a: text, b: date}>'],
    ['map<integer,text>', 'list<list<mixed>>', 'map<integer,text>'],
    ['struct{a: list<null>}', 'struct{a: list<date>}', 'struct{a: list<date>}'],
    ['list<integer>', 'list<text>', 'list<integer>'],
    ['struct{a: date}', 'text', 'struct{a: date}'],
  ])('%s over %s is %s', (type, known, expected) => {
    expect([over(overDeclared, type, known), over(overSeen, type, known)]).toEqual([expected, expected]);
  });

  it('have the limit of names where they are seen', () => {
    expect(over(overSeen, 'struct{a: date}', wide('b', 256))).toBe('mixed');
    expect(over(overSeen, 'struct{a: date}', 'mixed')).toBe('mixed');
    expect(over(overDeclared, 'struct{b1000: date}', wide('b', 300))).toContain('b1000: date, b1001: text');
    expect(over(overDeclared, 'struct{a: date}', 'mixed')).toBe('struct{a: date}');
    // Beyond the observed depth all is mixed.
    expect(over(overSeen, 'list<list<list<list<list<struct{a: date}>>>>>', 'list<list<list<list<list<mixed>>>>>')).toBe('list<list<list<list<list<struct{a: date}>>>>>');
  });

  it('are in the schema as they are in the records', () => {
    const casts = { f: parseCast('struct{at: timestamp}') };
    const rows: readonly Row[] = [{ f: { at: new Timestamp(1n), n: 1 } }];
    expect(typeOfField(fingerprint(rows, { casts }))).toBe('struct{at: timestamp, n: integer}');
    expect(typeOfField(fingerprint(rows, { casts }, 'struct{at: timestamp, n: float32}'))).toBe('struct{at: timestamp, n: float32}');
    const text: readonly Row[] = [{ f: '{"at": "1970-01-01T00:00:00Z", "n": 1}' }];
    expect(typeOfField(fingerprint(text, { casts }, 'text'))).toBe('struct{at: timestamp, n: integer}');
    expect(typeOfField(fingerprint(text, { textCasts: casts }, 'text'))).toBe('struct{at: timestamp, n: integer}');
    expect(typeOfField(fingerprint([{ f: null }], { casts }, 'text'))).toBe('struct{at: timestamp}');
  });

  it('are the same in shards', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const row = fc.record({ f: fc.option(fc.dictionary(names, fc.oneof(fc.integer(), fc.constant<Value>('1'), fc.constant<Value>({ a: 1 })), { maxKeys: 3 })) }) as fc.Arbitrary<Row>;
    const shards = fc.array(fc.array(row, { maxLength: 3 }), { minLength: 1, maxLength: 4 });
    const preparation = { casts: { f: parseCast('struct{a: mixed, e: list<date>}') } };
    const summaryOf = (rows: readonly Row[]) => {
      const fingerprinter = new Fingerprinter({ preparation });
      fingerprinter.add({ kind: 'rows', rows });
      return fingerprinter.finish();
    };
    fc.assert(
      fc.property(shards, (all) => {
        expect(mergeSummaries(all.map(summaryOf)).schema).toEqual(summaryOf(all.flat()).schema);
      }),
      { numRuns: 200, seed: 20260126 },
    );
  });
});

describe('values made like a reference', () => {
  it.each([
    ['float32', 'float64', 'float32'],
    ['float32', 'integer', 'float32'],
    ['float32', 'text', 'text'],
    ['float32', 'mixed', 'mixed'],
    ['decimal', 'integer', 'decimal'],
    ['decimal', 'float64', 'float64'],
    ['float64', 'integer', 'integer'],
    ['list<float32>', 'list<float64>', 'list<float32>'],
    ['map<text,decimal>', 'map<text,integer>', 'map<text,decimal>'],
    ['struct{a: float32, b: date}', 'struct{a: float64, b: text, c: float64}', 'struct{a: float32, b: text, c: float64}'],
    ['list<float32>', 'float64', 'float64'],
  ])('%s over %s is %s', (type, seen, expected) => {
    expect(over(overUntyped, type, seen)).toBe(expected);
  });

  it('have the same type in a second look', () => {
    fc.assert(
      fc.property(types, types, (type, seen) => {
        const once = overUntyped(type, seen);
        expect(overUntyped(type, once)).toEqual(once);
        expect(overUntyped(seen, seen)).toEqual(seen);
        expect(overDeclared(type, overDeclared(type, seen))).toEqual(overDeclared(type, seen));
      }),
      { numRuns: 500, seed: 20260127 },
    );
  });

  it.each<[string, readonly Value[]]>([
    ['float32', [0.1, 2]],
    ['float32', [1, 2]],
    ['decimal', [new NumberLiteral('5'), new NumberLiteral('7')]],
    ['list<float32>', [[0.1], [3]]],
    ['struct{a: float32, b: decimal}', [{ a: 0.1, b: new NumberLiteral('1') }]],
    ['map<text,float32>', [{ x: 0.1 }]],
  ])('of %s give the type again, and again', (type, values) => {
    const first = fingerprint([], {}, type);
    const rows = values.map((f) => ({ f }));
    const second = fingerprint(rows, preparationLike(first));
    const third = fingerprint(rows, preparationLike(second));
    expect([second, third].map(typeOfField)).toEqual([type, type]);
    expect([second.schema, third.identity!.uid]).toEqual([third.schema, second.identity!.uid]);
  });
});
