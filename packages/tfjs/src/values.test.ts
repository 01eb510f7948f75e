/** Which records tensors and elements become: dtypes, structures, shaping. */
import { CalendarDate, Tensor } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf } from '@datasig/core/testing';
import { fingerprintOf, typesOf, uidOf, uidOfRows, withoutLeaks } from '../test/summarize.ts';
import { tf } from '../test/tf.ts';
import { dataset, type DatasetOptions, tensors } from './index.ts';

type Row = Readonly<Record<string, Value>>;
type Elements = readonly (() => unknown)[];

const float32 = (shape: number[], ...values: number[]): Tensor => new Tensor('float32', shape, new Uint8Array(Float32Array.from(values).buffer));
const int32 = (shape: number[], ...values: number[]): Tensor => new Tensor('int32', shape, new Uint8Array(Int32Array.from(values).buffer));
const uint8 = (shape: number[], ...values: number[]): Tensor => new Tensor('uint8', shape, Uint8Array.from(values));

/** Elements made when they are pulled, as a pipeline does. */
const pull = (elements: Elements, options?: DatasetOptions) =>
  dataset(tf.data.generator((function* () {
    for (const make of elements) yield make();
  }) as () => Iterator<never>), options);

describe('elements', () => {
  it.each<[string, Elements, readonly Row[]]>([
    ['float32', [() => ({ x: tf.tensor1d([0.1, -0, Number.NaN]) })], [{ x: float32([3], 0.1, -0, Number.NaN) }]],
    ['int32', [() => ({ x: tf.tensor2d([[1, -2]], undefined, 'int32') })], [{ x: int32([1, 2], 1, -2) }]],
    ['bool', [() => ({ x: tf.tensor1d([true, false]) })], [{ x: new Tensor('bool', [2], Uint8Array.of(1, 0)) }]],
    ['scalars', [() => ({ f: tf.scalar(0.1), i: tf.scalar(7, 'int32'), b: tf.scalar(true), s: tf.scalar('a') })], [{ f: Math.fround(0.1), i: 7, b: true, s: 'a' }]],
    ['strings', [() => ({ s: tf.tensor2d(['a', 'ß', '', '日本'], [2, 2]) })], [{ s: [['a', 'ß'], ['', '日本']] }]],
    ['no elements', [() => ({ x: tf.tensor2d([], [0, 3]) })], [{ x: float32([0, 3]) }]],
    ['a pair', [() => [tf.tensor1d([1]), tf.scalar(2)]], [{ xs: float32([1], 1), ys: 2 }]],
    ['a bare tensor', [() => tf.tensor1d([1])], [{ value: float32([1], 1) }]],
    ['bare values', [() => 1, () => 2.5, () => 3], [{ value: 1 }, { value: 2.5 }, { value: 3 }]],
    ['numbers side by side', [() => [1, 2]], [{ value: [1, 2] }]],
    ['three tensors', [() => [tf.scalar(1), tf.scalar(2), tf.tensor1d([3])]], [{ value: [1, 2, float32([1], 3)] }]],
    ['plain values', [() => ({ n: 1, s: 'text', b: true, gone: null, list: ['a', 1] })], [{ n: 1, s: 'text', b: true, list: ['a', 1] }]],
    ['nested objects', [() => ({ xs: { image: tf.tensor1d([1, 2]), name: 'a', size: tf.scalar(3, 'int32') }, ys: 0 })], [{ xs: { image: float32([2], 1, 2), name: 'a', size: 3 }, ys: 0 }]],
    ['typed arrays', [() => ({ a: Uint8Array.of(1, 2), b: Float32Array.of(0.5) })], [{ a: uint8([2], 1, 2), b: float32([1], 0.5) }]],
    ['shapes that differ', [() => ({ x: tf.tensor1d([1]) }), () => ({ x: tf.tensor1d([1, 2]) })], [{ x: float32([1], 1) }, { x: float32([2], 1, 2) }]],
    ['a part of an array', [() => ({ x: tf.tensor1d(Float32Array.of(9, 1, 2, 9).subarray(1, 3)) })], [{ x: float32([2], 1, 2) }]],
    ['computed tensors', [() => ({ x: tf.tidy(() => tf.add(tf.tensor1d([1, 2]), 1)) })], [{ x: float32([2], 2, 3) }]],
  ])('%s', async (_, elements, rows) => {
    expect(await withoutLeaks(() => uidOf(pull(elements)))).toBe(await uidOfRows(rows));
  });

  it('have the types of their scalars, also where all are whole', async () => {
    const made = await fingerprintOf(pull([() => ({ f: tf.scalar(2), i: tf.scalar(2, 'int32'), b: tf.scalar(true), s: tf.scalar('x'), t: tf.tensor1d([1, 2]), n: 2 })]));
    expect(typesOf(made)).toEqual({ f: 'float32', i: 'integer', b: 'bool', s: 'text', t: 'tensor<float32,[2]>', n: 'integer' });
  });

  it('are the same whether batched or not', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.float(), fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (rows, batchSize) => {
        const make = () => tf.data.generator((function* () {
          for (const [x, y] of rows) yield { x: tf.tensor1d([x, 1]), y: tf.scalar(y, 'int32') };
        }) as () => Iterator<never>);
        const uid = await withoutLeaks(() => uidOf(dataset(make())));
        expect(await withoutLeaks(() => uidOf(dataset(make().batch(batchSize), { batched: true })))).toBe(uid);
        expect(await uidOfRows(rows.map(([x, y]) => ({ x: float32([2], x, 1), y })))).toBe(uid);
      }),
      { numRuns: 30, seed: 20261125 },
    ));

  it.each<[string, () => { iterator(): Promise<never>; size: number }, readonly Row[]]>([
    ['array', () => tf.data.array([{ x: 1 }, { x: 2 }] as never) as never, [{ x: 1 }, { x: 2 }]],
    ['zip', () => tf.data.zip([tf.data.array([tf.scalar(1)]), tf.data.array([tf.scalar(2)])] as never) as never, [{ xs: 1, ys: 2 }]],
    ['map, take, shuffle, repeat', () => tf.data.array([3, 1, 2]).map((x) => ({ x: tf.scalar(x) }) as never).shuffle(3).repeat(2).take(6) as never, [1, 2, 3, 1, 2, 3].map((x) => ({ x }))],
    ['concatenate, filter', () => tf.data.array<number>([1, 2]).concatenate(tf.data.array<number>([3, 4])).filter((x: number) => x > 1) as never, [2, 3, 4].map((value) => ({ value }))],
  ])('of %s', async (_, make, rows) => {
    expect(await uidOf(dataset(make()))).toBe(await uidOfRows(rows));
  });

  it('of a CSV', async () => {
    const file = new tf.data.FileDataSource(new TextEncoder().encode('a,b\n1,x\n2.5,y\n'));
    expect(await uidOf(dataset(new tf.data.CSVDataset(file)))).toBe(await uidOfRows([{ a: 1, b: 'x' }, { a: 2.5, b: 'y' }]));
  });
});

