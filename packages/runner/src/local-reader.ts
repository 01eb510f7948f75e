/** Reads shards on the thread of the caller. */
import { defaultKernel, type FingerprinterOptions, type Summary } from '@datasig/core';
import type { Shard, Source, SourceDescription } from '@datasig/core/spec';
import { type ReadMeter, readShard, type ShardReader } from './shard-reader.ts';

/** A reader over the caller's own source, which stays open. */
export class LocalReader implements ShardReader {
  /** Over a network one shard is on its way while another is read. */
  readonly readsAhead: boolean;
  readonly #source: Source;
  readonly #description: SourceDescription;
  readonly #options: FingerprinterOptions;
  readonly #meter: ReadMeter;
  readonly #turn: () => Promise<void>;
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  readonly #reading = new Set<Promise<unknown>>();

  /** @param turn gives way to the event loop now and then */
  constructor(source: Source, description: SourceDescription, options: FingerprinterOptions & { readonly signal?: AbortSignal }, meter: ReadMeter, turn: () => Promise<void>) {
    this.readsAhead = description.capabilities.remote === true;
    this.#source = source;
    this.#description = description;
    this.#options = options;
    this.#meter = meter;
    this.#turn = turn;
    this.#signal = options.signal === undefined ? this.#ending.signal : AbortSignal.any([options.signal, this.#ending.signal]);
  }

  async read(shard: Shard): Promise<Summary> {
    const summary = readShard({ source: this.#source, description: this.#description, shard, options: this.#options, meter: this.#meter, turn: this.#turn, signal: this.#signal });
    this.#reading.add(summary);
    try {
      return await summary;
    } finally {
      this.#reading.delete(summary);
    }
  }

  async close(): Promise<string> {
    return (this.#options.kernel ?? defaultKernel).name;
  }

  /** Waits until the source is no longer read: the caller may close it. */
  async terminate(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#reading);
  }
}
