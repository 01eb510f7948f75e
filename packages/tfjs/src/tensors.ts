/** Tensors as a source: batches in memory, whose rows are the records. */
import { InvalidArgumentError } from '@datasig/core';
import type { Batch, ReadOptions, Shard, Source, SourceDescription } from '@datasig/core/spec';
import type { Tensor } from '@tensorflow/tfjs-core';
import { headsOf } from './capture.ts';
import { Gatherer, type GatherOptions } from './gather.ts';
import { checkOptions, describeShaping, type TensorOptions } from './options.ts';
import { describeSource, onlyShard } from './source.ts';
import { Structure } from './structure.ts';
import { isNumericArray, isShapedArray, isTensor, type NumericArray, type ShapedArray } from './tensor-like.ts';

/** Rows in memory: a tensor, a typed array, or one with its shape, whose first dimension counts them. */
export type TensorRows = Tensor | NumericArray | ShapedArray;

/** A batch: bare rows, or rows by the names of fields, such as `{ xs, ys }`. */
export type TensorBatch = TensorRows | { readonly [field: string]: TensorRows | TensorBatch };

const reading = { isBatch: true, shapedArrays: true } as const;

/**
 * A dataset of tensors, one batch or a list of several; each row of the first dimension is a record. Rows without
 * names are records `{ value }`. The tensors stay the caller's and must not be disposed of until the source was read.
 *
 * @throws InvalidArgumentError for options that are not valid; what is wrong with the tensors shows when they are read
 */
export function tensors(batches: TensorBatch | readonly TensorBatch[], options: TensorOptions = {}): Source {
  const list = Array.isArray(batches) ? (batches as readonly TensorBatch[]) : [batches as TensorBatch];
  for (const batch of list) if (typeof batch !== 'object' || batch === null || Array.isArray(batch)) throw new InvalidArgumentError('invalid-argument', 'expected a tensor, a typed array, {data, shape}, an object of these such as {xs, ys}, or a list of such batches');
  return new TensorsSource(list, checkOptions(options, []));
}

/** Whether `tensors` takes it. */
export function areTensors(value: unknown): value is TensorBatch | readonly TensorBatch[] {
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => !Array.isArray(item) && areTensors(item));
  if (typeof value !== 'object' || value === null) return false;
  if (isTensor(value) || isNumericArray(value) || isShapedArray(value)) return true;
  return Object.keys(value).length > 0 && Object.values(value).every((item) => !Array.isArray(item) && areTensors(item));
}

class TensorsSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly #batches: readonly TensorBatch[];
  readonly #options: TensorOptions;
  readonly #reading: GatherOptions;

  constructor(batches: readonly TensorBatch[], options: TensorOptions) {
    this.#batches = batches;
    this.#options = options;
    this.#reading = { ...reading, shaping: options };
  }

  async describe(): Promise<SourceDescription> {
    const [first] = this.#batches;
    return {
      ...describeSource(this.#options.name, describeShaping(this.#options)),
      ...(first !== undefined && { schema: new Gatherer(this.#reading).schema(first) }),
      recordCount: this.#countRows(),
    };
  }

  async shards(): Promise<readonly Shard[]> {
    return [onlyShard];
  }

  async *read(_: Shard, { signal }: ReadOptions = {}): AsyncIterable<Batch> {
    const gatherer = new Gatherer(this.#reading);
    for (const batch of this.#batches) {
      signal?.throwIfAborted();
      const capture = gatherer.begin(batch);
      await capture.done();
      for (const records of gatherer.add(capture)) {
        signal?.throwIfAborted();
        yield records;
      }
    }
    const rest = gatherer.rest();
    if (rest !== undefined) yield rest;
  }

  #countRows(): number {
    const [first] = this.#batches;
    if (first === undefined) return 0;
    const structure = new Structure(first, reading);
    return this.#batches.reduce((sum, batch) => sum + (headsOf(batch, structure, reading)[0]?.rowCount ?? 0), 0);
  }
}
