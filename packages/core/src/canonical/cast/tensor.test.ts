/** Casts between lists and tensors, and of dtypes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../../test/outcome.ts';
import { meaningOf } from '../../../test/meaning.ts';
import { tensors } from '../../../test/values.ts';
import type { TensorDtype, Value } from '../../spec/v1/batch.ts';
import { Tensor } from '../value.ts';
import { castToList, castToTensor } from './tensor.ts';

const bytes = (...elements: number[]): Uint8Array => Uint8Array.from(elements);

it('goes to lists and back', () => {
  const plain = tensors.filter(({ dtype, shape, data }) => shape.length > 0 && !shape.slice(0, -1).includes(0) && !(dtype.startsWith('float') && hasNaN(dtype, data)));
  fc.assert(
    fc.property(plain, (tensor) => {
      const list = castToList(tensor);
      const back = castToTensor(list, tensor.dtype, tensor.shape);
      expect([back.dtype, back.shape, toHex(back.data)]).toEqual([tensor.dtype, tensor.shape, toHex(tensor.data)]);
      expect(castToTensor(list, tensor.dtype, null).shape).toEqual(tensor.shape);
    }),
    { numRuns: 500, seed: 20260120 },
  );
});

/** A NaN's payload does not survive a list, which holds JavaScript numbers. */
function hasNaN(dtype: TensorDtype, data: Uint8Array): boolean {
  return meaningOf(castToList(new Tensor(dtype, [data.length / Number(dtype.slice(5)) * 8], data))).includes('NaN');
}

describe('lists', () => {
  it.each<[Tensor, Value]>([
    [new Tensor('uint8', [2, 2], bytes(1, 2, 3, 4)), [[1, 2], [3, 4]]],
    [new Tensor('bool', [2], bytes(1, 0)), [true, false]],
    [new Tensor('int64', [1], new Uint8Array(BigInt64Array.of(-5n).buffer)), [-5n]],
    [new Tensor('uint8', [0], bytes()), []],
    [new Tensor('uint8', [2, 0], bytes()), [[], []]],
    [new Tensor('uint8', [0, 2], bytes()), []],
    [new Tensor('uint8', [1, 2, 1], bytes(7, 8)), [[[7], [8]]]],
  ])('%o', (tensor, list) => {
    expect(castToList(tensor)).toEqual(list);
    expect(castToList(list)).toBe(list);
  });

  it.each<[string, Value, string]>([
    ['a scalar', new Tensor('uint8', [], bytes(1)), 'cast-unsupported'],
    ['a number', 1, 'cast-unsupported'],
    ['text', 'a', 'cast-unsupported'],
    ['a struct', { a: 1 }, 'cast-unsupported'],
    ['too many bytes', new Tensor('uint8', [2], bytes(1, 2, 3)), 'unsupported-value'],
    ['too few bytes', new Tensor('uint16', [2], bytes(1, 2, 3)), 'unsupported-value'],
    ['a bool of 2', new Tensor('bool', [1], bytes(2)), 'unsupported-value'],
    ['bfloat16', new Tensor('bfloat16' as TensorDtype, [1], bytes(1, 2)), 'unsupported-value'],
  ])('refuses %s', (_, value, code) => {
    expect(codeOf(() => castToList(value))).toBe(code);
  });
});

describe('tensors', () => {
  it.each<[Value, TensorDtype, readonly number[] | null, string]>([
    [[[1, 2], [3, 4]], 'uint8', [2, 2], '01020304'],
    [[true, false, 1n], 'uint8', null, '010001'],
    [[1, 0, true], 'bool', [3], '010001'],
    [[], 'float64', [0], ''],
    [[[], []], 'float64', [2, 0], ''],
    [[0.5, 1n], 'float16', null, '0038003c'],
    [new Tensor('int16', [2], new Uint8Array(Int16Array.of(-1, 5).buffer)), 'int8', null, 'ff05'],
    [new Tensor('uint8', [1], bytes(1)), 'bool', null, '01'],
    [new Tensor('float64', [1], new Uint8Array(Float64Array.of(-0).buffer)), 'float32', null, '00000080'],
    [new Tensor('float32', [1], new Uint8Array(Float32Array.of(Number.NaN).buffer)), 'float64', null, '000000000000f87f'],
    [new Tensor('uint8', [], bytes(3)), 'int16', [], '0300'],
  ])('%o as %s', (value, dtype, shape, expected) => {
    expect(toHex(castToTensor(value, dtype, shape).data)).toBe(expected);
  });

  it.each<[string, Value, TensorDtype, readonly number[] | null, string]>([
    ['another shape', [1, 2], 'uint8', [3], 'cast-failed'],
    ['another rank', [1, 2], 'uint8', [1, 2], 'cast-failed'],
    ['another shape of a tensor', new Tensor('uint8', [2], bytes(1, 2)), 'uint8', [1, 2], 'cast-failed'],
    ['ragged lists', [[1, 2], [3]], 'uint8', null, 'cast-failed'],
    ['lists of unlike depth', [[1], 2], 'uint8', null, 'cast-failed'],
    ['deeper lists later', [1, [2]], 'uint8', null, 'cast-failed'],
    ['null', [1, null], 'uint8', null, 'cast-failed'],
    ['text', ['1'], 'uint8', null, 'cast-failed'],
    ['too large a number', [256], 'uint8', null, 'cast-failed'],
    ['a fraction', [0.5], 'int8', null, 'cast-failed'],
    ['a number of no exact float32', [0.1], 'float32', null, 'cast-failed'],
    ['a double of no exact float32', new Tensor('float64', [1], new Uint8Array(Float64Array.of(0.1).buffer)), 'float32', null, 'cast-failed'],
    ['a number', 1, 'uint8', null, 'cast-unsupported'],
    ['text', 'k9Zq', 'uint8', null, 'cast-unsupported'],
    ['too many bytes', new Tensor('uint8', [1], bytes(1, 2)), 'int8', null, 'unsupported-value'],
    ['bfloat16', new Tensor('bfloat16' as TensorDtype, [1], bytes(1, 2)), 'float32', null, 'unsupported-value'],
    ['lists deeper than a record', Array.from({ length: 500 }).reduce<Value>((inner) => [inner], 1), 'uint8', null, 'cast-failed'],
  ])('refuse %s', (_, value, dtype, shape, code) => {
    expect(codeOf(() => castToTensor(value, dtype, shape))).toBe(code);
  });
});
