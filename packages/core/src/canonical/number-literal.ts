/** What a JSON number means (RFC 8259, section 6). */
import { InvalidDataError } from '../errors.ts';

const grammar = /^-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** Digits of the largest integers that have an encoding (below 2^1024); bounds the work spent on one literal. */
const integerDigitLimit = 310;

/**
 * A literal without fraction and exponent is that exact integer, any other the nearest double.
 *
 * @throws InvalidDataError `invalid-json`, `number-out-of-range`
 */
export function parseNumberLiteral(text: string): number | bigint {
  const match = grammar.exec(text);
  if (match === null) throw new InvalidDataError('invalid-json', 'expected a JSON number');
  if (match[1] === undefined && match[2] === undefined) return parseInteger(text);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidDataError('number-out-of-range', 'a number is beyond the range of a double');
  return value;
}

function parseInteger(text: string): number | bigint {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  if (text.length > integerDigitLimit) throw new InvalidDataError('number-out-of-range', 'an integer is 2^1024 or more in magnitude; expected less');
  return BigInt(text);
}
