/** Points and lengths of time: tags 1001 and 1002 (RFC 9581) and 100 (RFC 8943). */
import { InvalidDataError } from '../errors.ts';
import { writeBigInt, writeSafeInteger } from './number.ts';
import { type CanonicalWriter, major } from './writer.ts';

/** Units in which time is counted. */
type TimeUnit = 'd' | 's' | 'ms' | 'us' | 'ns';

const nanosecondsPerSecond = 1_000_000_000n;

/** Nanoseconds of each unit in which columns count time. */
export const nanosecondsPerUnit: Readonly<Record<TimeUnit, bigint>> = {
  d: 86_400n * nanosecondsPerSecond, s: nanosecondsPerSecond, ms: 1_000_000n, us: 1000n, ns: 1n,
};
/** Tags by what is counted; a time of day is a duration. */
export const timeTags = { timestamp: 1001, duration: 1002, time: 1002, date: 100 } as const;
const unitsPerSecond: Readonly<Record<Exclude<TimeUnit, 'd'>, number>> = { s: 1, ms: 1000, us: 1_000_000, ns: 1_000_000_000 };

/** `count` units of time. */
function writeUnits(writer: CanonicalWriter, tag: number, count: number | bigint, unit: TimeUnit): void {
  const safeCount = Number(count);
  if (!Number.isSafeInteger(safeCount) || unit === 'd') return writeNanoseconds(writer, tag, BigInt(count) * nanosecondsPerUnit[unit]);
  const perSecond = unitsPerSecond[unit];
  // Exact: below 2^53 a quotient is rounded by less than the 1 / perSecond that lie between it and the next integer;
  // the product is at most just beyond, where the even numbers are, and units a second are an even number or one.
  const seconds = Math.floor(safeCount / perSecond);
  const rest = safeCount - seconds * perSecond;
  writeHead(writer, tag, rest === 0);
  writeSafeInteger(writer, seconds);
  writeRest(writer, rest * (unitsPerSecond.ns / perSecond));
}

function writeNanoseconds(writer: CanonicalWriter, tag: number, nanoseconds: bigint): void {
  const rest = ((nanoseconds % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond;
  writeHead(writer, tag, rest === 0n);
  writeBigInt(writer, (nanoseconds - rest) / nanosecondsPerSecond);
  writeRest(writer, Number(rest));
}

/** A map `{1: seconds, -9: nanoseconds}`, seconds rounded down, nanoseconds left out when 0: all before the seconds. */
function writeHead(writer: CanonicalWriter, tag: number, isWhole: boolean): void {
  writer.head(major.tag, tag);
  writer.head(major.map, isWhole ? 1 : 2);
  writer.head(major.unsigned, 1);
}

/** What stands after the seconds. */
function writeRest(writer: CanonicalWriter, nanoseconds: number): void {
  if (nanoseconds === 0) return;
  writer.head(major.negative, 8);
  writer.head(major.unsigned, nanoseconds);
}

/** Writes an instant, counted from 1970-01-01T00:00:00Z. */
export function writeTimestamp(writer: CanonicalWriter, count: number | bigint, unit: TimeUnit = 'ns'): void {
  writeUnits(writer, timeTags.timestamp, count, unit);
}

/** Writes a length of time. */
export function writeDuration(writer: CanonicalWriter, count: number | bigint, unit: TimeUnit = 'ns'): void {
  writeUnits(writer, timeTags.duration, count, unit);
}

/** Writes a time of day: the duration since midnight. @throws InvalidDataError `unsupported-value` */
export function writeTimeOfDay(writer: CanonicalWriter, count: number | bigint, unit: TimeUnit = 'ns'): void {
  if (count < 0 || count >= nanosecondsPerUnit.d / nanosecondsPerUnit[unit]) {
    throw new InvalidDataError('unsupported-value', 'a time of day is not within 00:00 and 24:00');
  }
  writeDuration(writer, count, unit);
}

/** Writes a day, in days since 1970-01-01. */
export function writeDate(writer: CanonicalWriter, days: number | bigint): void {
  writer.head(major.tag, timeTags.date);
  if (typeof days === 'number') writeSafeInteger(writer, days);
  else writeBigInt(writer, days);
}
