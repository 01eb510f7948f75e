/**
 * Tokens of one line of ARFF, as Weka's tokenizer tells them apart: words, quoted texts and braces, between commas and
 * white space. What that tokenizer takes for two things by surprise, such as `don't`, is an error here.
 */
import { InvalidDataError } from '@datasig/core';
import { noBytes, withRoom } from '../grow.ts';
import { decodeLatin1 } from '../utf8.ts';
import { isBlank, unescapeQuoted } from './escapes.ts';

const comma = 0x2c;
const percent = 0x25;
const backslash = 0x5c;
const carriageReturn = 0x0d;

/** What a token is; a comment ends its line. */
export type TokenKind = 'word' | 'open' | 'close' | 'end';

/** Steps through `bytes[position, end)`, a line without its end. */
export class ArffTokens {
  /** The text of the word at hand: `textBytes[textStart, textEnd)`, valid until the next one. */
  textBytes: Uint8Array = noBytes;
  textStart = 0;
  textEnd = 0;
  quoted = false;
  /** Where the token at hand begins. */
  start = 0;
  /** Commas between the token before and the one at hand. */
  commaCount = 0;
  position = 0;
  #bytes: Uint8Array = noBytes;
  #end = 0;
  #scratch: Uint8Array = noBytes;

  /** Begins with another line. */
  reset(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.position = start;
    this.#end = end;
  }

  /** Goes on to the next token. @throws InvalidDataError with `byteOffset` as an index into the bytes */
  next(): TokenKind {
    this.#skip();
    const { position } = this;
    this.start = position;
    const byte = position < this.#end ? this.#bytes[position]! : percent;
    if (byte === percent) return 'end';
    if (byte === 0x7b || byte === 0x7d) {
      this.position++;
      return byte === 0x7b ? 'open' : 'close';
    }
    if (isQuote(byte)) this.#quotedText(byte);
    else this.#word();
    return 'word';
  }

  /** The text of the word at hand in Latin 1: for what is compared with ASCII. */
  latin1(): string {
    return decodeLatin1(this.textBytes, this.textStart, this.textEnd);
  }

  /** What follows on the line, a character a byte. */
  rest(): string {
    return decodeLatin1(this.#bytes, this.position, this.#end);
  }

  /** Whether the word at hand stands for a missing value. */
  get isMissing(): boolean {
    return !this.quoted && this.textEnd - this.textStart === 1 && this.textBytes[this.textStart] === 0x3f;
  }

  /** An error at the token at hand. */
  error(reason: string): InvalidDataError {
    return this.#error(reason, this.start);
  }

  #skip(): void {
    this.commaCount = 0;
    for (; this.position < this.#end; this.position++) {
      const byte = this.#bytes[this.position]!;
      if (byte === comma) this.commaCount++;
      else if (!isBlank(byte)) return;
    }
  }

  #word(): void {
    const { start } = this;
    const bytes = this.#bytes;
    let index = start;
    for (; index < this.#end && !isSeparator(bytes[index]!); index++) {
      const byte = bytes[index]!;
      if (isQuote(byte) || byte === percent) throw this.#error('a quote or % inside a value that is not quoted; quote the whole value', index);
      if (byte < 0x20) throw this.#error('a control character outside quotes', index);
    }
    this.#found(bytes, start, index, false);
    this.position = index;
  }

  #quotedText(quote: number): void {
    const bytes = this.#bytes;
    const start = this.start + 1;
    let escaped = false;
    let index = start;
    for (; index < this.#end && bytes[index] !== quote; index++) {
      if (bytes[index] === carriageReturn) throw this.#error('a line end inside quotes; write it \\r', index);
      if (bytes[index] !== backslash) continue;
      escaped = true;
      index++;
    }
    if (index >= this.#end) throw this.error('a quote that opens a value here is not closed on its line; line ends in values are written \\n');
    this.position = index + 1;
    const next = index + 1 < this.#end ? bytes[index + 1]! : comma;
    if (!isSeparator(next) && next !== percent) throw this.#error('text after the closing quote of a value; write \\ before quotes inside it', index + 1);
    if (!escaped) return this.#found(bytes, start, index, true);
    this.#scratch = withRoom(this.#scratch, 2 * (index - start));
    this.#found(this.#scratch, 0, unescapeQuoted(bytes, start, index, this.#scratch), true);
  }

  #found(bytes: Uint8Array, start: number, end: number, quoted: boolean): void {
    this.textBytes = bytes;
    this.textStart = start;
    this.textEnd = end;
    this.quoted = quoted;
  }

  #error(reason: string, index: number): InvalidDataError {
    return new InvalidDataError('invalid-arff', reason, { byteOffset: index });
  }
}

function isQuote(byte: number): boolean {
  return byte === 0x22 || byte === 0x27;
}

function isSeparator(byte: number): boolean {
  return byte === comma || isBlank(byte) || byte === 0x7b || byte === 0x7d;
}
