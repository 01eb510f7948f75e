/**
 * Pages, where in them the values of some rows are, and how numbers are read (SQLite's file format, section 2.1). These
 * are classes, since compiled code that has seen one object literal is given up at the second.
 */

/** Values are read and copied in words, which may reach behind them. */
export const slackByteLength = 8;

/** Pages that were read together. */
export class PageBlock {
  readonly byteLength: number;
  /** With room behind the pages for a word. */
  readonly bytes: Uint8Array;
  readonly view: DataView;

  constructor(byteLength: number) {
    this.byteLength = byteLength;
    this.bytes = new Uint8Array(byteLength + slackByteLength);
    this.view = new DataView(this.bytes.buffer);
  }
}

/** The most rows that are found before they are taken. */
export const mostFoundRowCount = 256;

/** Values of rows, one array of `mostFoundRowCount` a column. */
export class FoundValues {
  /** Serial types. */
  readonly types: Int32Array;
  /** Places in the block. */
  readonly starts: Int32Array;
  readonly rowids: Float64Array;

  constructor(columnCount: number) {
    this.types = new Int32Array(columnCount * mostFoundRowCount);
    this.starts = new Int32Array(columnCount * mostFoundRowCount);
    this.rowids = new Float64Array(mostFoundRowCount);
  }
}

/** Serial types from here on are bytes, and text where they are odd. */
export const firstRunType = 12;
/** An integer of eight bytes. */
export const longIntegerType = 6;
const floatType = 7;
/** 0, and the next type is 1. */
const zeroType = 8;
const two32 = 2 ** 32;

/** The number of a serial type, rounded where a double does not hold it. */
export function readNumber(view: DataView, type: number, at: number): number {
  if (type === floatType) return view.getFloat64(at);
  // What stands behind a short integer is shifted out.
  if (type <= 4) return view.getInt32(at) >> (32 - 8 * type);
  if (type >= zeroType) return type - zeroType;
  return type === longIntegerType ? view.getInt32(at) * two32 + view.getUint32(at + 4) : view.getInt16(at) * two32 + view.getUint32(at + 2);
}
