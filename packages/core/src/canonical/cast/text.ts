/** Casts of text: strict grammars, one correct rounding, no contents in messages. */
import { InvalidDataError } from '../../errors.ts';
import { Decimal, Uuid } from '../value.ts';
import type { Value } from '../../spec/v1/batch.ts';
import type { ScalarCast } from './scalar-cast.ts';
import { parseBase64, parseHex } from './binary.ts';
import { parseFloat32 } from './float32.ts';
import { parseDate, parseTime, parseTimestamp } from './time.ts';

const integerGrammar = /^-?(?:0|[1-9][0-9]*)$/;
const numberGrammar = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const specialGrammar = /^([+-]?)(nan|inf|infinity)$/i;
const boolGrammar = /^(?:true|True|TRUE|(false|False|FALSE))$/;
const uuidGrammar = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** Digits of the largest integers that have an encoding (below 2^1024). */
const integerDigitLimit = 310;

/** Casts a text. @throws InvalidDataError `cast-failed`, `number-out-of-range` */
export function castText(text: string, to: ScalarCast): Value {
  const cast = casts[to];
  const value = cast.parse(text);
  if (value === undefined) throw new InvalidDataError('cast-failed', `cannot cast to ${to}: expected ${cast.expected}`);
  return value;
}

/** `parse` gives undefined for text that breaks the grammar. */
const casts: Readonly<Record<ScalarCast, { readonly expected: string; readonly parse: (text: string) => Value | undefined }>> = {
  number: { expected: 'a number such as 12 or -1.5e3, nan, inf or infinity', parse: (text) => parseInteger(text) ?? parseFloating(text, parseDouble) },
  integer: { expected: 'an integer such as -12, without leading zeros or spaces', parse: parseInteger },
  float64: { expected: 'a number such as -1.5e3, nan, inf or infinity', parse: (text) => parseFloating(text, parseDouble) },
  float32: { expected: 'a number such as -1.5e3, nan, inf or infinity', parse: (text) => parseFloating(text, parseFloat32) },
  decimal: { expected: 'a decimal number such as -12.50', parse: (text) => (numberGrammar.test(text) ? Decimal.parse(text) : undefined) },
  bool: { expected: 'true or false, in lower, upper or title case', parse: parseBool },
  date: { expected: 'a date as YYYY-MM-DD', parse: parseDate },
  timestamp: { expected: 'an RFC 3339 timestamp such as 2026-01-31T12:00:00Z, of at most nanoseconds and without a leap second', parse: parseTimestamp },
  time: { expected: 'a time of day as HH:MM:SS[.f], of at most nanoseconds', parse: parseTime },
  uuid: { expected: 'a UUID such as 123e4567-e89b-12d3-a456-426614174000', parse: parseUuid },
  'bytes:hex': { expected: 'pairs of hexadecimal digits', parse: parseHex },
  'bytes:base64': { expected: 'base64 with padding (RFC 4648, section 4)', parse: parseBase64 },
};

function parseInteger(text: string): Value | undefined {
  if (!integerGrammar.test(text)) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  if (text.length > integerDigitLimit) throw new InvalidDataError('number-out-of-range', 'an integer is 2^1024 or more in magnitude; expected less');
  return BigInt(text);
}

function parseFloating(text: string, parse: (text: string) => number): number | undefined {
  if (numberGrammar.test(text)) {
    const value = parse(text);
    if (Number.isFinite(value)) return value;
    throw new InvalidDataError('number-out-of-range', 'a number is beyond the range of the float it is cast to');
  }
  const special = specialGrammar.exec(text);
  if (special === null) return undefined;
  if (special[2]!.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

/** ECMAScript rounds a numeric string to the nearest double, ties to even. */
function parseDouble(text: string): number {
  return Number(text);
}

function parseBool(text: string): boolean | undefined {
  const match = boolGrammar.exec(text);
  return match === null ? undefined : match[1] === undefined;
}

function parseUuid(text: string): Uuid | undefined {
  return uuidGrammar.test(text) ? new Uuid(parseHex(text.replaceAll('-', ''))!) : undefined;
}