describe('tensors', () => {
  it.each<[string, () => Parameters<typeof tensors>[0], readonly Row[]]>([
    ['one', () => tf.tensor2d([[1, 2], [3, 4]]), [{ value: float32([2], 1, 2) }, { value: float32([2], 3, 4) }]],
    ['a list', () => [tf.tensor1d([1, 2]), tf.tensor1d([3])], [{ value: 1 }, { value: 2 }, { value: 3 }]],
    ['a named batch', () => ({ xs: tf.tensor2d([[1], [2]]), ys: tf.tensor1d([true, false]) }), [{ xs: float32([1], 1), ys: true }, { xs: float32([1], 2), ys: false }]],
    ['nested names', () => ({ xs: { a: tf.tensor1d([1]), b: tf.tensor1d(['s']) } }), [{ xs: { a: 1, b: 's' } }]],
    ['a typed array', () => Int32Array.of(1, 2), [{ value: 1 }, { value: 2 }]],
    ['wide integers', () => ({ id: BigInt64Array.of(2n ** 60n), n: BigUint64Array.of(2n ** 64n - 1n) }), [{ id: 2n ** 60n, n: 2n ** 64n - 1n }]],
    ['typed arrays with shapes', () => ({ image: { data: Uint8Array.of(1, 2, 3, 4), shape: [2, 1, 2] }, label: Uint8Array.of(5, 6) }), [{ image: uint8([1, 2], 1, 2), label: 5 }, { image: uint8([1, 2], 3, 4), label: 6 }]],
    ['no rows', () => ({ xs: tf.tensor2d([], [0, 2]) }), []],
    ['no batches', () => [], []],
  ])('%s', async (_, make, rows) => {
    const batches = make();
    const held = tf.memory().numTensors;
    const made = await fingerprintOf(tensors(batches));
    expect(made.identity!.uid).toBe(await uidOfRows(rows));
    expect(tf.memory().numTensors).toBe(held);
    tf.dispose(batches as never);
  });

  it('are cut into batches of about a megabyte', async () => {
    const xs = tf.zeros([10_000, 100]);
    const sizes: number[] = [];
    for await (const batch of tensors({ xs }).read({ id: 'all', descriptor: {} })) sizes.push(batch.kind === 'columns' ? batch.rowCount : 0);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(10_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3300);
    xs.dispose();
  });

  it('are read again as often as wanted', async () => {
    const xs = tf.tensor1d([1, 2, 3]);
    const source = tensors({ xs });
    expect(await uidOf(source)).toBe(await uidOf(source));
    expect(xs.isDisposed).toBe(false);
    xs.dispose();
  });
});

