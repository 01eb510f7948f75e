/**
 * Which records of which splits: `train`, `train+test`, `train[:10%]`, `train[10:20]`, `train[-100:]`,
 * `train[:10%](pct1_dropremainder)`, as Hugging Face datasets reads them.
 */
import { InvalidArgumentError } from '@datasig/core';
import { listNames } from './name-list.ts';
import { isSplitName } from './split-name.ts';

/** How percentages become numbers of records: to the nearest, or as so many times a hundredth of the records, rounded down. */
type Rounding = 'closest' | 'pct1_dropremainder';

/** A part of a split. */
export interface SplitSlice {
  readonly split: string;
  /** The first record, counted from the end where negative; absent = from the first. */
  readonly from?: number;
  /** The record after the last; absent = to the last. */
  readonly to?: number;
  /** What `from` and `to` count. */
  readonly unit?: '%' | 'records';
  /** Of percentages alone. */
  readonly rounding?: Rounding;
}

/** Records `[start, end)` of a split. */
export interface RecordRange {
  readonly split: string;
  readonly start: number;
  readonly end: number;
}

const slicePattern = /^([^[\]()\s]+)(?:\[(?:(-?[0-9_]+)(%)?)?:(?:(-?[0-9_]+)(%)?)?\])?(?:\(([^)]*)\))?$/;
const digits = /^-?[0-9]+(?:_[0-9]+)*$/;
const roundings: readonly string[] = ['closest', 'pct1_dropremainder'] satisfies Rounding[];
const examples = 'train, train+test, train[:10%], train[10:20] or train[-100:]';

/** @throws InvalidArgumentError `invalid-argument` with examples */
export function parseSplits(text: string): readonly SplitSlice[] {
  const slices = text.split('+').map((each, index, all) => parseSlice(trimInside(each, index, all.length), text));
  const first = slices[0]!;
  const other = slices.slice(1).find(({ rounding }) => rounding !== undefined && first.rounding !== undefined && rounding !== first.rounding);
  if (other !== undefined) throw invalid(text, 'slices that are added need the same rounding');
  return slices;
}

/** Spaces may stand around `+` alone. */
function trimInside(text: string, index: number, count: number): string {
  const left = index > 0 ? text.trimStart() : text;
  return index < count - 1 ? left.trimEnd() : left;
}

function parseSlice(text: string, whole: string): SplitSlice {
  const match = slicePattern.exec(text);
  const [, split = '', fromText, fromPercent, toText, toPercent, rounding] = match ?? [];
  if (match === null || !isSplitName(split)) throw invalid(whole, `expected splits such as ${examples}`);
  const [from, to] = [parseBound(fromText, whole), parseBound(toText, whole)];
  const isPercent = fromPercent !== undefined || toPercent !== undefined;
  if (rounding !== undefined && !roundings.includes(rounding)) throw invalid(whole, `expected a rounding of ${roundings.join(' or ')}`);
  if (rounding !== undefined && !isPercent) throw invalid(whole, 'a rounding belongs to percentages');
  if (isPercent && [from, to].some((bound) => bound !== undefined && Math.abs(bound) > 100)) throw invalid(whole, 'expected percentages from -100% to 100%');
  // One sign of percent counts for both.
  return {
    split,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...((from !== undefined || to !== undefined) && { unit: isPercent ? '%' : 'records' }),
    ...(isPercent && { rounding: (rounding ?? 'closest') as Rounding }),
  };
}

function parseBound(text: string | undefined, whole: string): number | undefined {
  if (text === undefined) return undefined;
  if (!digits.test(text)) throw invalid(whole, 'expected whole numbers in the brackets');
  // Beyond any number of records one bound is like another.
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number(text.replaceAll('_', '')), Number.MAX_SAFE_INTEGER));
}

/**
 * The records that slices mean; a slice that ends before it begins is empty.
 *
 * @param recordCounts how many records each split has
 * @throws InvalidArgumentError `unknown-split` naming those that there are, `invalid-argument` for a rounding that leaves nothing
 */
export function resolveSplits(slices: readonly SplitSlice[], recordCounts: ReadonlyMap<string, number>): readonly RecordRange[] {
  return slices.map((slice) => {
    const count = recordCounts.get(slice.split);
    if (count === undefined) throw unknownSplit(slice.split, [...recordCounts.keys()]);
    const [start, end] = [boundOf(slice, slice.from ?? 0, count), slice.to === undefined ? count : boundOf(slice, slice.to, count)];
    return { split: slice.split, start, end: Math.max(start, end) };
  });
}

/** @throws InvalidArgumentError `unknown-split` for one that is none of `splits` */
export function checkSplits(slices: readonly SplitSlice[], splits: readonly string[]): void {
  const missing = slices.find(({ split }) => !splits.includes(split));
  if (missing !== undefined) throw unknownSplit(missing.split, splits);
}

/** The number of records before a bound, between 0 and `count`. */
function boundOf(slice: SplitSlice, bound: number, count: number): number {
  const counted = slice.unit === '%' ? ofPercent(slice, bound, count) : bound;
  // Minus zero is zero.
  return Math.min(counted < 0 ? Math.max(count + counted, 0) : counted + 0, count);
}

function ofPercent({ split, rounding }: SplitSlice, percent: number, count: number): number {
  if (rounding !== 'pct1_dropremainder') return roundToEven((percent * count) / 100);
  if (count < 100) throw new InvalidArgumentError('invalid-argument', `--split: ${JSON.stringify(split)} has ${count} records; with pct1_dropremainder, fewer than 100 are none`, { context: { option: 'split' } });
  return percent * Math.floor(count / 100);
}

/** Python rounds halves to even numbers. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function unknownSplit(split: string, splits: readonly string[]): InvalidArgumentError {
  return new InvalidArgumentError('unknown-split', `there is no split ${JSON.stringify(split)}; the dataset has ${listNames(splits)}`, { context: { split, splits } });
}

function invalid(text: string, reason: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `--split ${text}: ${reason}`, { context: { option: 'split' } });
}
