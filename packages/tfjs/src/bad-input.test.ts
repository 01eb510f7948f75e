/** Data that cannot be fingerprinted: a clear error, no tensor left, none of the caller's disposed of. */
import { Fingerprinter } from '@datasig/core';
import type { Source } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { failureOf } from '@datasig/core/testing';
import { uidOf, uidOfRows, withoutLeaks } from '../test/summarize.ts';
import { tf } from '../test/tf.ts';
import { dataset, type DatasetOptions, tensors } from './index.ts';

const generator = (make: () => Iterator<unknown>) => tf.data.generator(make as () => Iterator<never>);

describe('datasets', () => {
  it.each<[string, () => Iterator<unknown>, DatasetOptions, string, string]>([
    ['ragged batches', function* () { yield { xs: tf.zeros([4, 2]), ys: tf.zeros([3]) }; }, { batched: true }, 'ragged-batch', 'ys has 3 rows where xs has 4'],
    ['a scalar in a batch', function* () { yield { xs: tf.zeros([4, 2]), ys: tf.scalar(1) }; }, { batched: true }, 'ragged-batch', 'ys is one scalar'],
    ['a value in a batch', function* () { yield { xs: tf.zeros([4, 2]), name: 'k9Zq' }; }, { batched: true }, 'ragged-batch', 'name is one value'],
    ['another field', function* () { yield { a: tf.scalar(1) }; yield { b: tf.scalar(1) }; }, {}, 'structure-changed', 'the element: expected a field "a"'],
    ['one field more', function* () { yield { a: 1 }; yield { a: 1, b: tf.scalar(2) }; }, {}, 'structure-changed', 'also "b"'],
    ['another dtype', function* () { yield { a: tf.scalar(1) }; yield { a: tf.scalar(1, 'int32') }; }, {}, 'structure-changed', 'a: expected float32 tensor of rank 0, as in the first element, got int32 tensor of rank 0'],
    ['another rank', function* () { yield { a: tf.zeros([2]) }; yield { a: tf.zeros([2, 2]) }; }, {}, 'structure-changed', 'got float32 tensor of rank 2'],
    ['a value for a tensor', function* () { yield { a: tf.zeros([2]) }; yield { a: 'k9Zq' }; }, {}, 'structure-changed', 'got plain'],
    ['a longer array', function* () { yield { a: [1, 2, 3] }; yield { a: [1, 2, 3, 4] }; }, {}, 'structure-changed', 'a: expected an array of 3'],
    ['a bare value for an object', function* () { yield { a: 1 }; yield 5; }, {}, 'structure-changed', 'the element'],
    ['something deeper', function* () { yield { a: { b: { c: tf.scalar(1) } } }; yield { a: { b: tf.scalar(1) } }; }, {}, 'structure-changed', 'a.b: expected an object'],
    ['complex64', function* () { yield { a: tf.complex([1], [2]) }; }, {}, 'unsupported-value', 'tf.real(x) and tf.imag(x)'],
    ['a function', function* () { yield { a: () => 'k9Zq' }; }, {}, 'unsupported-value', 'a function'],
    ['an object of a class', function* () { yield { a: new Date(0) }; }, {}, 'unsupported-value', 'an object of Date'],
    ['a lone surrogate', function* () { yield { a: '\ud800' }; }, {}, 'lone-surrogate', ''],
    ['more than maxRecords', function* () { for (;;) yield { a: tf.scalar(1) }; }, { maxRecords: 1000 }, 'too-many-records', 'more than 1000 records came; end it with .take(count)'],
    ['more rows than maxRecords', function* () { for (;;) yield { a: tf.zeros([64]) }; }, { maxRecords: 1000, batched: true }, 'too-many-records', 'more than 1000'],
  ])('with %s', async (_, make, options, code, message) => {
    const error = await failureOf(withoutLeaks(() => uidOf(dataset(generator(make), options))));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('k9Zq');
  });

  it('without end are refused at once', async () => {
    const error = await failureOf(withoutLeaks(() => uidOf(dataset(tf.data.array([1]).repeat()))));
    expect([error.code, error.message]).toEqual(['too-many-records', expect.stringContaining('the dataset has no end')]);
  });

  it('nested without end are refused', async () => {
    const deep = Array.from({ length: 200 }).reduce<object>((inner) => ({ a: inner }), {});
    expect((await failureOf(uidOf(dataset(generator(function* () { yield deep; }))))).code).toBe('depth-exceeded');
  });

  it('whose strings are not UTF-8', async () => {
    const invalid = Uint8Array.of(0x61, 0xff);
    for (const value of [[invalid], [invalid, invalid]]) {
      const make = function* (): Iterator<unknown> {
        const tensor = tf.engine().makeTensor(value as never, value.length === 1 ? [] : [2], 'string');
        yield { s: tensor };
      };
      const error = await failureOf(withoutLeaks(() => uidOf(dataset(generator(make)))));
      expect([error.code, error.message]).toEqual(['invalid-utf8', expect.stringContaining('"s"')]);
    }
  });

  it('whose generator throws give its error, and no fingerprint', async () => {
    const own = new RangeError('the disk is gone');
    const failing = dataset(generator(function* () {
      for (let i = 0; i < 600; i++) yield { a: tf.scalar(i) };
      throw own;
    }));
    await withoutLeaks(async () => {
      await expect(uidOf(failing)).rejects.toThrow('the disk is gone');
    });
    const atOnce = dataset(generator(() => ({ next: () => { throw own; } })));
    await expect(withoutLeaks(() => uidOf(atOnce))).rejects.toThrow('the disk is gone');
  });

  it('whose iterator cannot be made give its error', async () => {
    const broken = Object.assign(Object.create(tf.data.array([1])) as object, { iterator: async () => Promise.reject(new Error('no camera')) });
    await expect(uidOf(dataset(broken as never))).rejects.toThrow('no camera');
  });
});

