/** Tensors of every dtype. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../test/outcome.ts';
import { tensors } from '../../test/values.ts';
import type { TensorDtype, Value } from '../spec/v1/batch.ts';
import { encodeCanonical } from './encode.ts';
import { elementByteLength, encodeTensor, tensorByteLength, tensorDtypes, tensorElements } from './tensor.ts';
import { Tensor } from './value.ts';

const bytesOf = (array: { readonly buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(array.buffer);
const rows: readonly [TensorDtype, string, Uint8Array, readonly (number | bigint | boolean)[]][] = [
  ['bool', 'd840', Uint8Array.of(1, 0), [true, false]],
  ['uint8', 'd840', Uint8Array.of(255, 1), [255, 1]],
  ['int8', 'd848', bytesOf(Int8Array.of(-128, 1)), [-128, 1]],
  ['uint16', 'd845', Uint8Array.of(0xfe, 0xff, 1, 0), [65_534, 1]],
  ['int16', 'd84d', Uint8Array.of(0, 0x80, 1, 0), [-32_768, 1]],
  ['uint32', 'd846', bytesOf(Uint32Array.of(2 ** 32 - 1, 1)), [2 ** 32 - 1, 1]],
  ['int32', 'd84e', bytesOf(Int32Array.of(-(2 ** 31), 1)), [-(2 ** 31), 1]],
  ['uint64', 'd847', bytesOf(BigUint64Array.of(2n ** 64n - 1n, 1n)), [2n ** 64n - 1n, 1n]],
  ['int64', 'd84f', bytesOf(BigInt64Array.of(-(2n ** 63n), 1n)), [-(2n ** 63n), 1n]],
  ['float16', 'd854', Uint8Array.of(0, 0x3c, 0, 0x80), [1, -0]],
  ['float32', 'd855', bytesOf(Float32Array.of(0.1, -0)), [Math.fround(0.1), -0]],
  ['float64', 'd856', bytesOf(Float64Array.of(0.1, Number.NaN)), [0.1, Number.NaN]],
];

it('has a row for each dtype', () => {
  expect(rows.map(([dtype]) => dtype).toSorted()).toEqual(tensorDtypes.toSorted());
});

describe.each(rows)('%s', (dtype, tag, data, elements) => {
  it('is tag 40 over shape and typed array', () => {
    expect(toHex(encodeCanonical(new Tensor(dtype, [2], data)))).toBe(`d828828102${tag}${(0x40 + data.length).toString(16)}${toHex(data)}`);
    expect(toHex(encodeCanonical(new Tensor(dtype, [2, 1, 1], data)))).toBe(`d8288283020101${tag}${(0x40 + data.length).toString(16)}${toHex(data)}`);
    expect(toHex(encodeCanonical(new Tensor(dtype, [300, 0], new Uint8Array())))).toBe(`d828828219012c00${tag}40`);
  });

  it('of rank 0 is the plain scalar', () => {
    elements.forEach((element, index) => {
      const width = elementByteLength(dtype);
      expect(toHex(encodeCanonical(new Tensor(dtype, [], data.slice(index * width, (index + 1) * width))))).toBe(toHex(encodeCanonical(element as Value)));
    });
  });

  it('reads and writes its elements, at any offset of a buffer', () => {
    const shifted = new Uint8Array([9, ...data]).subarray(1);
    expect(tensorElements(dtype, shifted)).toEqual(elements);
    expect(toHex(encodeTensor(dtype, elements))).toBe(toHex(data));
  });
});

it('keeps the bits of every element', () => {
  fc.assert(
    fc.property(tensors.filter(({ shape }) => shape.length > 0), ({ dtype, shape, data }) => {
      expect(toHex(encodeCanonical(new Tensor(dtype, shape, data)))).toMatch(new RegExp(`${toHex(data)}$`));
      expect(data.length).toBe(tensorByteLength(dtype, shape));
    }),
    { numRuns: 500, seed: 20260107 },
  );
});

describe('refuses', () => {
  it.each<[string, Tensor]>([
    ['too few bytes', new Tensor('uint16', [2], new Uint8Array(3))],
    ['too many bytes', new Tensor('uint16', [2], new Uint8Array(5))],
    ['too many bytes in a scalar', new Tensor('uint8', [], new Uint8Array(2))],
    ['a scalar without bytes', new Tensor('uint8', [], new Uint8Array())],
    ['a negative dimension', new Tensor('uint8', [-1, -1], new Uint8Array(1))],
    ['half a dimension', new Tensor('uint8', [0.5, 2], new Uint8Array(1))],
    ['a dimension beyond 2^53', new Tensor('uint8', [2 ** 53, 0], new Uint8Array())],
    ['NaN as dimension', new Tensor('uint8', [Number.NaN], new Uint8Array())],
    ['a bool of 2', new Tensor('bool', [3], Uint8Array.of(0, 1, 2))],
    ['a scalar bool of 2', new Tensor('bool', [], Uint8Array.of(2))],
    ['bfloat16', new Tensor('bfloat16' as TensorDtype, [1], new Uint8Array(2))],
    ['complex64', new Tensor('complex64' as TensorDtype, [], new Uint8Array(8))],
    ['a name of the prototype', new Tensor('constructor' as TensorDtype, [1], new Uint8Array(1))],
  ])('%s', (_, tensor) => {
    expect(codeOf(() => encodeCanonical(tensor))).toBe('unsupported-value');
  });
});

describe('elements that a dtype does not hold exactly', () => {
  it.each<[TensorDtype, readonly (number | bigint | boolean)[]]>([
    ['bool', [2, -1, 0.5, 2n, Number.NaN]],
    ['uint8', [-1, 256, 0.5, Infinity, Number.NaN, 256n]],
    ['int8', [-129, 128, 1e300]],
    ['uint64', [-1n, 2n ** 64n, 2 ** 64]],
    ['int64', [2n ** 63n, -(2n ** 63n) - 1n]],
    ['float16', [0.1, 65_520, 2 ** -25, 2049]],
    ['float32', [0.1, 2 ** 24 + 1, 2n ** 24n + 1n, 2 ** -150, 1e39]],
    ['float64', [2n ** 53n + 1n, 2n ** 1024n]],
  ])('%s', (dtype, elements) => {
    for (const element of elements) expect(codeOf(() => encodeTensor(dtype, [element]))).toBe('cast-failed');
  });
});
