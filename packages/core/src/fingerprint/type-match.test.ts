/** Which types can hold equal values, and where two part. */
import { describe, expect, it } from 'vitest';
import { formatType, parseType } from '../canonical/type-text.ts';
import type { Summary } from './model.ts';
import { explainDifferences } from './explain.ts';
import { canMatch, findMismatch } from './type-match.ts';

const mismatch = (a: string, b: string): string | undefined => {
  const found = findMismatch('x', parseType(a), parseType(b));
  return found && `${found.path}: ${formatType(found.a)}, ${formatType(found.b)}`;
};

it.each([
  ['integer', 'float64'], ['decimal', 'integer'], ['list<integer>', 'list<float32>'], ['null', 'date'], ['list<null>', 'list<date>'], ['mixed', 'uuid'],
  ['map<text,integer>', 'struct{a: integer, b: float64}'], ['struct{a: text}', 'struct{b: date}'], ['map<integer,text>', 'list<mixed>'], ['tensor<uint8>', 'tensor<uint8,[2]>'],
])('%s and %s can be equal', (a, b) => {
  expect([mismatch(a, b), mismatch(b, a)]).toEqual([undefined, undefined]);
});

it.each([
  ['text', 'date', 'x: text, date'],
  ['decimal', 'float64', 'x: decimal, float64'],
  ['list<text>', 'list<date>', 'x[]: text, date'],
  ['list<struct{at: text, n: integer}>', 'list<struct{at: timestamp}>', 'x[].at: text, timestamp'],
  ['map<text,text>', 'map<text,uuid>', 'x{}: text, uuid'],
  ['map<text,text>', 'struct{a: integer}', 'x.a: text, integer'],
  ['struct{a: integer}', 'map<text,text>', 'x.a: integer, text'],
  ['map<integer,text>', 'map<date,text>', 'x (keys): integer, date'],
  ['map<integer,text>', 'map<text,text>', 'x (keys): integer, text'],
  ['list<integer>', 'tensor<uint8,[2]>', 'x: list<integer>, tensor<uint8,[2]>'],
  ['tensor<uint8,[2]>', 'tensor<uint8,[3]>', 'x: tensor<uint8,[2]>, tensor<uint8,[3]>'],
])('%s and %s part', (a, b, place) => {
  expect(mismatch(a, b)).toBe(place);
});

describe('the explanation', () => {
  const summary = (type: string): Pick<Summary, 'schema' | 'records'> => ({ schema: [{ name: 'events', type: parseType(type) }], records: { count: 1n, byteLength: 1n, fields: null } });
  it.each([
    ['list<struct{at: text}>', 'list<struct{at: timestamp}>', '"events[].at" is text in A and timestamp in B', { side: 'a', option: "--cast 'events=list<struct{at: timestamp}>'" }],
    ['bytes', 'tensor<uint8,[28,28]>', '"events" is bytes in A and tensor<uint8,[28,28]> in B', { side: 'a', option: '--pixels' }],
    ['list<date>', 'text', '"events" is list<date> in A and text in B', { side: 'b', option: "--cast 'events=list<date>'" }],
    ['list<float64>', 'list<decimal>', '"events[]" is float64 in A and decimal in B', { side: 'a', option: "--cast 'events=list<decimal>'" }],
  ])('of %s and %s', (a, b, message, suggestion) => {
    const [finding, ...others] = explainDifferences(summary(a), summary(b));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'type-mismatch', field: 'events', suggestion, message: expect.stringContaining(message) });
  });
});

describe('float32 against float64', () => {
  const summary = (type: string): Pick<Summary, 'schema' | 'records'> => ({ schema: [{ name: 'f', type: parseType(type) }], records: { count: 1n, byteLength: 1n, fields: null } });
  it.each([
    ['float32', 'float64', '"f" is float32 in A and float64 in B: numbers that float32 rounds, such as 0.1, cannot match; use --cast f=float32 for B', { side: 'b', option: '--cast f=float32' }],
    ['float64', 'float32', '"f" is float64 in A and float32 in B: numbers that float32 rounds, such as 0.1, cannot match; use --cast f=float32 for A', { side: 'a', option: '--cast f=float32' }],
    ['list<struct{x: float32}>', 'list<struct{x: float64}>', '"f[].x" is float32 in A and float64 in B: numbers', { side: 'b', option: "--cast 'f=list<struct{x: float32}>'" }],
    ['map<text,float64>', 'map<text,float32>', '"f{}" is float64 in A and float32 in B: numbers', { side: 'a', option: "--cast 'f=map<text,float32>'" }],
  ])('%s and %s', (a, b, message, suggestion) => {
    expect(explainDifferences(summary(a), summary(b))).toEqual([{ code: 'type-mismatch', field: 'f', suggestion, message: expect.stringContaining(message) }]);
    expect(canMatch(parseType(a), parseType(b))).toBe(true);
  });

  it.each([['float32', 'float32'], ['integer', 'float32'], ['integer', 'float64'], ['list<null>', 'list<float32>'], ['mixed', 'float32']])('says nothing of %s and %s', (a, b) => {
    expect(explainDifferences(summary(a), summary(b))).toEqual([]);
  });

  it('comes second to what cannot match at all', () => {
    const [finding, ...others] = explainDifferences(summary('struct{a: float32, b: text}'), summary('struct{a: float64, b: date}'));
    expect(others).toEqual([]);
    expect(finding!.message).toContain('"f.b" is text in A and date in B: records that hold it cannot match');
  });
});
