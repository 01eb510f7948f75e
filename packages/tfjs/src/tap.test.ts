/** Taps: what passes, what is recorded, and what is said where it does not add up. */
import { compareFingerprints, readFingerprint, writeFingerprint } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { failureOf } from '@datasig/core/testing';
import { uidOf, uidOfRows, withoutLeaks } from '../test/summarize.ts';
import { tf } from '../test/tf.ts';
import { dataset, tap, type Tap, type TapResult, tapTensors } from './index.ts';

type Data = import('@tensorflow/tfjs').data.Dataset<import('@tensorflow/tfjs').TensorContainer>;

/** Elements `from` to `to`, made when they are pulled. */
function numbers(from: number, to: number, failAt = Infinity): Data {
  return tf.data.generator((function* () {
    for (let i = from; i < to; i++) {
      if (i === failAt) throw new RangeError('the disk is gone');
      yield { xs: tf.tensor1d([i, 1]), ys: i % 3 };
    }
  }) as () => Iterator<never>);
}

/** Pulls as a training loop does, dropping each element at once; how many came. */
async function drain(data: Data, limit = Infinity): Promise<number> {
  const iterator = await data.iterator();
  for (let count = 0; ; count++) {
    if (count === limit) return count;
    const next = await iterator.next();
    if (next.done) return count;
    tf.dispose(next.value as never);
  }
}

const summary = ({ epochs, data, findings }: TapResult) => ({
  epochs: epochs.map(({ number, end, recordCount }) => [number, end, recordCount]),
  data: data?.identity?.uid ?? null,
  findings: findings.map(({ code, epoch }) => [code, epoch]),
});
const uidOfNumbers = (from: number, to: number): Promise<string> => uidOf(dataset(numbers(from, to)));

async function runEpochs(tapped: Tap<Data>, bodies: readonly (() => Promise<unknown>)[]): Promise<void> {
  const { onTrainBegin, onEpochBegin, onEpochEnd, onTrainEnd } = tapped.callbacks;
  await onTrainBegin();
  for (const [index, body] of bodies.entries()) {
    await onEpochBegin(index);
    await body();
    await onEpochEnd(index);
  }
  await onTrainEnd();
}

describe('elements', () => {
  it('pass unchanged, and belong to the consumer', async () => {
    const elements = [tf.scalar(1), { a: tf.tensor1d([1]) }, ['x', 2]] as const;
    for (const element of elements) {
      const tapped = tap(tf.data.generator((function* () { yield element; }) as () => Iterator<never>));
      const { value } = await (await tapped.dataset.iterator()).next();
      expect(value).toBe(element);
      await tapped.finish();
    }
    tf.dispose(elements as never);
  });

  it('pass through all that a dataset can do', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 50));
      expect(tapped.dataset).toBeInstanceOf(tf.data.Dataset);
      const pipeline = tapped.dataset.shuffle(20).map((element) => ({ xs: tf.div((element as { xs: never }).xs, 255) })).prefetch(3).batch(8);
      expect(await drain(pipeline as Data)).toBe(7);
      expect(summary(await tapped.finish())).toEqual({ epochs: [[1, 'end-of-data', 50n]], data: await uidOfNumbers(0, 50), findings: [] });
    });
  });

  it('are read even where the consumer works in a tidy, and drops them at once', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 20));
      const iterator = await tapped.dataset.iterator();
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) tf.tidy(() => tf.dispose(next.value as never));
      expect((await tapped.finish()).data?.identity?.uid).toBe(await uidOfNumbers(0, 20));
    });
  });

  it('that are arrays may be written to afterwards', async () => {
    const shared = Float32Array.of(0);
    const tapped = tap(tf.data.generator((function* () {
      for (let i = 0; i < 3; i++) {
        shared[0] = i;
        yield { x: shared };
      }
    }) as () => Iterator<never>));
    await drain(tapped.dataset as Data);
    expect((await tapped.finish()).data?.identity?.uid).toBe(await uidOf(dataset(tf.data.array([0, 1, 2]).map((x) => ({ x: tf.tensor1d([x]) }) as never))));
  });

  it('that are batches are unstacked', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 50).batch(8), { batched: true });
      await drain(tapped.dataset as Data);
      const { data, consumed } = await tapped.finish();
      expect(data?.records.count).toBe(50n);
      expect(consumed.parts.map(({ name }) => name)).toEqual(['epoch 1']);
    });
  });
});

