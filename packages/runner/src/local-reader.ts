/** Reads shards on the thread of the caller. */
import type { FingerprinterOptions, Summary } from '@datasig/core';
import type { Shard, Source, SourceDescription } from '@datasig/core/spec';
import { type ReadMeter, readShard, type ShardReader } from './shard-reader.ts';

/** A reader over the caller's own source, which stays open. */
export class LocalReader implements ShardReader {
  readonly #source: Source;
  readonly #description: SourceDescription;
  readonly #options: FingerprinterOptions;
  readonly #meter: ReadMeter;
  readonly #turn: () => Promise<void>;
  readonly #signal: AbortSignal | undefined;

  /** @param turn gives way to the event loop now and then */
  constructor(source: Source, description: SourceDescription, options: FingerprinterOptions & { readonly signal?: AbortSignal }, meter: ReadMeter, turn: () => Promise<void>) {
    this.#source = source;
    this.#description = description;
    this.#options = options;
    this.#meter = meter;
    this.#turn = turn;
    this.#signal = options.signal;
  }

  read(shard: Shard): Promise<Summary> {
    const signal = this.#signal;
    return readShard({ source: this.#source, description: this.#description, shard, options: this.#options, meter: this.#meter, turn: this.#turn, ...(signal !== undefined && { signal }) });
  }

  async close(): Promise<void> {}

  async terminate(): Promise<void> {}
}