describe('what is the caller\'s', () => {
  const held = (): { readonly tensor: import('@tensorflow/tfjs').Tensor; readonly source: Source } => {
    const tensor = tf.tensor1d([1, 2]);
    return { tensor, source: dataset(generator(function* () { yield { x: tensor }; yield { x: tensor }; })) };
  };

  it('is not disposed of', async () => {
    const { tensor, source } = held();
    expect(await withoutLeaks(() => uidOf(source))).toMatch(/^dsu1:/);
    expect(tensor.isDisposed).toBe(false);
    tensor.dispose();
  });

  it('is kept where it says so', async () => {
    const made: import('@tensorflow/tfjs').Tensor[] = [];
    const source = dataset(generator(function* () {
      for (let i = 0; i < 3; i++) {
        made.push(tf.scalar(i));
        yield { x: made.at(-1) };
      }
    }), { keepElements: true });
    expect(await uidOf(source)).toBe(await uidOfRows([{ x: 0 }, { x: 1 }, { x: 2 }]));
    expect(made.map(({ isDisposed }) => isDisposed)).toEqual([false, false, false]);
    tf.dispose(made);
  });

  it('may be disposed of too early, which is an error', async () => {
    const { tensor, source } = held();
    tensor.dispose();
    expect(await failureOf(withoutLeaks(() => uidOf(source)))).toMatchObject({ code: 'disposed-tensor', message: expect.stringContaining('"x"') as string });
    const batch = { xs: tf.zeros([2, 2]), ys: tf.zeros([2]) };
    batch.ys.dispose();
    expect(await failureOf(withoutLeaks(() => uidOf(tensors(batch))))).toMatchObject({ code: 'disposed-tensor', message: expect.stringContaining('"ys"') as string });
    batch.xs.dispose();
  });
});

describe('tensors', () => {
  it.each<[string, () => Parameters<typeof tensors>[0], string]>([
    ['ragged rows', () => ({ xs: tf.zeros([2, 2]), ys: tf.zeros([3]) }), 'ragged-batch'],
    ['a scalar', () => tf.scalar(1), 'ragged-batch'],
    ['batches of other fields', () => [{ xs: tf.zeros([1]) }, { x: tf.zeros([1]) }], 'structure-changed'],
    ['a pair for two batches', () => [tf.zeros([2, 2]), tf.zeros([2])], 'structure-changed'],
    ['complex64', () => tf.complex([1], [2]), 'unsupported-value'],
    ['too few elements for a shape', () => ({ x: { data: Uint8Array.of(1, 2, 3), shape: [2, 2] } }), 'unsupported-value'],
  ])('with %s', async (_, make, code) => {
    const batches = make();
    expect((await failureOf(withoutLeaks(() => uidOf(tensors(batches))))).code).toBe(code);
    tf.dispose(batches as never);
  });
});

it('reading that ends early leaves nothing', async () => {
  const recordCount = await withoutLeaks(async () => {
    const fingerprinter = new Fingerprinter();
    const source = dataset(generator(function* () { for (let i = 0; i < 5000; i++) yield { a: tf.scalar(i) }; }));
    await source.describe();
    for await (const batch of source.read({ id: 'all', descriptor: {} })) {
      fingerprinter.add(batch);
      break;
    }
    await source.close?.();
    return fingerprinter.finish().records.count;
  });
  expect(recordCount).toBe(4096n);
});

it('describing alone leaves nothing once closed', async () => {
  await withoutLeaks(async () => {
    const source = dataset(generator(function* () { yield { a: tf.scalar(1) }; }));
    expect((await source.describe()).schema).toEqual([{ name: 'a', type: { type: 'float32' } }]);
    await source.close?.();
  });
});