describe('shaping', () => {
  const image = () => ({ xs: tf.tensor([0, 255, 3, 4], [2, 2, 1]), ys: tf.tensor1d([7]) });
  const shaped = { rename: { xs: 'image', ys: 'label' }, reshape: { xs: [2, 2], ys: [] }, cast: { xs: 'uint8', ys: 'uint8' } } as const;

  it('makes the record that was stored', async () => {
    const made = await fingerprintOf(pull([image], { ...shaped, name: 'pictures' }));
    expect(made.identity!.uid).toBe(await uidOfRows([{ image: uint8([2, 2], 0, 255, 3, 4), label: 7 }]));
    expect(typesOf(made)).toEqual({ image: 'tensor<uint8,[2,2]>', label: 'integer' });
    expect(made.dataset).toMatchObject({ name: 'pictures', origins: [{ connector: 'tfjs', location: 'memory' }], transforms: [{ id: 'tensors/1', ...shaped }] });
  });

  it.each<[string, () => unknown, DatasetOptions, Row]>([
    ['numbers', () => ({ y: 3, z: true }), { cast: { y: 'uint8', z: 'int32' } }, { y: 3, z: 1 }],
    ['to bool', () => ({ y: tf.tensor1d([0, 1]) }), { cast: { y: 'bool' } }, { y: new Tensor('bool', [2], Uint8Array.of(0, 1)) }],
    ['from bool', () => ({ y: tf.tensor1d([true, false]) }), { cast: { y: 'float64' } }, { y: new Tensor('float64', [2], new Uint8Array(Float64Array.of(1, 0).buffer)) }],
    ['to int64', () => ({ y: tf.scalar(5) }), { cast: { y: 'int64' } }, { y: 5 }],
    ['to int64 tensors', () => ({ y: tf.tensor1d([-5]) }), { cast: { y: 'int64' } }, { y: new Tensor('int64', [1], new Uint8Array(BigInt64Array.of(-5n).buffer)) }],
    ['NaN to float64', () => ({ y: tf.tensor1d([Number.NaN]) }), { cast: { y: 'float64' } }, { y: new Tensor('float64', [1], new Uint8Array(Float64Array.of(Number.NaN).buffer)) }],
    ['shapes that differ', () => ({ y: tf.tensor1d([1, 2, 3]) }), { cast: { y: 'uint8' } }, { y: uint8([3], 1, 2, 3) }],
  ])('casts %s', async (_, element, options, row) => {
    expect(await uidOf(pull([element], options))).toBe(await uidOfRows([row]));
  });

  it.each<[string, () => unknown, DatasetOptions, string, string]>([
    ['a fraction', () => ({ x: tf.tensor1d([9.75]) }), { cast: { x: 'uint8' } }, 'cast-failed', 'column "x": an element cannot be cast to uint8'],
    ['NaN', () => ({ x: tf.tensor1d([Number.NaN]) }), { cast: { x: 'int32' } }, 'cast-failed', 'column "x"'],
    ['too large a number', () => ({ x: 256 }), { cast: { x: 'uint8' } }, 'cast-failed', 'column "x"'],
    ['a negative number', () => ({ x: tf.scalar(-1) }), { cast: { x: 'uint64' } }, 'cast-failed', 'column "x"'],
    ['2 as bool', () => ({ x: tf.tensor1d([2]) }), { cast: { x: 'bool' } }, 'cast-failed', 'column "x"'],
    ['text', () => ({ x: 'a' }), { cast: { x: 'uint8' } }, 'cast-unsupported', 'column "x"'],
    ['strings', () => ({ x: tf.tensor1d(['a']) }), { cast: { x: 'uint8' } }, 'cast-unsupported', 'column "x"'],
    ['another size', () => ({ x: tf.tensor1d([1, 2]) }), { reshape: { x: [3] } }, 'cast-failed', '[2] cannot be reshaped to [3]'],
    ['an unknown field', () => ({ x: 1 }), { cast: { y: 'uint8' } }, 'unknown-column', 'cast names "y"; elements have "x"'],
    ['a nested field', () => ({ x: { y: 1 } }), { cast: { x: 'uint8' } }, 'invalid-argument', 'x is nested'],
    ['two fields of one name', () => ({ x: 1, y: 2 }), { rename: { x: 'y' } }, 'duplicate-column', '"y"'],
  ])('refuses %s', async (_, element, options, code, message) => {
    const error = await failureOf(withoutLeaks(() => uidOf(pull([element], options))));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('9.75');
  });

  it.each([
    [{ cast: { x: 'float16' } }, 'cast'], [{ reshape: { x: [-1] } }, 'reshape'], [{ rename: { x: 1 } }, 'rename'], [{ name: ' ' }, 'name'], [{ batch: true }, 'batch'], [{ maxRecords: -1 }, 'maxRecords'],
  ])('refuses the options %o', (options, name) => {
    expect(() => pull([], options as never)).toThrowError(expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(`"${name}"`) as string }));
  });

  it('refuses what is none', () => {
    expect(() => dataset(new CalendarDate(1n) as never)).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
    expect(() => tensors(5 as never)).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
