/** One small dataset, by each entry point; runs in browsers, too. */
import { Tensor } from '@datasig/core';
import type { Batch, SchemaField, Source, Value } from '@datasig/core/spec';
import type * as Tf from '@tensorflow/tfjs';
import { dataset, tensors } from '../src/index.ts';
import { Epoch } from '../src/tap/epoch.ts';
import { Recorder } from '../src/tap/recorder.ts';
import { tappedDataset } from '../src/tap/tapped-dataset.ts';

export const recordCount = 700;
const indexes: readonly number[] = Array.from({ length: recordCount }, (_, index) => index);
const pixels = (index: number): number[] => [0, 1, 2, 3, 4, 5].map((offset) => (index + offset) % 256);

/** The records, as another source would hand them over. */
export const rows: readonly Readonly<Record<string, Value>>[] = indexes.map((index) => ({
  xs: new Tensor('float32', [2, 3], new Uint8Array(Float32Array.from(pixels(index)).buffer)),
  ys: index % 10,
  note: `row ${index}`,
}));

type TensorFlow = typeof import('@tensorflow/tfjs');

/** An entry point. */
export interface Opening {
  readonly name: string;
  readonly open: () => Source;
}

/** Every entry point over the same records, in memory that is freed when they are read to the end or closed. */
export function openings(tf: TensorFlow): readonly Opening[] {
  const elements = (): Tf.data.Dataset<Tf.TensorContainer> =>
    tf.data.generator(function* () {
      for (const index of indexes) yield { xs: tf.tensor(pixels(index), [2, 3]), ys: tf.scalar(index % 10, 'int32'), note: `row ${index}` };
    } as () => Iterator<Tf.TensorContainer>);
  const batched = (): Tf.data.Dataset<Tf.TensorContainer> => elements().batch(64) as Tf.data.Dataset<Tf.TensorContainer>;
  return [
    { name: 'tensors', open: () => tensorsOf(tf) },
    { name: 'dataset', open: () => dataset(elements()) },
    { name: 'dataset of batches', open: () => dataset(batched(), { batched: true }) },
    { name: 'tap', open: () => tapSource(elements(), false, tf) },
    { name: 'tap of batches', open: () => tapSource(batched(), true, tf) },
  ];
}

/** Tensors are the caller's: this source disposes of them when it is closed. */
function tensorsOf(tf: TensorFlow): Source {
  const batches = [indexes.slice(0, 300), indexes.slice(300)].map((part) => ({
    xs: tf.tensor(part.flatMap(pixels), [part.length, 2, 3]),
    ys: tf.tensor1d(part.map((index) => index % 10), 'int32'),
    note: tf.tensor1d(part.map((index) => `row ${index}`), 'string'),
  }));
  const source = tensors(batches);
  return {
    specVersion: 'v1',
    describe: () => source.describe(),
    shards: () => source.shards(),
    read: (shard, options) => source.read(shard, options),
    close: async () => tf.dispose(batches as unknown as Tf.TensorContainer),
  };
}

/** A consumer that pulls all elements through a tap and drops them at once; what the tap hashes are the source's records. */
function tapSource(elements: Tf.data.Dataset<Tf.TensorContainer>, batched: boolean, tf: TensorFlow): Source {
  const inner = dataset(elements, { batched });
  return {
    specVersion: 'v1',
    describe: () => inner.describe(),
    shards: () => inner.shards(),
    async *read(_, { signal } = {}): AsyncIterable<Batch> {
      signal?.throwIfAborted();
      const hashed: Batch[] = [];
      const recorder = new Recorder({ isBatch: batched, shapedArrays: false, shaping: {} }, () => new ListeningEpoch(hashed));
      const iterator = await tappedDataset(elements, recorder).iterator();
      try {
        for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
          tf.dispose(next.value);
          while (hashed.length > 0) yield hashed.shift()!;
        }
      } finally {
        await recorder.finish();
      }
      yield* hashed;
    },
    close: async () => inner.close?.(),
  };
}

/** Keeps what it hashes. */
class ListeningEpoch extends Epoch {
  readonly #hashed: Batch[];

  constructor(hashed: Batch[]) {
    super({});
    this.#hashed = hashed;
  }

  override add(batch: Batch, declaredSchema: readonly SchemaField[]): void {
    super.add(batch, declaredSchema);
    this.#hashed.push(structuredClone(batch));
  }
}
