/**
 * Fetches what is said to be cut next. Ranges that fit into memory together come in as few requests as they can. Of
 * larger ones each is fetched in blocks, longer ones in longer blocks, so that all last until the same moment: columns
 * are cut in turn. Of too many, nothing is fetched ahead.
 */
import type { ByteRange } from '@datasig/formats';
import type { Exchange } from '../http/answer.ts';
import { beginExchange } from '../http/exchange.ts';
import type { Block } from './block.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { ByteStore } from './byte-store.ts';
import { Track } from './track.ts';

/** Bytes between two ranges that are cheaper to read than to leave out, and the least that is worth a request. */
const leastByteLength = 64 << 10;
/** Of each range: one that is cut, the next, and where a cut goes from one to the other one more. */
const heldBlocks = 3;
const concurrency = 8;

/** What one file expects, until it expects something else. */
export class Lookahead {
  readonly #store: ByteStore;
  readonly #budget: ByteBudget;
  readonly #exchange: Exchange;
  readonly #tracks: readonly Track[];
  readonly #held: number;
  readonly #queue: Block[] = [];
  #fetching = 0;

  /** @param ranges within the file @param signal ends it, as `close` does */
  constructor(store: ByteStore, ranges: readonly ByteRange[], budget: ByteBudget, signal: AbortSignal) {
    this.#store = store;
    this.#budget = budget;
    this.#exchange = beginExchange([signal]);
    const { blocks, byteLength } = plan(ranges.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start), budget.room);
    this.#held = byteLength;
    budget.take(byteLength);
    this.#tracks = blocks.map(({ range, blockByteLength }) => new Track(range, blockByteLength, (block) => this.#fetch(block)));
    for (const _ of [1, 2]) for (const track of this.#tracks) track.extend();
  }

  /** The bytes, or undefined where they were not expected. @throws SourceError; the signal's reason */
  cut(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> | undefined {
    for (const track of this.#tracks) {
      const bytes = track.cut(start, end, signal);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  close(): void {
    this.#exchange.release();
    this.#exchange.controller.abort();
    for (const track of this.#tracks) track.close(this.#exchange.controller.signal.reason);
    this.#budget.giveBack(this.#held);
  }

  /** In the order in which they are needed. */
  #fetch(block: Block): void {
    this.#queue.push(block);
    if (this.#fetching < concurrency) void this.#work();
  }

  async #work(): Promise<void> {
    const { signal } = this.#exchange.controller;
    this.#fetching++;
    for (let block = this.#queue.shift(); block !== undefined; block = this.#queue.shift()) await block.fill(({ start, end }) => this.#store.range(start, end, signal));
    this.#fetching--;
  }
}

interface Plan {
  readonly blocks: readonly { readonly range: ByteRange; readonly blockByteLength: number }[];
  /** The most that is held at a time. */
  readonly byteLength: number;
}

/** @param ranges sorted @param room bytes that may be held */
function plan(ranges: readonly ByteRange[], room: number): Plan {
  const joined = join(ranges);
  const whole = sum(joined);
  if (whole <= room) return { blocks: joined.map((range) => ({ range, blockByteLength: range.end - range.start })), byteLength: whole };
  if (heldBlocks * leastByteLength * ranges.length > room) return { blocks: [], byteLength: 0 };
  const share = room / heldBlocks / sum(ranges);
  const blocks = ranges.map((range) => ({ range, blockByteLength: Math.max(leastByteLength, Math.floor((range.end - range.start) * share)) }));
  return { blocks, byteLength: room };
}

/** Sorted ranges as few as need be. */
function join(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const { start, end } of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && start - last.end <= leastByteLength) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else joined.push({ start, end });
  }
  return joined;
}

function sum(ranges: readonly ByteRange[]): number {
  return ranges.reduce((byteLength, { start, end }) => byteLength + end - start, 0);
}
