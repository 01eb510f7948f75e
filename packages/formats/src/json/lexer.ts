/** Tokens of strict JSON (RFC 8259) in a run of bytes that holds whole values. */
import { InvalidDataError, parseNumberLiteral } from '@datasig/core';
import type { ErrorCode } from '@datasig/core';
import { decodeLatin1, decodeUtf8 } from '../utf8.ts';
import { powersOfTen, readDecimal } from './decimal.ts';
import { KnownNames } from './known-names.ts';

const quote = 0x22;
const backslash = 0x5c;
const zero = 0x30;
const nine = 0x39;
const minus = 0x2d;
/** Integers of up to this many digits are exact as doubles. */
const safeDigitCount = 15;

/** What a letter after a backslash stands for; 0 = no such escape. */
export const escapes: Uint8Array = Uint8Array.from({ length: 256 }, (_, letter) => ({ 0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09 })[letter] ?? 0);

/** A string between its quotes: `bytes[start, end)`. */
export interface StringToken {
  readonly start: number;
  readonly end: number;
  readonly escaped: boolean;
}

/** Steps through `bytes[position, end)`. */
export class JsonLexer {
  bytes: Uint8Array = new Uint8Array(0);
  position = 0;
  end = 0;
  readonly #names: KnownNames = new KnownNames();

  /** Begins with another run of bytes. */
  reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Skips white space and returns the next byte without stepping over it; -1 at the end. */
  peek(): number {
    const { bytes, end } = this;
    let { position } = this;
    while (position < end) {
      const byte = bytes[position]!;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      position++;
    }
    this.position = position;
    return position < end ? bytes[position]! : -1;
  }

  /** Steps over `byte`, after white space. */
  expect(byte: number, what: string): void {
    if (this.peek() !== byte) throw this.error('invalid-json', `expected ${what}`);
    this.position++;
  }

  /** Steps over `true`, `false` or `null`. */
  word(word: string): void {
    for (let index = 0; index < word.length; index++) {
      if (this.position + index >= this.end || this.bytes[this.position + index] !== word.charCodeAt(index)) throw this.error('invalid-json', 'expected a JSON value');
    }
    this.position += word.length;
  }

  /** Steps over a string, whose opening quote is next, and says where it is. */
  string(): StringToken {
    const { bytes, end } = this;
    const start = this.position + 1;
    let escaped = false;
    for (let index = start; index < end; index++) {
      const byte = bytes[index]!;
      if (byte === quote) {
        this.position = index + 1;
        return { start, end: index, escaped };
      }
      if (byte === backslash) {
        escaped = true;
        index++;
      } else if (byte < 0x20) {
        this.position = index;
        throw this.error('invalid-json', 'a control character in a string; it must be escaped');
      }
    }
    throw this.error('invalid-json', 'a string is never closed');
  }

  /** The text of a string token. @throws InvalidDataError `invalid-utf8`, `lone-surrogate`, `invalid-json` */
  text(token: StringToken): string {
    const bytes = token.escaped ? this.unescape(token) : this.bytes.subarray(token.start, token.end);
    return decodeUtf8(bytes, { byteOffset: token.start });
  }

  /** The {@link text} of a token that is a name. */
  name(token: StringToken): string {
    const known = this.#names.find(this.bytes, token.start, token.end);
    if (known !== undefined) return known;
    const name = this.text(token);
    this.#names.keep(this.bytes, token.start, token.end, name);
    return name;
  }

  /** The UTF-8 of a string token with escapes, in a new array. @throws InvalidDataError `lone-surrogate`, `invalid-json` */
  unescape({ start, end }: StringToken): Uint8Array {
    // No escape is shorter than what it stands for.
    const target = new Uint8Array(end - start);
    let length = 0;
    for (let index = start; index < end; ) {
      const byte = this.bytes[index]!;
      if (byte !== backslash) {
        target[length++] = byte;
        index++;
        continue;
      }
      const letter = this.bytes[index + 1]!;
      if (letter !== 0x75) {
        const plain = escapes[letter]!;
        if (plain === 0) throw this.#escapeError(index);
        target[length++] = plain;
        index += 2;
        continue;
      }
      const codePoint = this.#codePoint(index, end);
      length = writeCodePoint(target, length, codePoint);
      index += codePoint > 0xffff ? 12 : 6;
    }
    return target.subarray(0, length);
  }