describe('iterators', () => {
  it('are epochs where they are pulled, and nothing where they are not', async () => {
    const tapped = tap(numbers(0, 10));
    await tapped.dataset.iterator();
    await drain(tapped.dataset);
    await tapped.dataset.iterator();
    await drain(tapped.dataset);
    expect(summary(await tapped.finish())).toEqual({ epochs: [[1, 'end-of-data', 10n], [2, 'end-of-data', 10n]], data: await uidOfNumbers(0, 10), findings: [] });
  });

  it('that are left early do not count as complete', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 1000));
      await drain(tapped.dataset, 400);
      const result = await tapped.finish();
      expect(summary(result)).toEqual({ epochs: [[1, 'stopped', 400n]], data: null, findings: [['stopped', 1]] });
      expect(result.consumed.identity!.uid).toBe(await uidOfNumbers(0, 400));
    });
  });

  it('that nobody pulls leave no epoch', async () => {
    const tapped = tap(numbers(0, 10));
    await tapped.dataset.iterator();
    const result = await tapped.finish();
    expect(summary(result)).toEqual({ epochs: [], data: null, findings: [['no-epochs', undefined]] });
    expect(result.consumed.records.count).toBe(0n);
  });

  it('may take turns', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 30));
      await drain(tf.data.zip([tapped.dataset.take(99), tapped.dataset.take(99)] as never) as never);
      expect(summary(await tapped.finish())).toEqual({ epochs: [[1, 'end-of-data', 30n], [2, 'end-of-data', 30n]], data: await uidOfNumbers(0, 30), findings: [] });
    });
  });

  it('may be empty', async () => {
    const tapped = tap(numbers(0, 0));
    await drain(tapped.dataset);
    expect(summary(await tapped.finish())).toMatchObject({ epochs: [[1, 'end-of-data', 0n]], data: await uidOfRows([]) });
  });
});

