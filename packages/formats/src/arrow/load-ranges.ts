/** Offsets of lists and runs, held against each other before they are used. */
import type { Body } from './body.ts';
import { invalidArrow } from './error.ts';
import type { ListRanges } from './nested-vectors.ts';
import { type LoadedRows, RangeTooLarge } from './range.ts';
import { typed } from './scalars.ts';

/** Where rows' elements are, counted from `first`. */
export interface LoadedRanges {
  readonly ranges: ListRanges;
  /** Elements `[first, last)` of the child are what the rows need. */
  readonly first: number;
  readonly last: number;
}

/** Offsets that do not decrease; row i has the elements `[offsets[i], offsets[i + 1])` after `first`. @throws InvalidDataError */
export async function listRanges(body: Body, buffer: number, large: boolean, start: number, end: number): Promise<LoadedRanges & { readonly offsets: Uint32Array }> {
  const offsets = new Uint32Array(end - start + 1);
  // Of no rows not even the first offset need be there.
  if (start === end) return { offsets, ranges: { startOf: () => 0, endOf: () => 0 }, first: 0, last: 0 };
  const stored = await readIntegers(body, buffer, large, start, end + 1);
  const first = Number(stored[0]!);
  let before = first;
  for (let index = 0; index < stored.length; index++) {
    const offset = Number(stored[index]!);
    if (!(offset >= before)) throw invalidArrow('the offsets of a column decrease');
    offsets[index] = offset - first;
    before = offset;
  }
  if (first < 0) throw invalidArrow('an offset is negative');
  checkRange(first, before);
  return { offsets, ranges: { startOf: (row) => offsets[row]!, endOf: (row) => offsets[row + 1]! }, first, last: before };
}

/** Offsets and sizes in any order. @throws InvalidDataError */
export async function viewRanges(body: Body, buffer: number, large: boolean, { start, end, valid }: LoadedRows): Promise<LoadedRanges> {
  const storedOffsets = await readIntegers(body, buffer, large, start, end);
  const storedSizes = await readIntegers(body, buffer + 1, large, start, end);
  const length = end - start;
  let first = Number.MAX_SAFE_INTEGER;
  let last = 0;
  for (let row = 0; row < length; row++) {
    const [offset, size] = [Number(storedOffsets[row]!), Number(storedSizes[row]!)];
    if (valid?.[row] === 0 || size === 0) continue;
    if (offset < 0 || size < 0 || offset + size > Number.MAX_SAFE_INTEGER) throw invalidArrow('a list has a negative offset or size');
    first = Math.min(first, offset);
    last = Math.max(last, offset + size);
  }
  if (last === 0) first = 0;
  checkRange(first, last);
  const starts = new Uint32Array(length);
  const ends = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    if (valid?.[row] === 0 || Number(storedSizes[row]!) === 0) continue;
    starts[row] = Number(storedOffsets[row]!) - first;
    ends[row] = starts[row]! + Number(storedSizes[row]!);
  }
  return { ranges: { startOf: (row) => starts[row]!, endOf: (row) => ends[row]! }, first, last };
}

/** What is counted from `first` must fit 32 bits. */
function checkRange(first: number, last: number): void {
  if (last > Number.MAX_SAFE_INTEGER) throw invalidArrow('an offset is beyond what a file can hold');
  if (last - first > 0xffff_ffff) throw new RangeTooLarge();
}

async function readIntegers(body: Body, buffer: number, large: boolean, start: number, end: number): Promise<Int32Array | BigInt64Array> {
  const byteWidth = large ? 8 : 4;
  const bytes = await body.slice(buffer, start * byteWidth, end * byteWidth);
  return large ? typed(BigInt64Array, bytes) : typed(Int32Array, bytes);
}