  #codePoint(index: number, end: number): number {
    const unit = this.#unit(index, end);
    if (unit < 0xd800 || unit > 0xdfff) return unit;
    const paired = unit < 0xdc00 && index + 8 <= end && this.bytes[index + 6] === backslash && this.bytes[index + 7] === 0x75;
    const low = paired ? this.#unit(index + 6, end) : 0;
    if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    this.position = index;
    throw this.error('lone-surrogate', 'an escape stands for a lone UTF-16 surrogate; expected well-formed Unicode');
  }

  #unit(index: number, end: number): number {
    const unit = escapedUnit(this.bytes, index, end);
    if (unit === -1) throw this.#escapeError(index);
    return unit;
  }

  #escapeError(index: number): InvalidDataError {
    this.position = index;
    return this.error('invalid-json', 'an escape that JSON does not have');
  }

  /** Steps over a number: its value where it has no exponent and not too many digits, as with most, else its text. */
  number(): number | string {
    const { bytes, end } = this;
    const start = this.position;
    let index = start;
    const negative = bytes[index] === minus;
    if (negative) index++;
    const first = index;
    let value = 0;
    while (index < end && bytes[index]! >= zero && bytes[index]! <= nine) value = value * 10 + (bytes[index++]! - zero);
    const digitCount = index - first;
    const next = index < end ? bytes[index]! : 0;
    const integral = next !== 0x2e && next !== 0x65 && next !== 0x45;
    if (digitCount === 0 || (digitCount > 1 && bytes[first] === zero)) throw this.error('invalid-json', 'expected a JSON value');
    if (integral) {
      this.position = index;
      // Up to here no sum was rounded.
      return value <= Number.MAX_SAFE_INTEGER ? (negative ? -value : value) : decodeLatin1(bytes, start, index);
    }
    if (next === 0x2e) {
      const point = index++;
      while (index < end && bytes[index]! >= zero && bytes[index]! <= nine) value = value * 10 + (bytes[index++]! - zero);
      const placeCount = index - point - 1;
      if (placeCount > 0 && (index === end || !isNumberByte(bytes[index]!))) {
        this.position = index;
        value = digitCount + placeCount <= safeDigitCount ? value / powersOfTen[placeCount]! : readDecimal(bytes, first, point, index);
        if (!Number.isNaN(value)) return negative ? -value : value;
      }
    }
    while (index < end && isNumberByte(bytes[index]!)) index++;
    this.position = index;
    return decodeLatin1(bytes, start, index);
  }

  /** What the text of a number means. @throws InvalidDataError `invalid-json`, `number-out-of-range` */
  numberValue(text: string, start: number): number | bigint {
    try {
      return parseNumberLiteral(text);
    } catch (error) {
      this.position = start;
      throw error instanceof InvalidDataError ? this.error(error.code, error.reason) : error;
    }
  }

  /** An error at the current position, an index into `bytes`. */
  error(code: ErrorCode, reason: string): InvalidDataError {
    return new InvalidDataError(code, reason, { byteOffset: this.position });
  }
}

function isNumberByte(byte: number): boolean {
  return (byte >= zero && byte <= nine) || byte === 0x2e || byte === 0x65 || byte === 0x45 || byte === 0x2b || byte === minus;
}

/** The UTF-16 unit that the escape of six bytes at `index` stands for; -1 when there is none before `end`. */
export function escapedUnit(bytes: Uint8Array, index: number, end: number): number {
  let unit = 0;
  for (let digit = index + 2; digit < index + 6; digit++) {
    const value = digit < end ? hexValue(bytes[digit]!) : -1;
    if (value === -1) return -1;
    unit = unit * 16 + value;
  }
  return unit;
}

function hexValue(byte: number): number {
  if (byte >= zero && byte <= nine) return byte - zero;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Writes the UTF-8 of a code point (RFC 3629, section 3) and returns the index after it. */
export function writeCodePoint(target: Uint8Array, index: number, codePoint: number): number {
  if (codePoint < 0x80) {
    target[index++] = codePoint;
    return index;
  }
  const tailCount = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
  target[index++] = ([0, 0xc0, 0xe0, 0xf0][tailCount]! | (codePoint >> (6 * tailCount))) & 0xff;
  for (let tail = tailCount - 1; tail >= 0; tail--) target[index++] = 0x80 | ((codePoint >> (6 * tail)) & 0x3f);
  return index;
}