describe('epochs of callbacks', () => {
  it('of one iterator are told apart', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 10).repeat(3));
      const iterator = await tapped.dataset.iterator();
      const pullTen = async () => {
        for (let i = 0; i < 10; i++) tf.dispose((await iterator.next()).value as never);
      };
      await runEpochs(tapped, [pullTen, pullTen, pullTen]);
      const result = await tapped.finish();
      expect(summary(result)).toEqual({ epochs: [1, 2, 3].map((number) => [number, 'stopped', 10n]), data: await uidOfNumbers(0, 10), findings: [] });
      expect(result.consumed.records.count).toBe(30n);
      expect(result.consumed.parts.length).toBe(3);
    });
  });

  it('of a dataset that is repeated after the tap end where it ends', async () => {
    const tapped = tap(numbers(0, 10));
    const iterator = await tapped.dataset.repeat().iterator();
    const pull = (count: number) => async () => {
      for (let i = 0; i < count; i++) tf.dispose((await iterator.next()).value as never);
    };
    await runEpochs(tapped, [pull(10), pull(10), pull(3)]);
    expect(summary(await tapped.finish())).toEqual({
      epochs: [[1, 'end-of-data', 10n], [2, 'end-of-data', 10n], [3, 'stopped', 3n]],
      data: null,
      findings: [['stopped', 3], ['fewer-records', 3], ['other-data', 3]],
    });
  });

  it('that go on beyond the end are not at the end', async () => {
    const tapped = tap(numbers(0, 10));
    const repeated = tapped.dataset.repeat();
    const iterator = await repeated.iterator();
    await runEpochs(tapped, [async () => {
      for (let i = 0; i < 15; i++) tf.dispose((await iterator.next()).value as never);
    }]);
    expect(summary(await tapped.finish())).toMatchObject({ epochs: [[1, 'stopped', 15n]], data: null });
  });

  it('see shuffling as the same data', async () => {
    const tapped = tap(numbers(0, 100).shuffle(100));
    await runEpochs(tapped, [() => drain(tapped.dataset), () => drain(tapped.dataset)]);
    expect(summary(await tapped.finish())).toEqual({ epochs: [[1, 'end-of-data', 100n], [2, 'end-of-data', 100n]], data: await uidOfNumbers(0, 100), findings: [] });
  });

  it('that saw other data are named, with how much differs', async () => {
    let pass = 0;
    const changing = Object.create(numbers(0, 1), { iterator: { value: async () => (pass++ === 0 ? numbers(0, 100) : numbers(1, 101)).iterator() } }) as Data;
    const tapped = tap(changing);
    await runEpochs(tapped, [() => drain(tapped.dataset), () => drain(tapped.dataset)]);
    const result = await tapped.finish();
    expect(summary(result)).toMatchObject({ data: null, findings: [['other-data', 2]] });
    expect(result.findings[0]!.message).toMatch(/^epoch 2 saw other data than epoch 1: .*overlap/i);
  });

  it('keep apart what is pulled outside of them', async () => {
    const tapped = tap(numbers(0, 10));
    await drain(tapped.dataset, 2);
    await runEpochs(tapped, [() => drain(tapped.dataset)]);
    await drain(tapped.dataset, 3);
    const result = await tapped.finish();
    expect(summary(result)).toEqual({ epochs: [[1, 'end-of-data', 10n]], data: await uidOfNumbers(0, 10), findings: [['outside-epochs', undefined]] });
    expect(result.consumed.records.count).toBe(15n);
  });

  it('have what was pulled ahead between two of them', async () => {
    const tapped = tap(numbers(0, 20));
    const iterator = await tapped.dataset.iterator();
    const pull = async (count: number) => {
      for (let i = 0; i < count; i++) tf.dispose((await iterator.next()).value as never);
    };
    const { onEpochBegin, onEpochEnd } = tapped.callbacks;
    await onEpochBegin(0);
    await pull(10);
    await onEpochEnd(0);
    await pull(1);
    await onEpochBegin(1);
    await pull(9);
    await onEpochEnd(1);
    expect(summary(await tapped.finish()).epochs).toEqual([[1, 'stopped', 10n], [2, 'stopped', 10n]]);
  });
});

