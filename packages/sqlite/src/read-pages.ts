/**
 * Reads plain rows straight from the pages of a file at rest, in a third of the time that it takes to have SQLite hand
 * them over. SQLite reads the others.
 */
import type { Batch } from '@datasig/core/spec';
import type { ReadingOf } from './batches.ts';
import { findDeclaredType } from './declared-types.ts';
import { LeafDecoder, type WantedRowids } from './leaf-decoder.ts';
import { type PageBlock, slackByteLength } from './leaf-values.ts';
import { isSameName } from './names.ts';
import type { PageFile } from './page-file.ts';
import { outOfOrder, RangeReader } from './read-range.ts';
import { allRowids, type RowidRange } from './rowid-range.ts';
import { inDatabase } from './sqlite-error.ts';
import { type Leaf, tableLeaves } from './table-leaves.ts';

/** Pages are read together, where they follow each other, up to this size. */
const blockByteLength = 256 * 1024;
/** A batch that a value of another kind ends is worth while from here on. */
const leastRowCount = 64;
/** Leaves that are taken together. */
const groupLeafCount = 64;
const rowidNames: readonly string[] = ['rowid', '_rowid_', 'oid'];

/** Whether rows stand in the pages as SQLite gives them: nothing generated, no other encoding, no declared types. */
export function hasPlainRows({ source: { table }, columns, types, encoding }: ReadingOf): boolean {
  if (table?.rowid === undefined || table.hasOtherValues || encoding !== 'UTF-8') return false;
  // A column of such a name may be the rowid or not.
  if (table.columns.some(({ name }) => rowidNames.some((each) => isSameName(name, each)))) return false;
  return columns.length > 0 && columns.every(({ declaredType }) => findDeclaredType(declaredType, types) === undefined);
}

/** The rows of a table whose rowids are in a range. */
export class PageReader {
  readonly #reading: ReadingOf;
  readonly #file: PageFile;
  readonly #range: RowidRange;
  readonly #wanted: WantedRowids;
  /** Reads what is not plain. */
  readonly #others: RangeReader;
  readonly #decoder: LeafDecoder;
  readonly #block: PageBlock;
  /** All rows before this are read, if the decoder is not beyond it. */
  #next: bigint;
  /** Of the leaf that is being read. */
  #takenCellCount = 0;
  /** Leaves that were begun before the group. */
  #leafCount = 0;
  /** Leaves to be left to SQLite at the next row that is not plain. */
  #leftLeafCount = 1;

  constructor(reading: ReadingOf, range: RowidRange, file: PageFile) {
    const { source: { table }, columns } = reading;
    this.#reading = reading;
    this.#file = file;
    this.#range = range;
    this.#next = range.first;
    this.#wanted = { first: Number(range.first), last: Number(range.last) };
    this.#others = new RangeReader(reading);
    const byPosition = table!.columns.map((column) => (columns.includes(column) ? column.name : undefined));
    const rowidAt = table!.rowid!.isColumn ? table!.columns.findIndex(({ name }) => name === table!.rowid!.name) : -1;
    this.#decoder = new LeafDecoder(byPosition, rowidAt, file.usableSize);
    const bytes = new Uint8Array(Math.max(blockByteLength, file.pageSize) + slackByteLength);
    this.#block = { bytes, view: new DataView(bytes.buffer) };
  }

