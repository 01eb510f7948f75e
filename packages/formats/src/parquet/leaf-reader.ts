/** The entries of one leaf column in one row group, buffered so far that whole rows can be taken. */
import { InvalidDataError } from '@datasig/core';
import { batchByteLength } from '../format.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { invalidParquet } from './error.ts';
import type { Block, DataPage } from './page.ts';
import type { Physical } from './physical.ts';
import type { Leaf } from './schema.ts';

/** Entries that are decoded at a time. */
const blockEntryCount = 1 << 14;
/** More values than this in one row are refused: no record has room for them. */
const entryLimit = 1 << 26;
const noLevels: Uint8Array = new Uint8Array(0);

/** Levels and values of some whole rows. */
export interface Entries {
  readonly entryCount: number;
  /** One level an entry; undefined where every entry is a value. */
  readonly definition: Uint8Array | undefined;
  readonly repetition: Uint8Array | undefined;
  /** The values in order; flat columns have one piece. */
  readonly values: readonly Physical[];
}

/** A part of the buffered values. */
interface Segment {
  left: number;
  readonly values: Block['values'];
}

/** Reads rows of a leaf. */
export class LeafReader {
  readonly leaf: Leaf;
  readonly #chunk: ChunkReader;
  #page: DataPage | undefined;
  #entryCount = 0;
  /** Levels of the buffered entries; definition levels are filled in once an entry is not a value. */
  #definition: Uint8Array | undefined;
  #repetition: Uint8Array = noLevels;
  #segments: Segment[] = [];
  /** Buffered entries that begin a row. */
  #begun = 0;
  #ended = false;

  constructor(leaf: Leaf, chunk: ChunkReader) {
    this.leaf = leaf;
    this.#chunk = chunk;
  }

  /** How many whole rows are at hand, at most `limit` and at least one unless the column is at its end. @throws InvalidDataError */
  async prepare(limit: number, signal: AbortSignal | undefined): Promise<number> {
    while (!this.#ended && this.#wholeRowCount === 0) await this.#load(signal);
    return this.#rowsWithin(limit);
  }

  /** Takes rows that {@link prepare} has told of. */
  take(rowCount: number): Entries {
    const entryCount = this.leaf.maximumRepetition === 0 ? rowCount : this.#entriesOf(rowCount);
    const definition = this.#definition?.subarray(0, entryCount);
    const valueCount = definition === undefined ? entryCount : countLevel(definition, this.leaf.maximumDefinition);
    const entries: Entries = {
      entryCount,
      definition: valueCount === entryCount ? undefined : definition,
      repetition: this.leaf.maximumRepetition === 0 ? undefined : this.#repetition.subarray(0, entryCount),
      values: this.#takeValues(valueCount),
    };
    this.#entryCount -= entryCount;
    this.#begun -= rowCount;
    this.#definition = this.#definition?.subarray(entryCount);
    this.#repetition = this.#repetition.subarray(entryCount);
    return entries;
  }

  /** Whether no entry is left. */
  get isEmpty(): boolean {
    return this.#ended && this.#entryCount === 0;
  }

  #takeValues(valueCount: number): Physical[] {
    const pieces: Physical[] = [];
    for (let left = valueCount; left > 0; ) {
      const segment = this.#segments[0]!;
      const count = Math.min(left, segment.left);
      if (count > 0) pieces.push(segment.values.take(count));
      segment.left -= count;
      left -= count;
      if (segment.left === 0) this.#segments.shift();
    }
    return pieces;
  }

  /** The last row goes on in the next page unless nothing is repeated or there is none. */
  get #wholeRowCount(): number {
    return this.leaf.maximumRepetition === 0 || this.#ended ? this.#begun : Math.max(0, this.#begun - 1);
  }

  /** Rows of at most `batchByteLength` bytes together; one at least where one is whole. */
  #rowsWithin(limit: number): number {
    const { maximumRepetition, maximumDefinition, physicalType } = this.leaf;
    const isRuns = physicalType === 3 || physicalType >= 6;
    const mostRows = Math.min(limit, this.#wholeRowCount);
    if (maximumRepetition === 0 && !isRuns) return mostRows;
    const values = new SizeWalker(this.#segments);
    let [rowCount, byteLength] = [0, 0];
    for (let entry = 0; entry < this.#entryCount; entry++) {
      if (maximumRepetition === 0 || this.#repetition[entry] === 0) {
        if (rowCount === mostRows || byteLength > batchByteLength) return rowCount;
        rowCount++;
      }
      if (this.#definition === undefined || this.#definition[entry] === maximumDefinition) byteLength += values.next();
      byteLength += 8;
    }
    return Math.min(rowCount, mostRows);
  }

  #entriesOf(rowCount: number): number {
    let rows = 0;
    for (let entry = 0; entry < this.#entryCount; entry++) if (this.#repetition[entry] === 0 && ++rows > rowCount) return entry;
    return this.#entryCount;
  }

  async #load(signal: AbortSignal | undefined): Promise<void> {
    while (this.#page === undefined || this.#page.remaining === 0) {
      this.#page = await this.#chunk.next(signal);
      if (this.#page === undefined) {
        this.#ended = true;
        return;
      }
    }
    this.#append(this.#page.next(blockEntryCount));
  }

  #append({ entryCount, definition, repetition, values }: Block): void {
    const before = this.#entryCount;
    this.#begun += repetition === undefined ? entryCount : countLevel(repetition, 0);
    if (before + entryCount > entryLimit) throw new InvalidDataError('record-too-large', `a row holds more than ${entryLimit} values in one column`);
    if (repetition !== undefined) {
      if (before === 0 && repetition[0] !== 0) throw invalidParquet('a column begins in the middle of a row');
      this.#repetition = joined(this.#repetition.subarray(0, before), repetition);
    }
    if (definition !== undefined || (this.#definition !== undefined && before > 0)) {
      const { maximumDefinition } = this.leaf;
      this.#definition = joined(this.#definition?.subarray(0, before) ?? new Uint8Array(before).fill(maximumDefinition), definition ?? new Uint8Array(entryCount).fill(maximumDefinition));
    } else {
      this.#definition = undefined;
    }
    this.#entryCount += entryCount;
    const valueCount = definition === undefined ? entryCount : countLevel(definition, this.leaf.maximumDefinition);
    if (valueCount > 0) this.#segments.push({ left: valueCount, values });
  }
}

/** Sizes of the buffered values, one after another. */
class SizeWalker {
  readonly #segments: readonly Segment[];
  #segment = 0;
  #index = 0;

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  next(): number {
    let segment = this.#segments[this.#segment]!;
    if (this.#index === segment.left) {
      segment = this.#segments[++this.#segment]!;
      this.#index = 0;
    }
    return segment.values.sizeOf(this.#index++);
  }
}

function countLevel(levels: Uint8Array, level: number): number {
  let count = 0;
  for (const each of levels) if (each === level) count++;
  return count;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
