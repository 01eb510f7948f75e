/** Strict reading of JSON documents that may come from anyone, within limits (RFC 8259, I-JSON where it says more). */
import { DatasigError, InvalidDataError } from '@datasig/core';
import type { JsonArrayNode, JsonMember, JsonNode, JsonObjectNode } from './json-node.ts';

/** Larger documents are refused before they are parsed. In bytes, or UTF-16 units. */
export const documentByteLimit: number = 64 * 1024 * 1024;
/** Values in one document. */
const valueLimit = 4_000_000;
/** Levels of arrays and objects. */
const depthLimit = 100;

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literals = { t: ['true', 'boolean'], f: ['false', 'boolean'], n: ['null', 'null'] } as const;
const byteOrderMark = 0xfeff;

/** The text of a document. @throws DatasigError `document-too-large`; InvalidDataError `invalid-utf8` */
export function decodeDocument(content: Uint8Array, file?: string): string {
  checkSize(content.length, file);
  try {
    // A byte order mark stays in the text, so that it stays in what is written.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw new InvalidDataError('invalid-utf8', 'the document is not UTF-8', at(file), { cause });
  }
}

/**
 * The value that a text is.
 *
 * @throws InvalidDataError `invalid-json`, `duplicate-key`, `lone-surrogate`, `depth-exceeded`; DatasigError `document-too-large`
 */
export function parseDocument(text: string, file?: string): JsonNode {
  checkSize(text.length, file);
  return new Parser(text, file).whole();
}

function checkSize(size: number, file: string | undefined): void {
  if (size <= documentByteLimit) return;
  throw new DatasigError('document-too-large', `${prefix(file)}the document has ${size} bytes; expected at most ${documentByteLimit}`, { context: { file } });
}

class Parser {
  readonly #text: string;
  readonly #file: string | undefined;
  #position = 0;
  #valueCount = 0;

  constructor(text: string, file: string | undefined) {
    this.#text = text;
    this.#file = file;
  }

  whole(): JsonNode {
    if (this.#text.charCodeAt(0) === byteOrderMark) this.#position = 1;
    this.#skipWhitespace();
    const value = this.#value(1);
    this.#skipWhitespace();
    if (this.#position < this.#text.length) throw this.#invalid('expected the end');
    return value;
  }

  #value(depth: number): JsonNode {
    if (++this.#valueCount > valueLimit) {
      throw new DatasigError('document-too-large', `${prefix(this.#file)}the document has more than ${valueLimit} values`, { context: { file: this.#file } });
    }
    const start = this.#position;
    const character = this.#text[start];
    if (character === '"') return { kind: 'string', value: this.#string(), start, end: this.#position };
    if (character === '{' || character === '[') {
      if (depth > depthLimit) throw this.#error('depth-exceeded', `nested deeper than ${depthLimit} levels`);
      return character === '{' ? this.#object(start, depth) : this.#array(start, depth);
    }
    if (character === 't' || character === 'f' || character === 'n') {
      const [word, kind] = literals[character];
      if (!this.#text.startsWith(word, start)) throw this.#invalid('expected a value');
      this.#position += word.length;
      return { kind, start, end: this.#position };
    }
    number.lastIndex = start;
    if (!number.test(this.#text)) throw this.#invalid('expected a value');
    this.#position = number.lastIndex;
    return { kind: 'number', start, end: this.#position };
  }

  #object(start: number, depth: number): JsonObjectNode {
    const members: JsonMember[] = [];
    const names = new Set<string>();
    this.#items('}', () => {
      const nameStart = this.#position;
      if (this.#text[nameStart] !== '"') throw this.#invalid('expected a name in quotes');
      const name = this.#string();
      if (names.has(name)) throw this.#error('duplicate-key', 'this name stands twice in one object', nameStart);
      names.add(name);
      const nameEnd = this.#position;
      this.#skipWhitespace();
      this.#expect(':');
      this.#skipWhitespace();
      members.push({ name, start: nameStart, nameEnd, value: this.#value(depth + 1) });
    });
    return { kind: 'object', members, start, end: this.#position };
  }

  #array(start: number, depth: number): JsonArrayNode {
    const items: JsonNode[] = [];
    this.#items(']', () => items.push(this.#value(depth + 1)));
    return { kind: 'array', items, start, end: this.#position };
  }

  #items(close: '}' | ']', readOne: () => void): void {
    this.#position++;
    this.#skipWhitespace();
    if (this.#text[this.#position] === close) {
      this.#position++;
      return;
    }
    for (;;) {
      readOne();
      this.#skipWhitespace();
      if (this.#text[this.#position] === close) break;
      this.#expect(',');
      this.#skipWhitespace();
    }
    this.#position++;
  }

  #string(): string {
    const start = this.#position;
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) throw this.#invalid('this text has no end', start);
    let value: string;
    try {
      value = JSON.parse(this.#text.slice(start, end + 1)) as string;
    } catch {
      throw this.#invalid('a text with an escape or a control character that JSON does not have', start);
    }
    if (!value.isWellFormed()) throw this.#error('lone-surrogate', 'a text holds a lone UTF-16 surrogate', start);
    this.#position = end + 1;
    return value;
  }

  /** Whether an odd number of backslashes stands before. A run of them is walked once for each quote behind it, so once. */
  #isEscaped(index: number): boolean {
    let before = index - 1;
    while (this.#text[before] === '\\') before--;
    return (index - before) % 2 === 0;
  }

  #expect(character: string): void {
    if (this.#text[this.#position] !== character) throw this.#invalid(`expected ${JSON.stringify(character)}`);
    this.#position++;
  }

  #skipWhitespace(): void {
    for (let unit = this.#text.charCodeAt(this.#position); unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09; unit = this.#text.charCodeAt(this.#position)) this.#position++;
  }

  #invalid(reason: string, position?: number): InvalidDataError {
    return this.#error('invalid-json', `not valid JSON: ${reason}`, position);
  }

  #error(code: 'invalid-json' | 'duplicate-key' | 'lone-surrogate' | 'depth-exceeded', reason: string, position: number = this.#position): InvalidDataError {
    const before = this.#text.slice(0, position);
    const line = before.split('\n').length;
    return new InvalidDataError(code, `${reason} (character ${position - before.lastIndexOf('\n')} of the line)`, { ...at(this.#file), line });
  }
}

function at(file: string | undefined): { readonly file?: string } {
  return file === undefined ? {} : { file };
}

function prefix(file: string | undefined): string {
  return file === undefined ? '' : `${file}: `;
}