  /** Batches until the range is read. @throws InvalidDataError, SourceError */
  *read(): Generator<Batch> {
    const { database, source } = this.#reading;
    const root = inDatabase(source.shown, () => database.prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck().get(source.table!.name)) as number;
    const leaves = tableLeaves(this.#file, root, this.#range);
    for (let group = takeGroup(leaves); group !== 'odd'; group = takeGroup(leaves)) {
      if (group.length === 0) return yield* this.#flush();
      if (yield* this.#readGroup(group)) return yield* this.#flush();
    }
    yield* this.#leave(this.#range.last);
  }

  /** Reads leaves; whether the range has come to its end. */
  *#readGroup(group: readonly Leaf[]): Generator<Batch, boolean> {
    const { pageSize } = this.#file;
    let [blockStart, blockCount] = [0, 0];
    for (let index = 0; index < group.length; index++) {
      if (index >= blockStart + blockCount) {
        [blockStart, blockCount] = [index, countRun(group, index, Math.floor(this.#block.bytes.length / pageSize))];
        if (!this.#file.read(group[index]!.page, blockCount, this.#block.bytes)) blockCount = 0;
      }
      this.#takenCellCount = 0;
      let taken = blockCount > 0 ? this.#takeLeaf((index - blockStart) * pageSize, group[index]!) : 'odd';
      for (; taken === 'full'; taken = this.#takeLeaf((index - blockStart) * pageSize, group[index]!)) yield* this.#flush();
      if (this.#decoder.ended === 'disorder') throw outOfOrder(this.#reading.source.shown);
      if (this.#decoder.ended === 'beyond') return true;
      if (taken === 'whole') {
        this.#leftLeafCount = 1;
        continue;
      }
      const end = Math.min(group.length, index + this.#leftLeafCount);
      this.#leftLeafCount = Math.min(2 * this.#leftLeafCount, groupLeafCount);
      const left = group.slice(index, end);
      const expected = this.#leafCount + index > 0 || this.#range.first === allRowids.first ? this.#countLeft(left) : undefined;
      const found = yield* this.#leave(left.at(-1)!.last);
      // SQLite looks rows up by their rowids, which damage may hide. The first leaf may hold rows before the range.
      if (expected !== undefined && found !== expected) throw outOfOrder(this.#reading.source.shown);
      index = end - 1;
    }
    this.#leafCount += group.length;
    return group.at(-1)!.last >= this.#range.last;
  }

  /** Takes the rows of a leaf: `full` where a batch has to be handed over before the rest, `odd` where a row is not plain. */
  #takeLeaf(offset: number, { last }: Leaf): 'whole' | 'full' | 'odd' {
    const decoder = this.#decoder;
    const count = decoder.countCells(this.#block, offset);
    if (count < 0) return 'odd';
    this.#takenCellCount = decoder.take(this.#block, offset, this.#takenCellCount, count, this.#wanted);
    if (decoder.ended !== undefined) return 'odd';
    // Not plain is also a value of another kind, with which the next batch may begin.
    if (this.#takenCellCount < count) return decoder.rowCount < leastRowCount ? 'odd' : 'full';
    if (decoder.lastRowid > Number(last)) throw outOfOrder(this.#reading.source.shown);
    return decoder.rowCount < decoder.mostRowCount ? 'whole' : 'full';
  }

  /** Hands over what was taken. */
  *#flush(): Generator<Batch> {
    const decoder = this.#decoder;
    const { rowCount, columns } = decoder;
    if (rowCount === 0) return;
    if (columns.every((column) => column.hasValidText(rowCount))) {
      yield { kind: 'columns', rowCount, columns: columns.map((column) => column.toColumn()), places: { file: this.#reading.source.shown } };
      this.#others.rowsBefore += rowCount;
    } else yield* this.#others.read({ first: BigInt(decoder.firstRowid), last: BigInt(decoder.lastRowid) });
    decoder.clear();
  }

  /** Has SQLite read what comes next, up to a rowid; how many rows there were. */
  *#leave(until: bigint): Generator<Batch, number> {
    yield* this.#flush();
    const decoder = this.#decoder;
    const after = Number.isFinite(decoder.lastRowid) ? BigInt(decoder.lastRowid) + 1n : this.#next;
    const first = after > this.#next ? after : this.#next;
    const last = until < this.#range.last ? until : this.#range.last;
    const { rowsBefore } = this.#others;
    yield* this.#others.read({ first, last });
    this.#next = last + 1n;
    // Rows beyond what doubles hold are never plain.
    decoder.lastRowid = Math.min(Math.max(decoder.lastRowid, Number(last)), Number.MAX_SAFE_INTEGER);
    return this.#others.rowsBefore - rowsBefore;
  }

  /** Rows of leaves, without those of the first that were taken; undefined where some may be beyond the range. */
  #countLeft(leaves: readonly Leaf[]): number | undefined {
    if (leaves.at(-1)!.last > this.#range.last) return undefined;
    const page = { ...this.#block, bytes: new Uint8Array(this.#file.pageSize) };
    let count = -this.#takenCellCount;
    for (const leaf of leaves) {
      const cellCount = this.#file.read(leaf.page, 1, page.bytes) ? this.#decoder.countCells(page, 0) : -1;
      if (cellCount < 0) return undefined;
      count += cellCount;
    }
    return count;
  }
}

/** The next leaves; fewer or none at the end, `odd` where the tree is not as it should be. */
function takeGroup(leaves: Generator<Leaf>): readonly Leaf[] | 'odd' {
  const group: Leaf[] = [];
  try {
    while (group.length < groupLeafCount) {
      const next = leaves.next();
      if (next.done === true) break;
      group.push(next.value);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // What was found before is read with the rest.
    return 'odd';
  }
  return group;
}

/** How many leaves from `index` on stand behind each other in the file. */
function countRun(group: readonly Leaf[], index: number, most: number): number {
  let count = 1;
  while (count < most && index + count < group.length && group[index + count]!.page === group[index]!.page + count) count++;
  return count;
}
