/**
 * Rows of a table's leaf, as they stand in the file (SQLite's file format, sections 1.6 and 2.1). Whatever is not plain is
 * left to SQLite: values beyond their page or beyond 2^53, rows of fewer columns than the table, negative rowids, and all
 * that looks damaged.
 */
import { type LeafColumn, mostRowCount, valueKind } from './leaf-columns.ts';
import { pageType } from './table-leaves.ts';

const headerByteLength = 8;
/** A longer record has its end on other pages (section 1.6: payload of a table's leaf). */
const overflowMargin = 35;
/** A rowid of this many bytes or more may be beyond what doubles hold. */
const longRowid = 8;
const two32 = 2 ** 32;

/** Pages that were read together. */
export interface PageBlock {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** The rowids that are wanted, both included. */
export interface WantedRowids {
  readonly first: number;
  readonly last: number;
}

/** Fills columns row by row from pages. */
export class LeafDecoder {
  /** Rows of the batch that is being filled. */
  rowCount = 0;
  /** The rowid of the row that was seen last, and of the first of the batch. */
  lastRowid: number = -Infinity;
  firstRowid = -1;
  /** Why no more is taken: rows beyond those that are wanted have come, or one out of order. */
  ended: 'beyond' | 'disorder' | undefined;
  readonly columns: readonly LeafColumn[];
  readonly #byPosition: readonly (LeafColumn | undefined)[];
  readonly #rowidAt: number;
  readonly #usableSize: number;

  /**
   * @param byPosition the columns by their position in a row; undefined where one is not wanted
   * @param rowidAt position of the column that is the rowid; -1 where there is none
   */
  constructor(byPosition: readonly (LeafColumn | undefined)[], rowidAt: number, usableSize: number) {
    this.#byPosition = byPosition;
    this.#rowidAt = rowidAt;
    this.#usableSize = usableSize;
    this.columns = byPosition.filter((column) => column !== undefined);
  }

  clear(): void {
    this.rowCount = 0;
    for (const column of this.columns) column.kind = valueKind.none;
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
    const { bytes } = block;
    const least = headerByteLength + 2 * count;
    let next = cell;
    while (next < count && this.rowCount < mostRowCount) {
      const pointer = offset + headerByteLength + 2 * next;
      const place = (bytes[pointer]! << 8) | bytes[pointer + 1]!;
      if (place < least || !this.#takeRow(block, offset + place, offset + this.#usableSize, wanted)) return next;
      next++;
    }
    return next;
  }

  #takeRow(block: PageBlock, start: number, pageEnd: number, { first, last }: WantedRowids): boolean {
    const { bytes } = block;
    let at = start;
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
    if (at - rowidAt >= longRowid || size > this.#usableSize - overflowMargin || at + size > pageEnd) return false;
    if (rowid <= this.lastRowid || rowid > last) {
      this.ended = rowid > last ? 'beyond' : 'disorder';
      return false;
    }
    if (rowid >= first) {
      if (!this.#takeValues(block, at, at + size, rowid)) return false;
      if (this.rowCount === 0) this.firstRowid = rowid;
      this.rowCount++;
    }
    this.lastRowid = rowid;
    return true;
  }

  /** Takes the values of a record; false where one is not plain. */
  #takeValues(block: PageBlock, start: number, end: number, rowid: number): boolean {
    const { bytes, view } = block;
    const columns = this.#byPosition;
    const row = this.rowCount;
    let typeAt = start;
    let byte = bytes[typeAt++]!;
    let headerLength = byte & 0x7f;
    while (byte >= 0x80) {
      byte = bytes[typeAt++]!;
      headerLength = headerLength * 128 + (byte & 0x7f);
    }
    const typesEnd = start + headerLength;
    let at = typesEnd;
    for (let position = 0; position < columns.length; position++) {
      if (typeAt >= typesEnd) return false;
      byte = bytes[typeAt++]!;
      let type = byte & 0x7f;
      while (byte >= 0x80) {
        byte = bytes[typeAt++]!;
        type = type * 128 + (byte & 0x7f);
      }
      const byteLength = type >= firstRunType ? Math.floor((type - firstRunType) / 2) : fixedByteLengths[type]!;
      if (at + byteLength > end) return false;
      const column = columns[position];
      if (column !== undefined) {
        if (type >= firstRunType) {
          if (!column.addRun(row, (type & 1) === 1 ? valueKind.text : valueKind.bytes, bytes, at, byteLength)) return false;
        } else if (type !== 0) {
          const value = readNumber(bytes, view, type, at);
          // SQLite takes a NaN in its file for null.
          if (value !== value) column.addNull(row);
          else if (Math.abs(value) > Number.MAX_SAFE_INTEGER && type === longIntegerType) return false;
          else if (!column.addNumber(row, value)) return false;
        } else if (position !== this.#rowidAt) column.addNull(row);
        else if (!column.addNumber(row, rowid)) return false;
      }
      at += byteLength;
    }
    return at === end && typeAt === typesEnd;
  }
}

/** Serial types from here on are bytes, and text where they are odd. */
const firstRunType = 12;
/** An integer of eight bytes. */
const longIntegerType = 6;
/** By serial type; 10 and 11 are none. */
const fixedByteLengths: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, Infinity, Infinity];

/** The number of a serial type, rounded where a double does not hold it. */
function readNumber(bytes: Uint8Array, view: DataView, type: number, at: number): number {
  switch (type) {
    case 1:
      return (bytes[at]! << 24) >> 24;
    case 2:
      return (((bytes[at]! << 8) | bytes[at + 1]!) << 16) >> 16;
    case 3:
      return (((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) << 8) >> 8;
    case 4:
      return view.getInt32(at);
    case 5:
      return view.getInt16(at) * two32 + view.getUint32(at + 2);
    case longIntegerType:
      return view.getInt32(at) * two32 + view.getUint32(at + 4);
    case 7:
      return view.getFloat64(at);
    case 8:
      return 0;
    default:
      return 1;
  }
}
