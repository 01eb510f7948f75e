/** Laws of joining types: what makes a schema independent of order and shards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { types } from '../../test/types.ts';
import type { LogicalType, SchemaField } from '../spec/v1/schema.ts';
import { joinFields, joinTypes, sortStructs } from './join.ts';
import { formatType, parseType } from '../canonical/type-text.ts';

const runs = { numRuns: 3000, seed: 20260127 };
const joined = (...list: readonly LogicalType[]): string => formatType(list.reduce(joinTypes));

describe('joining types', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(types, types, (a, b) => {
        expect(joined(a, b)).toBe(joined(b, a));
      }),
      runs,
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(types, types, types, (a, b, c) => {
        expect(joined(a, joinTypes(b, c))).toBe(joined(joinTypes(a, b), c));
      }),
      runs,
    );
  });

  it('is idempotent, also with a copy', () => {
    fc.assert(
      fc.property(types, (type) => {
        expect(joined(type, structuredClone(type))).toBe(formatType(type));
        expect(joined(type, { type: 'null' })).toBe(formatType(type));
      }),
      runs,
    );
  });

  it('gives what covers both', () => {
    fc.assert(
      fc.property(types, types, (a, b) => {
        expect(joined(a, b, a)).toBe(joined(a, b));
        expect(joined(a, b, { type: 'mixed' })).toBe('mixed');
      }),
      runs,
    );
  });

  it.each([
    ['integer', 'float64', 'float64'],
    ['integer', 'float32', 'float32'],
    ['integer', 'decimal', 'decimal'],
    ['float32', 'float64', 'float64'],
    ['float64', 'decimal', 'mixed'],
    ['float32', 'decimal', 'mixed'],
    ['integer', 'bool', 'mixed'],
    ['time', 'duration', 'mixed'],
    ['list<null>', 'list<integer>', 'list<integer>'],
    ['list<integer>', 'list<text>', 'list<mixed>'],
    ['struct{a: integer}', 'struct{b: text}', 'struct{a: integer, b: text}'],
    ['struct{a: integer}', 'map<text,integer>', 'mixed'],
    ['map<text,null>', 'map<text,bool>', 'map<text,bool>'],
    ['tensor<uint8,[2]>', 'tensor<uint8,[2]>', 'tensor<uint8,[2]>'],
    ['tensor<uint8,[2]>', 'tensor<uint8,[3]>', 'tensor<uint8>'],
    ['tensor<uint8,[2]>', 'tensor<uint8>', 'tensor<uint8>'],
    ['tensor<uint8,[2]>', 'tensor<int8,[2]>', 'mixed'],
    ['tensor<uint8,[2]>', 'list<integer>', 'mixed'],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(joined(parseType(a), parseType(b))).toBe(expected);
  });
});

describe('wide structs', () => {
  const struct = (from: number, to: number): LogicalType => ({ type: 'struct', fields: Array.from({ length: to - from }, (_, index) => ({ name: `n${from + index + 1000}`, type: { type: 'text' } })) });

  it('are mixed when joining makes more than 256 names, and not when all declare the same', () => {
    expect(joined(struct(0, 200), struct(100, 256))).toBe(formatType(struct(0, 256)));
    expect(joined(struct(0, 200), struct(100, 257))).toBe('mixed');
    expect(joined(struct(0, 400), struct(0, 400))).toBe(formatType(struct(0, 400)));
    expect(joined(struct(0, 400), struct(0, 399))).toBe('mixed');
  });
});

describe('lists of fields', () => {
  const fields = types.map((type): SchemaField[] => (type.type === 'struct' ? [...type.fields] : [{ name: 'a', type }]));

  it('join by name in any order', () => {
    fc.assert(
      fc.property(fields, fields, fields, (a, b, c) => {
        const written = (list: readonly SchemaField[]): string => formatType({ type: 'struct', fields: list });
        expect(written(joinFields(joinFields(a, b), c))).toBe(written(joinFields(c, joinFields(b, a))));
      }),
      { ...runs, numRuns: 500 },
    );
  });
});

it('sorts the fields of structs at every depth', () => {
  const type = parseType('list<map<struct{b: text, a: struct{d: text, c: text}},struct{"é": text, z: text}>>');
  expect(formatType(sortStructs(type))).toBe('list<map<struct{a: struct{c: text, d: text}, b: text},struct{z: text, "é": text}>>');
});
