/** Steps of preparation, one field at a time. */
import { describe, expect, it } from 'vitest';
import { parseCast } from '../canonical/cast/cast.ts';
import { CalendarDate, Decimal, NumberLiteral } from '../canonical/value.ts';
import type { Value } from '../spec/v1/batch.ts';
import { FieldPreparation, numberLiteralFields, type Preparation } from './preparation.ts';

const [integer, decimal, float32] = ['integer', 'decimal', 'float32'].map(parseCast) as [ReturnType<typeof parseCast>, ReturnType<typeof parseCast>, ReturnType<typeof parseCast>];
const decimals = parseCast('list<decimal>');
const apply = (preparation: Preparation, value: Value, untypedText = false): Value => new FieldPreparation(preparation, 'a', untypedText).apply(value);

describe('a value', () => {
  it.each<[string, Preparation, Value, Value]>([
    ['without preparation stays', {}, '', ''],
    ['that is a null token becomes null', { nullTokens: ['NA', ''] }, '', null],
    ['that only looks like one stays', { nullTokens: ['NA'] }, 'na', 'na'],
    ['that is no text is no null token', { nullTokens: ['1'] }, 1, 1],
    ['is held against null tokens before it is cast', { nullTokens: ['NA'], casts: { a: integer } }, 'NA', null],
    ['is cast', { casts: { a: integer } }, '5', 5],
    ['is cast by its new name', { rename: { a: 'b' }, casts: { b: integer, a: decimal } }, '5', 5],
    ['of other fields is not', { casts: { b: integer } }, '5', '5'],
    ['is cast before text casts are looked at', { casts: { a: integer }, textCasts: { a: decimal } }, '5', 5],
    ['that is text is cast by text casts', { textCasts: { a: integer } }, '5', 5],
    ['that is no text is not', { textCasts: { a: integer } }, 0.5, 0.5],
    ['that is a number is, to float32', { textCasts: { a: float32 } }, 0.1, Math.fround(0.1)],
    ['that is nested is, to nested types', { textCasts: { a: decimals } }, [new NumberLiteral('0.1')], [new Decimal(1n, -1)]],
    ['that is a JSON literal is not, to nested types', { textCasts: { a: decimals } }, new NumberLiteral('0.1'), new NumberLiteral('0.1')],
    ['that is typed is not, to nested types', { textCasts: { a: decimals } }, new CalendarDate(1n), new CalendarDate(1n)],
    ['that is a JSON literal is, to decimal', { textCasts: { a: decimal } }, new NumberLiteral('0.1'), new Decimal(1n, -1)],
    ['may belong to a field named as the prototype names its own', { casts: { constructor: integer } }, '5', '5'],
  ])('%s', (_, preparation, value, expected) => {
    expect(apply(preparation, value)).toEqual(expected);
  });

  it('of untyped text is null when it is empty and cast', () => {
    expect(apply({ casts: { a: integer } }, '', true)).toBeNull();
    expect(apply({ textCasts: { a: integer } }, '', true)).toBeNull();
    expect(apply({}, '', true)).toBe('');
  });

  it('of a field named __proto__ is cast by its own entry alone', () => {
    const own = JSON.parse('{"__proto__": {"to": "integer"}}') as Preparation['casts'] & object;
    expect(new FieldPreparation({ casts: own }, '__proto__', false).apply('5')).toBe(5);
    expect(new FieldPreparation({ casts: {} }, '__proto__', false).apply('5')).toBe('5');
    expect(new FieldPreparation({ rename: {} }, 'toString', false).name).toBe('toString');
  });
});

describe('number literals', () => {
  it.each<[Preparation, string[]]>([
    [{}, []],
    [{ casts: { a: decimal, b: integer } }, ['a']],
    [{ casts: { a: decimal }, textCasts: { a: integer, c: decimal } }, ['c', 'a']],
    [{ casts: { a: integer }, textCasts: { a: decimal } }, []],
    [{ rename: { x: 'a' }, casts: { a: decimal } }, ['x']],
    [{ rename: { a: 'b', b: 'a' }, casts: { a: decimal } }, ['b']],
  ])('%o are needed for %o', (preparation, names) => {
    expect(numberLiteralFields(preparation).sort()).toEqual(names.sort());
  });
});
