/** Dates, times and timestamps from text (RFC 3339, section 5.6), proleptic Gregorian, to the nanosecond. */
import { CalendarDate, TimeOfDay, Timestamp } from '../value.ts';

const dateGrammar = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Zeros may follow the nanoseconds. */
const timeGrammar = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})0*)?$/;
const timestampGrammar = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)([Zz]|([+-])(\d{2}):(\d{2}))?$/;
const nanosecondsPerMinute = 60_000_000_000n;
const nanosecondsPerDay = 1440n * nanosecondsPerMinute;

/** Undefined unless `text` is an existing day `YYYY-MM-DD`. */
export function parseDate(text: string): CalendarDate | undefined {
  const days = daysOf(text);
  return days === undefined ? undefined : new CalendarDate(BigInt(days));
}

/** Undefined unless `text` is `HH:MM:SS[.f]` below 24 h, without leap second, no finer than nanoseconds. */
export function parseTime(text: string): TimeOfDay | undefined {
  const nanoseconds = nanosecondsOf(text);
  return nanoseconds === undefined ? undefined : new TimeOfDay(nanoseconds);
}

/** Undefined unless `text` is an RFC 3339 timestamp; a space may stand for `T`, no zone means UTC. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = timestampGrammar.exec(text);
  if (match === null) return undefined;
  const days = daysOf(match[1]!);
  const time = nanosecondsOf(match[2]!);
  const offset = offsetOf(match);
  if (days === undefined || time === undefined || offset === undefined) return undefined;
  return new Timestamp(BigInt(days) * nanosecondsPerDay + time - offset);
}

function offsetOf(match: RegExpExecArray): bigint | undefined {
  if (match[4] === undefined) return 0n;
  const hours = Number(match[5]);
  const minutes = Number(match[6]);
  if (hours > 23 || minutes > 59) return undefined;
  return BigInt((match[4] === '-' ? -1 : 1) * (hours * 60 + minutes)) * nanosecondsPerMinute;
}

function daysOf(text: string): number | undefined {
  const match = dateGrammar.exec(text);
  if (match === null) return undefined;
  const date = new Date(0);
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const exists = date.getUTCMonth() === Number(match[2]) - 1 && date.getUTCDate() === Number(match[3]);
  return exists ? date.getTime() / 86_400_000 : undefined;
}

function nanosecondsOf(text: string): bigint | undefined {
  const match = timeGrammar.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return BigInt(hours * 3600 + minutes * 60 + seconds) * 1_000_000_000n + BigInt((match[4] ?? '').padEnd(9, '0'));
}
