/** Date patterns of ARFF: the part of Java's SimpleDateFormat that has one meaning. */
import { InvalidDataError } from '@datasig/core';

/** Weka's own, when an attribute names none. */
export const defaultDatePattern = "yyyy-MM-dd'T'HH:mm:ss";

/** Reads text as milliseconds since 1970-01-01T00:00:00Z; null where it is no such date. */
export type DateParser = (text: string) => bigint | null;

const offset = '(?<sign>[+-])(?<offsetHours>[01][0-9]|2[0-3])';
const offsetMinutes = '(?<offsetMinutes>[0-5][0-9])';

/** What runs of letters stand for, as regular expressions. */
const letters: Readonly<Record<string, string>> = {
  yyyy: '(?<year>[0-9]{4})', MM: '(?<month>0[1-9]|1[0-2])', dd: '(?<day>[0-9]{2})', HH: '(?<hour>[01][0-9]|2[0-3])', mm: '(?<minute>[0-5][0-9])', ss: '(?<second>[0-5][0-9])',
  SSS: '(?<millisecond>[0-9]{3})', Z: `${offset}${offsetMinutes}`, X: `(?:Z|${offset})`, XX: `(?:Z|${offset}${offsetMinutes})`, XXX: `(?:Z|${offset}:${offsetMinutes})`,
};

/**
 * The parser of a pattern: `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS`, a zone (`Z`, `X`, `XX`, `XXX`), each at most
 * once, text in apostrophes, and characters that are no letters. What a pattern leaves out is that of
 * 1970-01-01T00:00:00; without zone, times are UTC. Dates are of the proleptic Gregorian calendar.
 *
 * @throws InvalidDataError `invalid-arff` for other patterns
 */
export function parseDatePattern(pattern: string): DateParser {
  const seen = new Set<string>();
  let source = '';
  for (const [part] of pattern.matchAll(/'(?:[^']|'')*'|([a-zA-Z])\1*|[^]/g)) {
    if (/^[a-zA-Z]/.test(part)) {
      const expression = letters[part];
      if (expression === undefined || seen.has(part[0]!)) throw unknownPattern();
      seen.add(part[0]!);
      source += expression;
    } else {
      if (part === "'") throw unknownPattern();
      source += literally(part.length === 1 ? part : unquoted(part));
    }
  }
  if (seen.size === 0 || (seen.has('Z') && seen.has('X'))) throw unknownPattern();
  const expression = new RegExp(`^${source}$`);
  return (text) => {
    const match = expression.exec(text);
    return match === null ? null : milliseconds(match.groups!);
  };
}

/** Of two apostrophes one stands for itself, inside quotes and outside. */
function unquoted(part: string): string {
  return part === "''" ? "'" : part.slice(1, -1).replaceAll("''", "'");
}

function literally(text: string): string {
  return Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

function milliseconds({ year = '1970', month = '1', day = '1', hour = '0', minute = '0', second = '0', millisecond = '0', sign, offsetHours = '0', offsetMinutes: offsetRest = '0' }: Readonly<Record<string, string | undefined>>): bigint | null {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCDate() !== Number(day)) return null;
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(millisecond));
  const east = (60 * Number(offsetHours) + Number(offsetRest)) * 60_000;
  return BigInt(date.getTime() - (sign === '-' ? -east : east));
}

function unknownPattern(): InvalidDataError {
  return new InvalidDataError('invalid-arff', 'this date pattern is not supported; expected one of yyyy, MM, dd, HH, mm, ss, SSS, Z, X, XX, XXX and text in apostrophes');
}
