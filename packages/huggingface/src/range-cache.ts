/** Range reads of small parts: neighbouring ones become one request, and what is read in order is asked for beforehand. */
import type { ByteSource } from '@datasig/formats';

/** Ranges asked for in one turn that lie this near to each other are one request. */
const gapByteLength = 128 * 1024;
/** An index at the end of a file is mostly shorter than this, and its length is asked for first. */
const indexByteLength = 64 * 1024;
/** What is read in order is asked for in ever larger ranges, up to this many bytes. */
const mostAheadByteLength = 4 * 1024 * 1024;

/** Bytes `[start, end)` of the file, on their way or here. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly bytes: Promise<Uint8Array>;
}

/** A range that somebody waits for. */
interface Demand {
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (segment: Segment) => void;
}

/** A byte source that keeps what it fetched, within a budget. Arrays that it hands over belong to the caller. */
export class RangeCache implements ByteSource {
  readonly byteLength: number;
  readonly #source: ByteSource;
  readonly #budgetByteLength: number;
  /** Least recently used first. */
  #segments: Segment[] = [];
  #demands: Demand[] = [];
  /** Where reading may go on, and how far the last range before it reached. */
  readonly #continuations = new Map<number, number>();

  /** @param budgetByteLength bytes to keep, besides those that are being waited for */
  constructor(source: ByteSource, budgetByteLength: number) {
    this.#source = source;
    this.#budgetByteLength = budgetByteLength;
    this.byteLength = source.byteLength;
  }

  async slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const last = Math.min(end, this.byteLength);
    // A copy: a view would keep all of a long segment in memory.
    const bytes = new Uint8Array(Math.max(0, last - start));
    for (let position = start; position < last; ) {
      const segment = this.#find(position) ?? (await this.#demand(position, last, signal));
      const until = Math.min(last, segment.end);
      bytes.set((await segment.bytes).subarray(position - segment.start, until - segment.start), position - start);
      signal?.throwIfAborted();
      if (until === last) this.#prepareFor(start, last, segment, signal);
      position = until;
    }
    return bytes;
  }

  /** Streams are read in order anyway. */
  stream(start?: number, end?: number, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.#source.stream(start, end, signal);
  }

  /** The segment that has the byte at `position`. */
  #find(position: number): Segment | undefined {
    const found = this.#segments.find(({ start, end }) => start <= position && end > position);
    if (found !== undefined) this.#segments = [...this.#segments.filter((segment) => segment !== found), found];
    return found;
  }

  #demand(start: number, end: number, signal: AbortSignal | undefined): Promise<Segment> {
    return new Promise((resolve) => {
      this.#demands.push({ start, end, signal, resolve });
      if (this.#demands.length === 1) queueMicrotask(() => this.#fetchDemands());
    });
  }

  #fetchDemands(): void {
    const demands = this.#demands.sort((a, b) => a.start - b.start);
    this.#demands = [];
    for (let first = 0; first < demands.length; ) {
      let [next, end] = [first, demands[first]!.end];
      for (; next < demands.length && demands[next]!.start <= end + gapByteLength; next++) end = Math.max(end, demands[next]!.end);
      const start = end === this.byteLength ? Math.max(0, Math.min(demands[first]!.start, end - indexByteLength)) : demands[first]!.start;
      const segment = this.#fetch(start, end, demands[first]!.signal);
      for (const { resolve } of demands.slice(first, next)) resolve(segment);
      first = next;
    }
  }

  #fetch(start: number, end: number, signal: AbortSignal | undefined): Segment {
    const segment: Segment = { start, end, bytes: this.#source.slice(start, end, signal) };
    this.#segments.push(segment);
    // Who waits for it is told; what failed is asked for again.
    segment.bytes.catch(() => {
      this.#segments = this.#segments.filter((each) => each !== segment);
    });
    this.#evict();
    return segment;
  }

  #evict(): void {
    let byteLength = this.#segments.reduce((sum, segment) => sum + segment.end - segment.start, 0);
    while (byteLength > this.#budgetByteLength && this.#segments.length > 1) {
      const { start, end } = this.#segments.shift()!;
      byteLength -= end - start;
    }
  }

  /** Where this range goes on from the one before, what follows the segment is asked for, twice as much each time. */
  #prepareFor(start: number, end: number, segment: Segment, signal: AbortSignal | undefined): void {
    const before = this.#continuations.get(start);
    this.#continuations.delete(start);
    const ahead = Math.min(mostAheadByteLength, Math.max(end - start, 2 * (before ?? 0)));
    if (end < this.byteLength) this.#continuations.set(end, ahead);
    if (before === undefined || segment.end - end > ahead / 2 || segment.end >= this.byteLength) return;
    const next = segment.end;
    if (this.#segments.some((each) => each.start <= next && each.end > next)) return;
    this.#fetch(next, Math.min(this.byteLength, next + ahead), signal);
  }
}
