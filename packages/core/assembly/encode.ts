/** Canonical records of rows of columns, written one after another into the slice. */
import { bytes, cellRoom, copy, map, text, writeHead, writeInteger, writeNumber, writeTime } from './cells';
import { ends, slice, sliceByteLength } from './memory';
import { isUtf8 } from './utf-8';

/** Bytes of columns, with their descriptors before them. */
export const inputByteLength: i32 = 256 << 10;
/** Loads may reach beyond the end. */
export const input: usize = memory.data((256 << 10) + 64, 64);

/** Descriptors of columns, one after another at `input`, in the order of the keys. */
@unmanaged
class Column {
  kind: u32;
  /** What stands before every value. */
  prefix: u32;
  prefixByteLength: u32;
  /** One byte a row, 0 = null; address 0 = no nulls. */
  valid: u32;
  /** Values one after another, or where runs begin: uint32 from `base`. */
  values: u32;
  /** Where runs end. */
  runEnds: u32;
  base: u32;
  /** Of values of one length. */
  byteLength: u32;
  /** Units of time: how many are a second, or how many seconds are one. */
  unitsPerSecond: u32;
  secondsPerUnit: u32;
  /** Times of day are less than this; 0 = no limit. */
  countLimit: u64;
}

const columnByteLength: usize = 48;

/** Kinds of columns, as `src/kernel/wasm/column-input.ts` has them. */
const runs: u32 = 0;
const texts: u32 = 1;
/** Texts of a column not all of which are valid. */
const doubtfulTexts: u32 = 2;
const byteStrings: u32 = 3;
const numbers: u32 = 4;
const int32s: u32 = 5;
const int64s: u32 = 6;
const uint64s: u32 = 7;
const bools: u32 = 8;
const fixed: u32 = 9;
/** Values of one length whose bytes are 0 or 1. */
const fixedBits: u32 = 10;
const times32: u32 = 11;
const times64: u32 = 12;

/**
 * Writes the records of rows `first` to `last` of the first `columnCount` columns behind the slice's first `at` bytes,
 * and where each ends to `ends`; returns how many.
 *
 * `nullable`: whether any column has nulls. Stops after a record at or beyond `byteLimit` and before a row that is not to be written here: its record is longer
 * than `recordByteLimit` or does not fit, or one of its values has no encoding.
 */
export function encodeRows(columnCount: u32, nullable: bool, first: u32, last: u32, at: u32, byteLimit: u32, recordByteLimit: u32): i32 {
  const columnsEnd = input + (<usize>columnCount) * columnByteLength;
  let count = 0;
  let start = slice + at;
  for (let row = first; row < last; row++) {
    const end = encodeRow(row, nullable ? countFields(row, columnCount, columnsEnd) : columnCount, columnsEnd, start);
    if (end === 0 || end - start > recordByteLimit) break;
    store<u32>(ends + ((<usize>count) << 2), <u32>(end - slice));
    count++;
    start = end;
    if (end - slice >= byteLimit) break;
  }
  return count;
}

/** Where the record ends; 0 where it is not to be written here. */
function encodeRow(row: u32, fieldCount: u32, columnsEnd: usize, start: usize): usize {
  const limit = slice + sliceByteLength - cellRoom;
  if (start > limit) return 0;
  let to = writeHead(start, map, fieldCount);
  for (let at = input; at < columnsEnd; at += columnByteLength) {
    const column = changetype<Column>(at);
    if (isNull(column, row)) continue;
    const prefixByteLength = column.prefixByteLength;
    if (to + prefixByteLength > limit) return 0;
    copy(to, column.prefix, prefixByteLength);
    to = encodeValue(column, row, to + prefixByteLength, limit);
    if (to === 0) return 0;
  }
  return to;
}

@inline
function isNull(column: Column, row: u32): bool {
  return column.valid !== 0 && load<u8>(column.valid + row) === 0;
}

@inline
function countFields(row: u32, columnCount: u32, columnsEnd: usize): u32 {
  let count = columnCount;
  for (let at = input; at < columnsEnd; at += columnByteLength) {
    if (isNull(changetype<Column>(at), row)) count--;
  }
  return count;
}

