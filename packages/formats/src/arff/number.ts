/** Numbers of ARFF: those of JSON, and how Java writes and reads others. */
import { InvalidDataError, NumberLiteral, parseNumberLiteral } from '@datasig/core';
import { decodeLatin1 } from '../utf8.ts';

/** Integers of up to this many digits are exact as doubles. */
const safeDigitCount = 15;
const grammar = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eE][+-]?[0-9]+)?$/;
const specialGrammar = /^([+-]?)(nan|inf|infinity)$/i;

/**
 * The number that is all of `bytes[start, end)`: without point and exponent that exact integer, else the nearest double.
 * With `literal`, finite numbers keep their digits.
 *
 * @throws InvalidDataError `invalid-arff`, `number-out-of-range`
 */
export function parseArffNumber(bytes: Uint8Array, start: number, end: number, literal: boolean): number | bigint | NumberLiteral {
  const small = literal ? Number.NaN : smallInteger(bytes, start, end);
  if (!Number.isNaN(small)) return small;
  const text = decodeLatin1(bytes, start, end);
  const [, sign, integer = '', fraction, exponent = ''] = grammar.exec(text) ?? [];
  if (integer === '' && (fraction ?? '') === '') return special(text);
  const digits = integer === '' ? '0' : integer.replace(/^0+(?=[0-9])/, '');
  const json = `${sign === '-' ? '-' : ''}${digits}${fraction === undefined ? '' : `.${fraction === '' ? '0' : fraction}`}${exponent}`;
  const value = parseNumberLiteral(json);
  return literal ? new NumberLiteral(json) : value;
}

/** NaN where the digits are many or something else stands among them. */
function smallInteger(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === 0x2d;
  const first = negative ? start + 1 : start;
  if (first === end || end - first > safeDigitCount) return Number.NaN;
  let value = 0;
  for (let index = first; index < end; index++) {
    const digit = bytes[index]! - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = 10 * value + digit;
  }
  return negative ? -value : value;
}

function special(text: string): number {
  const [, sign, word] = specialGrammar.exec(text) ?? [];
  if (word === undefined) throw new InvalidDataError('invalid-arff', 'a numeric attribute has a value that is no number');
  if (word.toLowerCase() === 'nan') return Number.NaN;
  return sign === '-' ? -Infinity : Infinity;
}
