/** The entries of one leaf column in one row group, buffered so far that whole rows can be taken. */
import { InvalidDataError } from '@datasig/core';
import { recordByteLimit } from '../format.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { invalidParquet } from './error.ts';
import { LevelBuffer } from './level-buffer.ts';
import { type Block, countLevel, type DataPage } from './page.ts';
import type { Physical } from './physical.ts';
import type { Leaf } from './schema.ts';

/** Entries that are decoded at a time. */
const blockEntryCount = 1 << 14;
/** What an entry of a nested column counts at least, as a value in JavaScript. */
const entryByteLength = 8;
/** More entries than this in one row are refused: no record has room for them. */
const entryLimit: number = recordByteLimit / entryByteLength;

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
  readonly #isFlat: boolean;
  #page: DataPage | undefined;
  #entryCount = 0;
  /** Levels of the buffered entries; undefined as long as every one is a value. */
  #definition: LevelBuffer | undefined;
  readonly #repetition: LevelBuffer = new LevelBuffer();
  readonly #segments: Segment[] = [];
  /** Buffered entries that begin a row. */
  #begun = 0;
  #ended = false;

  constructor(leaf: Leaf, chunk: ChunkReader) {
    this.leaf = leaf;
    this.#chunk = chunk;
    this.#isFlat = leaf.maximumRepetition === 0;
  }

  /** How many whole rows are at hand, at most `limit` and at least one unless the column is at its end. @throws InvalidDataError */
  async prepare(limit: number, signal: AbortSignal | undefined): Promise<number> {
    while (!this.#ended && this.#wholeRowCount === 0) await this.#load(signal);
    return Math.min(limit, this.#wholeRowCount);
  }

  /** Bytes of the first rows, which {@link prepare} has told of; of flat columns only those of byte strings count. */
  byteLengthOf(rowCount: number): number {
    if (this.#isFlat && this.#segments[0]?.values.isRuns !== true) return 0;
    const entryCount = this.#entriesOf(rowCount);
    let byteLength = this.#isFlat ? 0 : entryByteLength * entryCount;
    let left = this.#valuesOf(entryCount);
    for (const { left: available, values } of this.#segments) {
      const count = Math.min(left, available);
      byteLength += values.isRuns ? values.byteLengthOf(count) : 0;
      left -= count;
      if (left === 0) break;
    }
    return byteLength;
  }

  /** Takes rows that {@link prepare} has told of. */
  take(rowCount: number): Entries {
    const entryCount = this.#entriesOf(rowCount);
    const valueCount = this.#valuesOf(entryCount);
    const definition = this.#definition?.take(entryCount);
    this.#entryCount -= entryCount;
    this.#begun -= rowCount;
    return {
      entryCount,
      definition: valueCount === entryCount ? undefined : definition,
      repetition: this.#isFlat ? undefined : this.#repetition.take(entryCount),
      values: this.#takeValues(valueCount),
    };
  }

  #takeValues(valueCount: number): Physical[] {
    const pieces: Physical[] = [];
    let done = 0;
    for (let left = valueCount; left > 0; ) {
      const segment = this.#segments[done]!;
      const count = Math.min(left, segment.left);
      pieces.push(segment.values.take(count));
      segment.left -= count;
      left -= count;
      if (segment.left === 0) done++;
    }
    this.#segments.splice(0, done);
    return pieces;
  }

  /** The last row goes on in the next page unless nothing is repeated or there is none. */
  get #wholeRowCount(): number {
    return this.#isFlat || this.#ended ? this.#begun : Math.max(0, this.#begun - 1);
  }

  #entriesOf(rowCount: number): number {
    if (this.#isFlat) return rowCount;
    const { levels } = this.#repetition;
    let rows = 0;
    for (let entry = 0; entry < levels.length; entry++) if (levels[entry] === 0 && ++rows > rowCount) return entry;
    return levels.length;
  }

  #valuesOf(entryCount: number): number {
    return this.#definition === undefined ? entryCount : countLevel(this.#definition.levels.subarray(0, entryCount), this.leaf.maximumDefinition);
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
    if (before + entryCount > entryLimit) throw new InvalidDataError('record-too-large', `a row holds more than ${entryLimit} values in one column`);
    this.#begun += repetition === undefined ? entryCount : countLevel(repetition, 0);
    if (repetition !== undefined) {
      if (before === 0 && repetition[0] !== 0) throw invalidParquet('a column begins in the middle of a row');
      this.#repetition.append(repetition);
    }
    this.#appendDefinition(before, entryCount, definition);
    this.#entryCount += entryCount;
    const valueCount = definition === undefined ? entryCount : countLevel(definition, this.leaf.maximumDefinition);
    if (valueCount > 0) this.#segments.push({ left: valueCount, values });
  }

  #appendDefinition(before: number, entryCount: number, definition: Uint8Array | undefined): void {
    if (before === 0) this.#definition = undefined;
    if (definition === undefined && this.#definition === undefined) return;
    const { maximumDefinition } = this.leaf;
    if (this.#definition === undefined) {
      this.#definition = new LevelBuffer();
      this.#definition.append(new Uint8Array(before).fill(maximumDefinition));
    }
    this.#definition.append(definition ?? new Uint8Array(entryCount).fill(maximumDefinition));
  }
}
