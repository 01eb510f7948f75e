/**
 * Reads plain rows straight from the pages of a file at rest, in a fifth of the time that it takes to have SQLite hand
 * them over. SQLite reads the others.
 */
import type { Batch } from '@datasig/core/spec';
import { type ReadingOf, wantedBatchByteLength } from './batches.ts';
import { findDeclaredType } from './declared-types.ts';
import { LeafDecoder, type WantedRowids } from './leaf-decoder.ts';
import { PageBlock } from './leaf-values.ts';
import { isSameName } from './names.ts';
import type { PageFile } from './page-file.ts';
import { outOfOrder, RangeReader } from './read-range.ts';
import { allRowids, type RowidRange } from './rowid-range.ts';
import { inDatabase } from './sqlite-error.ts';
import { type Leaf, leafGroups } from './table-leaves.ts';

/** Pages are read together, where they follow each other, up to this size. */
const blockByteLength = 256 * 1024;
/** A batch that a value of another kind ends is worth while from here on. */
const leastRowCount = 64;
/** The most leaves that are left to SQLite together. */
const mostLeftLeafCount = 64;
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
  /** The leaf of the group that is being read, and how many of its cells are taken. */
  #leaf = 0;
  #takenCellCount = 0;
  /** Leaves that stand in the block: the first, and how many. */
  #blockStart = 0;
  #blockCount = 0;
  /** Leaves that the batch is made of. */
  #batchLeafCount = 0;
  /** Leaves of groups before. */
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
    this.#block = new PageBlock(Math.max(blockByteLength, file.pageSize));
  }

  /** Batches until the range is read. @throws InvalidDataError, SourceError */
  *read(): Generator<Batch> {
    const { database, source } = this.#reading;
    const root = inDatabase(source.shown, () => database.prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck().get(source.table!.name)) as number;
    const groups = leafGroups(this.#file, root, this.#range);
    for (let group = nextGroup(groups); group !== 'odd'; group = nextGroup(groups)) {
      if (group === 'end' || (yield* this.#readGroup(group))) return yield* this.#flush();
    }
    yield* this.#leave(this.#range.last);
  }

  /** Reads leaves; whether the range has come to its end. */
  *#readGroup(group: readonly Leaf[]): Generator<Batch, boolean> {
    this.#leaf = this.#takenCellCount = this.#blockStart = this.#blockCount = 0;
    for (;;) {
      const taken = this.#takeLeaves(group);
      if (taken === 'full') yield* this.#flush();
      else if (taken === 'odd') yield* this.#leaveLeaves(group);
      else {
        this.#leafCount += group.length;
        return taken === 'beyond' || group.at(-1)!.last >= this.#range.last;
      }
    }
  }

  /** Takes leaves until a batch has to be handed over, a row is not plain, or there are no more, of the group or that are wanted. */
  #takeLeaves(group: readonly Leaf[]): 'full' | 'odd' | 'beyond' | 'end' {
    const decoder = this.#decoder;
    for (; this.#leaf < group.length; this.#leaf++) {
      const offset = this.#load(group);
      const count = offset < 0 ? -1 : decoder.countCells(this.#block, offset);
      if (count < 0) return 'odd';
      this.#takenCellCount = decoder.take(this.#block, offset, this.#takenCellCount, count, this.#wanted);
      if (decoder.ended === 'beyond') return 'beyond';
      if (decoder.ended === 'disorder' || decoder.lastRowid > Number(group[this.#leaf]!.last)) throw outOfOrder(this.#reading.source.shown);
      // Not plain is also a value of another kind, with which the next batch may begin.
      if (this.#takenCellCount < count) return decoder.rowCount < leastRowCount ? 'odd' : 'full';
      this.#batchLeafCount++;
      if (decoder.rowCount === decoder.mostRowCount || this.#batchLeafCount * this.#file.pageSize >= wantedBatchByteLength) return 'full';
      this.#takenCellCount = 0;
      this.#leftLeafCount = 1;
    }
    return 'end';
  }

  /** Where in the block the leaf is that is being read; -1 where it is not in the file. */
  #load(group: readonly Leaf[]): number {
    const { pageSize } = this.#file;
    if (this.#leaf >= this.#blockStart + this.#blockCount) {
      this.#blockStart = this.#leaf;
      this.#blockCount = countRun(group, this.#leaf, Math.floor(this.#block.byteLength / pageSize));
      if (!this.#file.read(group[this.#leaf]!.page, this.#blockCount, this.#block.bytes)) this.#blockCount = 0;
    }
    return this.#blockCount === 0 ? -1 : (this.#leaf - this.#blockStart) * pageSize;
  }

  /** Leaves some leaves to SQLite. */
  *#leaveLeaves(group: readonly Leaf[]): Generator<Batch> {
    const left = group.slice(this.#leaf, this.#leaf + this.#leftLeafCount);
    this.#leftLeafCount = Math.min(2 * this.#leftLeafCount, mostLeftLeafCount);
    const expected = this.#leafCount + this.#leaf > 0 || this.#range.first === allRowids.first ? this.#countLeft(left) : undefined;
    const found = yield* this.#leave(left.at(-1)!.last);
    // SQLite looks rows up by their rowids, which damage may hide. The first leaf may hold rows before the range.
    if (expected !== undefined && found !== expected) throw outOfOrder(this.#reading.source.shown);
    this.#leaf += left.length;
    this.#takenCellCount = 0;
  }

  /** Hands over what was taken. */
  *#flush(): Generator<Batch> {
    const decoder = this.#decoder;
    const { rowCount, columns } = decoder;
    this.#batchLeafCount = 0;
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
    const page = new PageBlock(this.#file.pageSize);
    let count = -this.#takenCellCount;
    for (const leaf of leaves) {
      const cellCount = this.#file.read(leaf.page, 1, page.bytes) ? this.#decoder.countCells(page, 0) : -1;
      if (cellCount < 0) return undefined;
      count += cellCount;
    }
    return count;
  }
}

/** The next leaves; `odd` where the tree is not as it should be. */
function nextGroup(groups: Generator<readonly Leaf[]>): readonly Leaf[] | 'end' | 'odd' {
  try {
    const next = groups.next();
    return next.done === true ? 'end' : next.value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'odd';
  }
}

/** How many leaves from `index` on stand behind each other in the file. */
function countRun(group: readonly Leaf[], index: number, most: number): number {
  let count = 1;
  while (count < most && index + count < group.length && group[index + count]!.page === group[index]!.page + count) count++;
  return count;
}
