/** What preparation makes of a declared schema. */
import { expect, it } from 'vitest';
import { parseCast } from '../canonical/cast/cast.ts';
import { formatType, parseType } from '../canonical/type-text.ts';
import type { Preparation } from './preparation.ts';
import { prepareSchema } from './prepare-schema.ts';

const casts = (written: Readonly<Record<string, string>>): Preparation['casts'] & object => Object.fromEntries(Object.entries(written).map(([name, cast]) => [name, parseCast(cast)]));

it.each<[string, string, Preparation, string]>([
  ['sorts by name, in structs too', 'struct{b: struct{d: text, c: text}, a: list<struct{z: text, y: text}>}', {}, 'struct{a: list<struct{y: text, z: text}>, b: struct{c: text, d: text}}'],
  ['selects by the old names', 'struct{a: text, b: text}', { columns: ['b', 'none'] }, 'struct{b: text}'],
  ['renames, then sorts', 'struct{a: text, b: bool}', { rename: { a: 'z' } }, 'struct{b: bool, z: text}'],
  ['casts by the new names', 'struct{a: text, b: text}', { rename: { a: 'b', b: 'a' }, casts: casts({ a: 'integer' }) }, 'struct{a: integer, b: text}'],
  ['casts text alone where that is asked', 'struct{a: text, b: integer}', { textCasts: casts({ a: 'date', b: 'date' }) }, 'struct{a: date, b: integer}'],
  ['bytes', 'struct{a: text, b: text}', { casts: casts({ a: 'bytes:hex', b: 'bytes:base64' }) }, 'struct{a: bytes, b: bytes}'],
  ['labels', 'struct{a: text, b: integer}', { casts: casts({ a: 'index:["x"]', b: 'name:["x"]' }) }, 'struct{a: integer, b: text}'],
  ['lists to tensors', 'struct{a: list<integer>, b: list<list<integer>>}', { casts: casts({ a: 'tensor<uint8>', b: 'tensor<uint8,[2,2]>' }) }, 'struct{a: tensor<uint8>, b: tensor<uint8,[2,2]>}'],
  ['tensors of another dtype keep their shape', 'struct{a: tensor<uint8,[2]>}', { casts: casts({ a: 'tensor<int16>' }) }, 'struct{a: tensor<int16,[2]>}'],
  ['tensors to lists', 'struct{a: tensor<uint8,[2,3]>, b: tensor<bool,[1]>, c: tensor<float16,[1]>, d: tensor<float32,[1]>, e: list<text>}', { casts: casts({ a: 'list', b: 'list', c: 'list', d: 'list', e: 'list' }) }, 'struct{a: list<list<integer>>, b: list<bool>, c: list<float64>, d: list<float32>, e: list<text>}'],
  ['names of the prototype', 'struct{__proto__: text, constructor: text}', { casts: casts({ constructor: 'integer' }) }, 'struct{__proto__: text, constructor: integer}'],
])('%s', (_, declared, preparation, expected) => {
  const type = parseType(declared);
  expect(formatType({ type: 'struct', fields: prepareSchema(type.type === 'struct' ? type.fields : [], preparation) })).toBe(expected);
});
