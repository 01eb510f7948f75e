/** `tf.data` datasets as a source: pulled once from the first element to the last. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import type { Batch, ReadOptions, SchemaField, Shard, Source, SourceDescription } from '@datasig/core/spec';
import type { Capture } from './capture.ts';
import { Gatherer, type GatherOptions } from './gather.ts';
import { checkMaxRecords, checkOptions, type DatasetOptions, describeShaping } from './options.ts';
import { disposeElement, nextTensorId } from './ownership.ts';
import { describeSource, onlyShard } from './source.ts';
import { isDataset, type TfDataset, type TfIterator } from './tensor-like.ts';

type Result = Awaited<ReturnType<TfIterator['next']>>;

/** A dataset of which one element was pulled to see what elements are. */
interface Opening {
  readonly iterator: TfIterator;
  readonly first: Result;
  /** Number of the first tensor that was made for this reading. */
  readonly firstId: number;
}

/**
 * A `tf.data.Dataset` of any kind. Elements are records, or batches of them: objects by their names, pairs as
 * `{ xs, ys }`, all else as `{ value }`. Close the source when it is no longer needed: an element may be held.
 *
 * An error of the dataset's own, such as one of a generator, passes through as it is.
 *
 * @throws InvalidArgumentError for options that are not valid
 */
export function dataset(source: TfDataset, options: DatasetOptions = {}): Source {
  if (!isDataset(source)) throw new InvalidArgumentError('invalid-argument', 'expected a tf.data.Dataset; tensors are for tensors()');
  return new DatasetSource(source, checkOptions(options, ['batched', 'maxRecords', 'keepElements']));
}

class DatasetSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly #dataset: TfDataset;
  readonly #options: DatasetOptions;
  readonly #maxRecords: number;
  readonly #reading: GatherOptions;
  #held: Opening | undefined;
  #schema: readonly SchemaField[] | undefined;

  constructor(source: TfDataset, options: DatasetOptions) {
    this.#dataset = source;
    this.#options = options;
    this.#maxRecords = checkMaxRecords(options.maxRecords);
    this.#reading = { isBatch: options.batched === true, shapedArrays: false, shaping: options };
  }

  async describe(): Promise<SourceDescription> {
    if (this.#schema === undefined) {
      this.#held ??= await this.#open();
      const { first } = this.#held;
      this.#schema = first.done === true ? [] : new Gatherer(this.#reading).schema(first.value);
    }
    return { ...describeSource(this.#options.name, describeShaping(this.#options)), ...(this.#schema.length > 0 && { schema: this.#schema }) };
  }

  async shards(): Promise<readonly Shard[]> {
    return [onlyShard];
  }

  async *read(_: Shard, { signal }: ReadOptions = {}): AsyncIterable<Batch> {
    signal?.throwIfAborted();
    const opening = this.#held ?? (await this.#open());
    this.#held = undefined;
    const gatherer = new Gatherer(this.#reading);
    let recordCount = 0;
    for (let next = opening.first; next.done !== true; next = await opening.iterator.next()) {
      const capture = await this.#read(gatherer, next.value, opening);
      recordCount += capture.rowCount;
      if (recordCount > this.#maxRecords) throw tooMany(`more than ${this.#maxRecords} records came`);
      signal?.throwIfAborted();
      yield* gatherer.add(capture);
    }
    const rest = gatherer.rest();
    if (rest !== undefined) yield rest;
  }

  async close(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#dispose(held.first.value, held);
  }

  async #read(gatherer: Gatherer, element: unknown, opening: Opening): Promise<Capture> {
    try {
      const capture = gatherer.begin(element);
      if (!capture.isDone) await capture.done();
      return capture;
    } finally {
      this.#dispose(element, opening);
    }
  }

  #dispose(element: unknown, { firstId }: Opening): void {
    if (this.#options.keepElements !== true) disposeElement(element, firstId);
  }

  async #open(): Promise<Opening> {
    if (this.#dataset.size === Infinity) throw tooMany('the dataset has no end');
    const firstId = nextTensorId();
    const iterator = await this.#dataset.iterator();
    return { iterator, first: await iterator.next(), firstId };
  }
}

function tooMany(what: string): SourceError {
  return new SourceError('too-many-records', `${what}; end it with .take(count), or allow more by maxRecords`);
}
