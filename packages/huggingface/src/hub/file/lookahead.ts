/**
 * Fetches what is said to be cut next. Ranges that fit into memory together come as few requests as they can; of larger
 * ones each is read from its beginning on, a request each; of too many, nothing is fetched ahead.
 */
import type { ByteRange } from '@datasig/formats';
import { beginExchange, orAborted } from '../http/exchange.ts';
import type { Exchange } from '../http/answer.ts';
import { Block } from './block.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { ByteStore } from './byte-store.ts';
import { gapByteLength, Lane } from './lane.ts';
import { ReadAhead } from './read-ahead.ts';

const concurrency = 4;
const laneLimit = 16;

/** What one file expects, until it expects something else. */
export class Lookahead {
  readonly #store: ByteStore;
  readonly #budget: ByteBudget;
  readonly #exchange: Exchange;
  readonly #blocks: readonly Block[];
  readonly #lanes: ReadonlyMap<ByteRange, Lane>;
  readonly #held: number;

  /** @param ranges within the file @param signal ends it, as `close` does */
  constructor(store: ByteStore, ranges: readonly ByteRange[], budget: ByteBudget, signal: AbortSignal) {
    this.#store = store;
    this.#budget = budget;
    this.#exchange = beginExchange([signal]);
    const wanted = ranges.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
    const joined = join(wanted);
    const byteLength = joined.reduce((sum, { start, end }) => sum + end - start, 0);
    const areBlocks = budget.hasRoomFor(byteLength);
    this.#blocks = areBlocks ? joined.map((range) => new Block(range)) : [];
    this.#held = areBlocks ? byteLength : 0;
    budget.take(this.#held);
    this.#lanes = areBlocks || wanted.length > laneLimit ? new Map() : new Map(wanted.map((range) => [range, this.#lane(range)]));
    const queue = [...this.#blocks];
    for (let index = 0; index < concurrency; index++) void this.#fill(queue);
  }

  /** The bytes, or undefined where they were not expected. @throws SourceError; the signal's reason */
  cut(start: number, end: number, signal: AbortSignal | undefined): Promise<Uint8Array> | undefined {
    const block = this.#blocks.find(({ range }) => range.start <= start && end <= range.end);
    if (block !== undefined) return block.cut(start, end, signal);
    for (const [range, lane] of this.#lanes) if (end <= range.end && lane.isAt(start)) return signal === undefined ? lane.take(start, end) : orAborted(lane.take(start, end), signal);
    return undefined;
  }

  close(): void {
    this.#exchange.release();
    this.#exchange.controller.abort();
    for (const lane of this.#lanes.values()) lane.close();
    for (const block of this.#blocks) block.fail(this.#exchange.controller.signal.reason);
    this.#budget.giveBack(this.#held);
  }

  #lane({ start, end }: ByteRange): Lane {
    const { signal } = this.#exchange.controller;
    return new Lane(new ReadAhead(this.#store.range(start, end, signal), this.#budget), start, signal);
  }

  /** One after another, in the order in which they are needed. */
  async #fill(queue: Block[]): Promise<void> {
    for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
      await block.fill(this.#store.range(block.range.start, block.range.end, this.#exchange.controller.signal));
    }
  }
}

/** Sorted ranges as few as need be. */
function join(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const { start, end } of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && start - last.end <= gapByteLength) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else joined.push({ start, end });
  }
  return joined;
}
