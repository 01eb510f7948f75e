/** Points and lengths of time: tags 1001 and 1002 (RFC 9581) and 100 (RFC 8943). */
import { InvalidDataError } from '../errors.ts';
import { writeBigInt } from './number.ts';
import { type CanonicalWriter, major } from './writer.ts';

const nanosecondsPerSecond = 1_000_000_000n;
/** Nanoseconds of a day: times of day lie below. */
const nanosecondsPerDay = 86_400n * nanosecondsPerSecond;

/** Nanoseconds of each unit in which columns count time. */
export const nanosecondsPerUnit: Readonly<Record<'d' | 's' | 'ms' | 'us' | 'ns', bigint>> = {
  d: nanosecondsPerDay, s: nanosecondsPerSecond, ms: 1_000_000n, us: 1000n, ns: 1n,
};

/** A map `{1: seconds, -9: nanoseconds}`, seconds rounded down, nanoseconds left out when 0. */
function writeSeconds(writer: CanonicalWriter, tag: number, nanoseconds: bigint): void {
  const rest = ((nanoseconds % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond;
  writer.head(major.tag, tag);
  writer.head(major.map, rest === 0n ? 1 : 2);
  writer.head(major.unsigned, 1);
  writeBigInt(writer, (nanoseconds - rest) / nanosecondsPerSecond);
  if (rest === 0n) return;
  writer.head(major.negative, 8);
  writer.head(major.unsigned, Number(rest));
}

/** Writes an instant, in nanoseconds since 1970-01-01T00:00:00Z. */
export function writeTimestamp(writer: CanonicalWriter, nanoseconds: bigint): void {
  writeSeconds(writer, 1001, nanoseconds);
}

/** Writes a length of time. */
export function writeDuration(writer: CanonicalWriter, nanoseconds: bigint): void {
  writeSeconds(writer, 1002, nanoseconds);
}

/** Writes a time of day: the duration since midnight. @throws InvalidDataError `unsupported-value` */
export function writeTimeOfDay(writer: CanonicalWriter, nanoseconds: bigint): void {
  if (nanoseconds < 0n || nanoseconds >= nanosecondsPerDay) {
    throw new InvalidDataError('unsupported-value', 'a time of day is not within 00:00 and 24:00');
  }
  writeDuration(writer, nanoseconds);
}

/** Writes a day, in days since 1970-01-01. */
export function writeDate(writer: CanonicalWriter, days: bigint): void {
  writer.head(major.tag, 100);
  writeBigInt(writer, days);
}