describe('what goes wrong', () => {
  it('in the dataset passes through, and nothing claims to be complete', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 1000, 600));
      await expect(drain(tapped.dataset)).rejects.toThrow('the disk is gone');
      const result = await tapped.finish();
      expect(summary(result)).toEqual({ epochs: [[1, 'failed', 600n]], data: null, findings: [['failed', 1]] });
    });
  });

  it.each<[string, () => Iterator<unknown>, object, string]>([
    ['a cast', function* () { for (let i = 0; i < 600; i++) yield { x: tf.scalar(i) }; }, { cast: { x: 'uint8' } }, 'cast-failed'],
    ['a structure', function* () { yield { x: tf.scalar(1) }; yield { y: tf.scalar(1) }; yield { x: tf.scalar(1) }; }, {}, 'structure-changed'],
    ['a dtype', function* () { yield { x: tf.complex([1], [2]) }; }, {}, 'unsupported-value'],
    ['an option', function* () { yield { x: tf.scalar(1) }; }, { rename: { y: 'z' } }, 'unknown-column'],
    ['ragged batches', function* () { yield { x: tf.zeros([2]), y: tf.zeros([3]) }; }, { batched: true }, 'ragged-batch'],
  ])('on the side of the tap (%s) does not stop the training, and finish throws it', async (_, make, options, code) => {
    await withoutLeaks(async () => {
      const errors: unknown[] = [];
      const tapped = tap(tf.data.generator(make as () => Iterator<never>), { ...options, onError: (error) => errors.push(error) });
      const untapped = await drain(tf.data.generator(make as () => Iterator<never>));
      expect(await drain(tapped.dataset as Data)).toBe(untapped);
      const error = await failureOf(tapped.finish());
      expect(error.code).toBe(code);
      expect(errors).toEqual([error]);
      expect(await failureOf(tapped.finish())).toBe(error);
    });
  });

  it('is thrown by finish also where it is told to someone who throws', async () => {
    const tapped = tap(numbers(0, 300), { cast: { xs: 'bool' }, onError: () => { throw new Error('not mine'); } });
    expect(await drain(tapped.dataset)).toBe(300);
    expect((await failureOf(tapped.finish())).code).toBe('cast-failed');
  });

  it('with options is told at once', () => {
    expect(() => tap(numbers(0, 1), { cast: { x: 'float16' as never } })).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
    expect(() => tap({} as never)).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('results', () => {
  it('are files like others', async () => {
    const tapped = tap(numbers(0, 10), { name: 'training', rename: { ys: 'label' }, cast: { ys: 'uint8' } });
    await drain(tapped.dataset);
    const { data } = await tapped.finish();
    const read = readFingerprint(writeFingerprint(data!));
    expect(read.dataset).toMatchObject({ name: 'training', origins: [{ connector: 'tfjs', location: 'memory' }], transforms: [{ id: 'tensors/1', rename: { ys: 'label' }, cast: { ys: 'uint8' } }] });
    const source = dataset(numbers(0, 9), { rename: { ys: 'label' }, cast: { ys: 'uint8' } });
    expect(await uidOf(source)).not.toBe(read.identity!.uid);
  });

  it('are those of the moment at which the tap ended', async () => {
    await withoutLeaks(async () => {
      const tapped = tap(numbers(0, 10));
      await drain(tapped.dataset);
      const first = await tapped.finish();
      await drain(tapped.dataset);
      expect(await tapped.finish()).toBe(first);
    });
  });

  it('take a key and sketches', async () => {
    const tapped = tap(numbers(0, 10), { key: new Uint8Array(32).fill(7), sketches: [{ scheme: 'scaled/1', scale: 2 }] });
    await drain(tapped.dataset);
    const { data } = await tapped.finish();
    expect(data).toMatchObject({ canonicalization: { digest: 'hmac-sha-256' }, sketches: [{ scheme: 'scaled/1' }] });
  });
});

describe('tensors that are fitted', () => {
  const make = (count: number) => ({ xs: tf.tensor2d(Array.from({ length: count }, (_, i) => [i, 1])), ys: tf.tensor1d(Array.from({ length: count }, (_, i) => i % 3)) });
  const model = () => {
    const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return made;
  };

  it('are fingerprinted, with every epoch', async () => {
    const fitted = model();
    const batch = make(50);
    const tapped = tapTensors(batch, { cast: { ys: 'uint8' } });
    await fitted.fit(batch.xs, batch.ys, { epochs: 2, batchSize: 16, verbose: 0, callbacks: tapped.callbacks });
    tf.dispose(batch);
    expect(summary(await tapped.finish())).toEqual({ epochs: [[1, 'end-of-data', 50n], [2, 'end-of-data', 50n]], data: await uidOfNumbers(0, 50), findings: [] });
    fitted.dispose();
  });

  it('without those that validate', async () => {
    const fitted = model();
    const batch = make(50);
    const tapped = tapTensors(batch, { validationSplit: 0.2 });
    await fitted.fit(batch.xs, batch.ys, { epochs: 1, verbose: 0, validationSplit: 0.2, callbacks: tapped.callbacks });
    expect(summary(await tapped.finish())).toEqual({ epochs: [[1, 'end-of-data', 40n]], data: await uidOfNumbers(0, 40), findings: [] });
    const unaware = tapTensors(batch);
    await fitted.fit(batch.xs, batch.ys, { epochs: 1, verbose: 0, validationSplit: 0.2, callbacks: unaware.callbacks });
    expect(summary(await unaware.finish())).toMatchObject({ epochs: [[1, 'stopped', 40n]], data: null });
    fitted.dispose();
    tf.dispose(batch);
  });

  it('and stopped are not known', async () => {
    const fitted = model();
    const batch = make(50);
    const tapped = tapTensors(batch);
    const stop = { onBatchEnd: async (index: number) => void (fitted.stopTraining = index === 1) };
    await fitted.fit(batch.xs, batch.ys, { epochs: 3, batchSize: 10, verbose: 0, callbacks: [tapped.callbacks, stop] });
    const result = await tapped.finish();
    expect(summary(result)).toEqual({ epochs: [[1, 'stopped', 20n]], data: null, findings: [['stopped', 1]] });
    expect(result.epochs[0]!.fingerprint).toBeNull();
    fitted.dispose();
    tf.dispose(batch);
  });

  it('leave nothing, also where they cannot be read', async () => {
    await withoutLeaks(async () => {
      const [batch, short] = [make(50), tf.zeros([2])];
      expect((await failureOf(tapTensors(batch, { cast: { xs: 'bool' } }).finish())).code).toBe('cast-failed');
      expect((await failureOf(tapTensors({ xs: batch.xs, ys: short }).finish())).code).toBe('ragged-batch');
      tf.dispose([batch, short] as never);
    });
    expect(() => tapTensors([] as never)).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
    expect(() => tapTensors({ xs: Float32Array.of(1) }, { validationSplit: 1 })).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('fitDataset', () => {
  it('with and without batchesPerEpoch, and stopped', async () => {
    const fitted = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    fitted.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const uid = await uidOfNumbers(0, 64);
    const batches = (data: Data) => data.map((element) => ({ xs: tf.div((element as { xs: never }).xs, 64), ys: tf.tensor1d([(element as { ys: number }).ys]) })).batch(8);
    const fit = async (arrange: (data: Data) => Data, options: object): Promise<ReturnType<typeof summary>> => {
      const tapped = tap(numbers(0, 64));
      await fitted.fitDataset(batches(arrange(tapped.dataset)) as never, { epochs: 3, verbose: 0, ...options, callbacks: [tapped.callbacks, ...((options as { callbacks?: object[] }).callbacks ?? [])] } as never);
      return summary(await tapped.finish());
    };
    const whole = [1, 2, 3].map((number) => [number, 'end-of-data', 64n]);
    expect(await fit((data) => data, {})).toEqual({ epochs: whole, data: uid, findings: [] });
    expect(await fit((data) => data.shuffle(64), {})).toEqual({ epochs: whole, data: uid, findings: [] });
    expect(await fit((data) => data.repeat(), { batchesPerEpoch: 8 })).toEqual({ epochs: [[1, 'end-of-data', 64n], [2, 'end-of-data', 64n], [3, 'stopped', 64n]], data: uid, findings: [] });
    const stop = { onBatchEnd: async (batch: number) => void (fitted.stopTraining = batch === 2) };
    expect(await fit((data) => data, { callbacks: [stop] })).toEqual({ epochs: [[1, 'stopped', 24n]], data: null, findings: [['stopped', 1]] });
    expect(await fit((data) => data.take(16), { epochs: 2 })).toMatchObject({ epochs: [[1, 'stopped', 16n], [2, 'stopped', 16n]] });
    fitted.dispose();
  });
});

it('compares an epoch with the data it should have seen', async () => {
  const tapped = tap(numbers(0, 999));
  await drain(tapped.dataset);
  const whole = tap(numbers(0, 1000));
  await drain(whole.dataset);
  const { relation, estimates } = compareFingerprints((await tapped.finish()).data!, (await whole.finish()).data!);
  expect(relation).toBe('subset');
  expect(estimates!.jaccard.estimate).toBeCloseTo(0.999, 6);
});
