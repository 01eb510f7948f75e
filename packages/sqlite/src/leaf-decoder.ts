/**
 * Rows of a table's leaf, as they stand in the file (SQLite's file format, sections 1.6 and 2.1). Whatever is not plain is
 * left to SQLite: values beyond their page or beyond 2^53, rows of fewer columns than the table, negative rowids, and all
 * that looks damaged.
 */
import { LeafColumn } from './leaf-columns.ts';
import { firstRunType, FoundValues, mostFoundRowCount, type PageBlock } from './leaf-values.ts';
import { pageType } from './table-leaves.ts';

const headerByteLength = 8;
/** A longer record has its end on other pages (section 1.6: payload of a table's leaf). */
const overflowMargin = 35;
/** A rowid of this many bytes or more may be beyond what doubles hold. */
const longRowid = 8;
/** More than a page holds. */
const tooLong = 65_536;
/** Rows and values of a batch: more would need more memory, fewer would take longer, since each batch is planned for. */
const mostRowCount = 8192;
const mostValueCount = 65_536;
/** By serial type; 10 and 11 are none. */
const fixedByteLengths: Int32Array = Int32Array.of(0, 1, 2, 3, 4, 6, 8, 8, 0, 0, tooLong, tooLong);

/** The rowids that are wanted, both included. */
export interface WantedRowids {
  readonly first: number;
  readonly last: number;
}

/** Fills columns from pages: finds where the values of some rows are, then takes them column by column. */
export class LeafDecoder {
  /** Rows of the batch that is being filled. */
  rowCount = 0;
  /** The rowid of the row that was seen last, and of the first of the batch. */
  lastRowid: number = -Infinity;
  firstRowid: number = Number.NaN;
  /** Why no more is taken: rows beyond those that are wanted have come, or one out of order. */
  ended: 'beyond' | 'disorder' | undefined;
  readonly columns: readonly LeafColumn[];
  /** Rows that a batch has room for. */
  readonly mostRowCount: number;
  readonly #byPosition: readonly (LeafColumn | undefined)[];
  readonly #rowidAt: number;
  readonly #usableSize: number;
  readonly #found: FoundValues;
  #foundCount = 0;

  /**
   * @param byPosition names of the columns by their position in a row; undefined where one is not wanted
   * @param rowidAt position of the column that is the rowid; -1 where there is none
   */
  constructor(byPosition: readonly (string | undefined)[], rowidAt: number, usableSize: number) {
    this.mostRowCount = Math.max(mostFoundRowCount, Math.min(mostRowCount, Math.floor(mostValueCount / byPosition.length)));
    this.#byPosition = byPosition.map((name) => (name === undefined ? undefined : new LeafColumn(name, this.mostRowCount)));
    this.#rowidAt = rowidAt;
    this.#usableSize = usableSize;
    this.columns = this.#byPosition.filter((column) => column !== undefined);
    this.#found = new FoundValues(byPosition.length);
  }

  clear(): void {
    this.rowCount = 0;
    for (const column of this.columns) column.clear();
  }

  /** The number of cells of the leaf at `offset`; -1 where there is none. */
  countCells({ bytes }: PageBlock, offset: number): number {
    const count = (bytes[offset + 3]! << 8) | bytes[offset + 4]!;
    return bytes[offset] === pageType.leaf && headerByteLength + 2 * count <= this.#usableSize ? count : -1;
  }

  /**
   * Takes rows from cell `cell` on until the batch is full; the cell that comes next. A row that is not taken though the
   * batch has room is not plain, or of another kind than those before; or {@link ended} says why.
   */
  take(block: PageBlock, offset: number, cell: number, count: number, wanted: WantedRowids): number {
    let next = cell;
    while (next < count && this.rowCount < this.mostRowCount) {
      const end = Math.min(count, next + mostFoundRowCount, next + this.mostRowCount - this.rowCount);
      const before = this.lastRowid;
      const found = this.#findRows(block, offset, next, end, count, wanted);
      const takenCount = this.#takeFound(block);
      // Rows that are skipped come before those that are found.
      next = found - this.#foundCount + takenCount;
      if (takenCount < this.#foundCount) {
        this.ended = undefined;
        this.lastRowid = takenCount > 0 ? this.#found.rowids[takenCount - 1]! : before;
      }
      if (next < end) break;
    }
    return next;
  }

  /** Finds the values of rows from cell `first` on; the cell that comes next. */
  #findRows({ bytes }: PageBlock, offset: number, first: number, end: number, count: number, wanted: WantedRowids): number {
    const least = offset + headerByteLength + 2 * count;
    const pageEnd = offset + this.#usableSize;
    const { rowids } = this.#found;
    let lastRowid = this.lastRowid;
    let row = 0;
    let cell = first;
    for (; cell < end; cell++) {
      const pointer = offset + headerByteLength + 2 * cell;
      let at = offset + ((bytes[pointer]! << 8) | bytes[pointer + 1]!);
      if (at < least) break;
      let byte = bytes[at++]!;
      let size = byte & 0x7f;
      while (byte >= 0x80) {
        byte = bytes[at++]!;
        size = size * 128 + (byte & 0x7f);
      }
      const rowidAt = at;
      byte = bytes[at++]!;
      let rowid = byte & 0x7f;
      while (byte >= 0x80) {
        byte = bytes[at++]!;
        rowid = rowid * 128 + (byte & 0x7f);
      }
      if (at - rowidAt >= longRowid || size > this.#usableSize - overflowMargin || at + size > pageEnd) break;
      if (rowid <= lastRowid || rowid > wanted.last) {
        this.ended = rowid > wanted.last ? 'beyond' : 'disorder';
        break;
      }
      if (rowid >= wanted.first) {
        if (!this.#findValues(bytes, at, at + size, row)) break;
        rowids[row++] = rowid;
      }
      lastRowid = rowid;
    }
    this.#foundCount = row;
    this.lastRowid = lastRowid;
    return cell;
  }

  /** Finds the values of a record; false where it is not plain. */
  #findValues(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    const { types, starts } = this.#found;
    let typeAt = start;
    let byte = bytes[typeAt++]!;
    let typesByteLength = byte & 0x7f;
    while (byte >= 0x80) {
      byte = bytes[typeAt++]!;
      typesByteLength = typesByteLength * 128 + (byte & 0x7f);
    }
    let at = start + typesByteLength;
    const typesEnd = at;
    for (let place = row; place < types.length; place += mostFoundRowCount) {
      let type = bytes[typeAt++]!;
      if (type >= 0x80) {
        byte = type;
        type &= 0x7f;
        while (byte >= 0x80) {
          byte = bytes[typeAt++]!;
          type = type * 128 + (byte & 0x7f);
        }
        if (type > 2 * tooLong) return false;
      }
      types[place] = type;
      starts[place] = at;
      at += type >= firstRunType ? (type - firstRunType) >> 1 : fixedByteLengths[type]!;
    }
    return at === end && typeAt === typesEnd;
  }

  /** Takes the rows that were found; how many came before one of another kind. */
  #takeFound(block: PageBlock): number {
    let count = this.#foundCount;
    for (let position = 0; position < this.#byPosition.length; position++) {
      const column = this.#byPosition[position];
      if (column === undefined) continue;
      if (position === this.#rowidAt) column.addRowids(this.rowCount, count, this.#found.rowids);
      else count = column.add(this.rowCount, count, block, this.#found, position * mostFoundRowCount);
    }
    if (this.rowCount === 0 && count > 0) this.firstRowid = this.#found.rowids[0]!;
    this.rowCount += count;
    return count;
  }
}
