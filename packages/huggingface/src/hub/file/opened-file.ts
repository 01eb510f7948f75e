/** A file of a commit as a byte source. What is read whole is held against the digest of the listing. */
import type { ByteRange, ByteSource } from '@datasig/formats';
import { beginExchange, orAborted } from '../http/exchange.ts';
import type { HubFile } from '../hub-file.ts';
import { beginSmall } from './begin-small.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { ByteStore } from './byte-store.ts';
import type { ChunkSource } from './chunk-source.ts';
import { Lookahead } from './lookahead.ts';
import { ReadAhead } from './read-ahead.ts';
import type { RecentSlices } from './recent-slices.ts';
import { WholeCheck } from './whole-check.ts';

/** What a file is opened with. */
export interface OpenedFileOptions {
  readonly file: HubFile;
  /** What messages begin with. */
  readonly shown: string;
  /** Asked once, when the first byte is. The signal is aborted when the file is closed. */
  readonly store: (signal: AbortSignal) => Promise<ByteStore>;
  readonly budget: ByteBudget;
  readonly recent: RecentSlices;
  /** Distinguishes it from all other files of a Hub. */
  readonly key: string;
}

type Beginning = (store: ByteStore, start: number, end: number, signal: AbortSignal) => ChunkSource;

/** An open file. Whoever opens it closes it. */
export class OpenedFile implements ByteSource {
  readonly byteLength: number;
  readonly #options: OpenedFileOptions;
  readonly #closing: AbortController = new AbortController();
  #isVerified = false;
  #store: Promise<ByteStore> | undefined;
  #expected: readonly ByteRange[] | undefined;
  #lookahead: Lookahead | undefined;

  constructor(options: OpenedFileOptions) {
    this.#options = options;
    this.byteLength = options.file.byteLength;
  }

  /** How messages call it. */
  get shown(): string {
    return this.#options.shown;
  }

  /** The same file in another place. */
  over(store: OpenedFileOptions['store']): OpenedFile {
    return new OpenedFile({ ...this.#options, store });
  }

  /** Whether all bytes have been read in one go, and have the digest that the listing says. */
  get isVerified(): boolean {
    return this.#isVerified;
  }

  /** Fetched ahead, or one request, which goes on where it breaks. @throws SourceError, as `stream` does */
  async slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const to = Math.min(end, this.byteLength);
    const key = `${this.#options.key}:${start}-${to}`;
    const known = (await this.#lookaheadFor(signal))?.cut(start, to, signal) ?? this.#options.recent.find(key);
    if (known !== undefined) return await known;
    const bytes = new Uint8Array(Math.max(0, to - start));
    let offset = 0;
    for await (const chunk of this.#read(start, start + bytes.length, signal, (store, ...range) => store.range(...range))) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    if ((await this.#store)?.isRemote === true) this.#options.recent.keep(key, bytes);
    return bytes;
  }

  /**
   * Reads ahead of the consumer. Bytes of a whole file are held against the digest of the listing: the last of them
   * come only if it is right.
   *
   * @throws SourceError; `checksum-mismatch` for damaged bytes, `source-changed` for another file's
   */
  stream(start = 0, end: number = this.byteLength, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#read(start, Math.min(end, this.byteLength), signal, (store, ...range) => new ReadAhead(beginSmall(store, ...range), this.#options.budget));
  }

  /** Fetched from the next `slice` on. */
  expect(ranges: readonly ByteRange[]): void {
    this.#expected = ranges.map(({ start, end }) => ({ start, end: Math.min(end, this.byteLength) }));
  }

  /** Nothing is asked for: a commit does not change, and each answer of the Hub has been held against the listing. */
  async assertUnchanged(): Promise<void> {
    await (await this.#store)?.assertUnchanged();
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error(`${this.#options.shown} is closed`));
    this.#lookahead?.close();
    await (await this.#store?.catch(() => undefined))?.close();
  }

  async #lookaheadFor(signal: AbortSignal | undefined): Promise<Lookahead | undefined> {
    signal?.throwIfAborted();
    const ranges = this.#expected;
    if (ranges === undefined) return this.#lookahead;
    this.#expected = undefined;
    const store = await this.#opened(signal);
    this.#closing.signal.throwIfAborted();
    this.#lookahead?.close();
    this.#lookahead = store.isRemote ? new Lookahead(store, ranges, this.#options.budget, this.#closing.signal) : undefined;
    return this.#lookahead;
  }

  /** Where a file is fetched whole first, that takes long: others may wait for it when one has left. */
  #opened(signal: AbortSignal | undefined): Promise<ByteStore> {
    this.#closing.signal.throwIfAborted();
    this.#store ??= this.#options.store(this.#closing.signal);
    return signal === undefined ? this.#store : orAborted(this.#store, signal);
  }

  async *#read(start: number, end: number, signal: AbortSignal | undefined, begin: Beginning): AsyncGenerator<Uint8Array> {
    const { file, shown } = this.#options;
    signal?.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    const checkOf = (isRemote: boolean): WholeCheck | undefined => (start === 0 && end === file.byteLength ? new WholeCheck(file, shown, isRemote) : undefined);
    // There is no range of no bytes to ask for.
    if (start >= end) return this.#check(checkOf(true), new Uint8Array(0));
    const { controller, release } = beginExchange([signal, this.#closing.signal]);
    let source: ChunkSource | undefined;
    try {
      const store = await this.#opened(controller.signal);
      const check = checkOf(store.isRemote);
      source = begin(store, start, end, controller.signal);
      for (let chunk = await source.read(); chunk !== undefined; chunk = await source.read()) {
        this.#check(check, chunk);
        yield chunk;
        controller.signal.throwIfAborted();
      }
    } finally {
      source?.close();
      release();
    }
  }

  #check(check: WholeCheck | undefined, chunk: Uint8Array): void {
    check?.update(chunk);
    this.#isVerified ||= check?.isDone === true;
  }
}
