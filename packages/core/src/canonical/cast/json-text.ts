/** JSON inside text, as strict as a JSON source (RFC 8259): what cells of CSV hold where a field is nested. */
import { InvalidDataError } from '../../errors.ts';
import { parseNumberLiteral } from '../number-literal.ts';
import { NumberLiteral } from '../value.ts';
import type { Value } from '../../spec/v1/batch.ts';

/** No value of a record stands deeper; also keeps the recursion short. */
const depthLimit = 64;
const whiteSpace = /[\t\n\r ]*/y;
const string = /"(?:[^"\\]|\\.)*"/sy;
const number = /-?[0-9][0-9.eE+-]*/y;
const word = /true|false|null/y;

/**
 * The value that a text holds; numbers come as `NumberLiteral`.
 *
 * @throws InvalidDataError `cast-failed`, `duplicate-key`, `lone-surrogate`, `number-out-of-range`, `depth-exceeded`
 */
export function parseJsonText(text: string): Value {
  const reader = new JsonReader(text);
  const value = reader.value(1);
  reader.end();
  return value;
}

class JsonReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Value {
    if (depth > depthLimit) throw new InvalidDataError('depth-exceeded', `values are nested deeper than ${depthLimit} levels`);
    switch (this.#peek()) {
      case '"':
        return this.#string();
      case '[':
        return this.#array(depth);
      case '{':
        return this.#object(depth);
      case 't':
      case 'f':
      case 'n': {
        const name = this.#match(word);
        return name === 'null' ? null : name === 'true';
      }
      default: {
        const literal = this.#match(number);
        this.#check(literal);
        return new NumberLiteral(literal);
      }
    }
  }

  end(): void {
    if (this.#peek() !== undefined) throw notJson();
  }

  #check(literal: string): void {
    try {
      parseNumberLiteral(literal);
    } catch (error) {
      throw error instanceof InvalidDataError && error.code === 'number-out-of-range' ? error : notJson();
    }
  }

  #string(): string {
    const text = parseString(this.#match(string));
    if (!text.isWellFormed()) throw new InvalidDataError('lone-surrogate', 'a text holds a lone UTF-16 surrogate');
    return text;
  }

  #array(depth: number): Value[] {
    const list: Value[] = [];
    this.#items(']', () => list.push(this.value(depth + 1)));
    return list;
  }

  /** Without prototype, so that every name is an ordinary one. */
  #object(depth: number): Value {
    const object = Object.create(null) as Record<string, Value>;
    this.#items('}', () => {
      if (this.#peek() !== '"') throw notJson();
      const name = this.#string();
      if (name in object) throw new InvalidDataError('duplicate-key', 'an object has the same name twice');
      if (this.#peek() !== ':') throw notJson();
      this.#position++;
      object[name] = this.value(depth + 1);
    });
    return object;
  }

  #items(close: string, item: () => void): void {
    this.#position++;
    if (this.#peek() === close) {
      this.#position++;
      return;
    }
    for (;;) {
      item();
      const next = this.#peek();
      if (next !== ',' && next !== close) throw notJson();
      this.#position++;
      if (next === close) return;
    }
  }

  /** The next character that is no white space. */
  #peek(): string | undefined {
    this.#match(whiteSpace);
    return this.#text[this.#position];
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) throw notJson();
    this.#position += match[0].length;
    return match[0];
  }
}

function parseString(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw notJson();
  }
}

function notJson(): InvalidDataError {
  return new InvalidDataError('cast-failed', 'cannot cast to a nested type: expected JSON (RFC 8259)');
}