/** Where the value ends; 0 where it is not to be written here. */
@inline
function encodeValue(column: Column, row: u32, to: usize, limit: usize): usize {
  switch (column.kind) {
    case runs:
    case texts:
    case doubtfulTexts:
    case byteStrings:
      return encodeRun(column, row, to, limit);
    case numbers:
      return writeNumber(to, load<f64>(column.values + (row << 3)));
    case int32s:
      return writeInteger(to, load<i32>(column.values + (row << 2)));
    case int64s:
      return writeInteger(to, load<i64>(column.values + (row << 3)));
    case uint64s:
      return writeHead(to, 0, load<u64>(column.values + (row << 3)));
    case bools:
      store<u8>(to, load<u8>(column.values + row) === 0 ? 0xf4 : 0xf5);
      return to + 1;
    case fixed:
    case fixedBits:
      return encodeFixed(column, row, to, limit);
    case times32:
      return encodeTime(column, load<i32>(column.values + (row << 2)), to);
    case times64:
      return encodeTime(column, load<i64>(column.values + (row << 3)), to);
    default:
      return 0;
  }
}

@inline
function encodeRun(column: Column, row: u32, to: usize, limit: usize): usize {
  const start = column.base + load<u32>(column.values + (row << 2));
  const end = column.base + load<u32>(column.runEnds + (row << 2));
  const byteLength = end - start;
  if (to + byteLength > limit) return 0;
  const kind = column.kind;
  if (kind !== runs) {
    if (kind === doubtfulTexts && !isUtf8(start, byteLength)) return 0;
    // Text whose run is valid is valid where it begins and ends between characters; a zero stands after the run.
    if (kind === texts && (isContinuation(start) || isContinuation(end))) return 0;
    to = writeHead(to, kind === byteStrings ? bytes : text, byteLength);
  }
  copy(to, start, byteLength);
  return to + byteLength;
}

@inline
function isContinuation(at: usize): bool {
  return (load<u8>(at) & 0xc0) === 0x80;
}

function encodeFixed(column: Column, row: u32, to: usize, limit: usize): usize {
  const byteLength = column.byteLength;
  const start = column.values + row * byteLength;
  if (to + byteLength > limit) return 0;
  if (column.kind === fixedBits && !areBits(start, byteLength)) return 0;
  copy(to, start, byteLength);
  return to + byteLength;
}

function areBits(start: usize, byteLength: u32): bool {
  const end = start + byteLength;
  let at = start;
  const one = i8x16.splat(1);
  for (; at + 16 <= end; at += 16) if (v128.any_true(i8x16.gt_u(v128.load(at), one))) return false;
  for (; at < end; at++) if (load<u8>(at) > 1) return false;
  return true;
}

/** Seconds of a count of days are within int64 below this. */
const dayLimit: i64 = 1 << 46;

function encodeTime(column: Column, count: i64, to: usize): usize {
  if (column.countLimit !== 0 && <u64>count >= column.countLimit) return 0;
  const unitsPerSecond = <i64>column.unitsPerSecond;
  if (unitsPerSecond === 1) {
    if (column.secondsPerUnit === 1) return writeTime(to, count, 0);
    return count > -dayLimit && count < dayLimit ? writeTime(to, count * column.secondsPerUnit, 0) : 0;
  }
  let seconds = count / unitsPerSecond;
  let rest = count - seconds * unitsPerSecond;
  if (rest < 0) {
    rest += unitsPerSecond;
    seconds--;
  }
  return writeTime(to, seconds, <u64>(rest * (1_000_000_000 / unitsPerSecond)));
}

/** How many of the doubles of rows `first` to `last` of a column are integers; the first row is `first` of `input`'s. */
export function countIntegers(column: u32, first: u32, last: u32): u32 {
  const numbers = changetype<Column>(input + (<usize>column) * columnByteLength);
  let count: u32 = 0;
  for (let row = first; row < last; row++) {
    if (isNull(numbers, row)) continue;
    const value = load<f64>(numbers.values + (row << 3));
    if (trunc(value) === value && abs(value) < Infinity) count++;
  }
  return count;
}

/** How many rows of `first` to `last` hold a value. */
export function countPresent(column: u32, first: u32, last: u32): u32 {
  const present = changetype<Column>(input + (<usize>column) * columnByteLength);
  let count: u32 = 0;
  for (let row = first; row < last; row++) if (!isNull(present, row)) count++;
  return count;
}
