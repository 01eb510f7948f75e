/** JSON that people edit: read strictly, with the line and column of everything, so that a message can name the place. */
import { DatasigError } from '@datasig/core';

/** Where something begins; both count from 1, columns in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A value and where it stands. Objects and arrays hold such values again. */
export type JsonNode = TextPlace &
  (
    | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonNode> }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
  );

/** Deeper than any lock: what is refused before the stack ends. */
const depthLimit = 16;

/** The error for a place in the text. */
export function malformedAt({ line, column }: TextPlace, reason: string): DatasigError {
  return new DatasigError('lock-malformed', `line ${line}, column ${column}: ${reason}`, { context: { line, column } });
}

/** Parses JSON (RFC 8259). @throws DatasigError `lock-malformed`, also where an object has a name twice */
export function parseJsonText(text: string): JsonNode {
  const scanner = new Scanner(text);
  const node = scanner.value(1);
  scanner.end();
  return node;
}

class Scanner {
  readonly #text: string;
  #index = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** One value, with the white space around it. */
  value(depth: number): JsonNode {
    this.#skip();
    const place = this.#place();
    if (depth > depthLimit) throw malformedAt(place, `nested deeper than ${depthLimit} levels`);
    const first = this.#text[this.#index];
    const node: JsonNode = first === '{' ? this.#object(place, depth) : first === '[' ? this.#array(place, depth) : first === '"' ? { kind: 'text', value: this.#string(), ...place } : this.#word(place);
    this.#skip();
    return node;
  }

  end(): void {
    if (this.#index < this.#text.length) throw this.#unexpected('the end of the file');
  }

  #object(place: TextPlace, depth: number): JsonNode {
    const members = new Map<string, JsonNode>();
    this.#list('}', () => {
      const at = this.#place();
      if (this.#text[this.#index] !== '"') throw this.#unexpected('a name in double quotes');
      const name = this.#string();
      if (members.has(name)) throw malformedAt(at, `${JSON.stringify(name)} stands twice in one object`);
      this.#skip();
      this.#take(':');
      members.set(name, this.value(depth + 1));
    });
    return { kind: 'object', members, ...place };
  }

  #array(place: TextPlace, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#list(']', () => items.push(this.value(depth + 1)));
    return { kind: 'array', items, ...place };
  }

  /** What stands between brackets, with commas between. */
  #list(close: string, item: () => void): void {
    this.#index++;
    this.#skip();
    if (this.#text[this.#index] !== close) {
      item();
      while (this.#text[this.#index] === ',') {
        this.#index++;
        this.#skip();
        item();
      }
    }
    this.#take(close);
  }

  /** Not by a pattern: those run out of stack on texts of megabytes. */
  #string(): string {
    const start = this.#index;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    const value = parseString(this.#text.slice(start, end + 1));
    if (value === undefined) throw malformedAt(this.#place(), 'a text that is never closed, or holds a control character or an unknown escape');
    if (!value.isWellFormed()) throw malformedAt(this.#place(), 'a text holds half of a surrogate pair');
    this.#index = end + 1;
    return value;
  }

  #word(place: TextPlace): JsonNode {
    const token = this.#match(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9a-zA-Z.])|(?:true|false|null)(?![0-9a-zA-Z])/y);
    if (token === undefined) throw this.#unexpected('a value');
    this.#index += token.length;
    if (token === 'null') return { kind: 'null', ...place };
    if (token === 'true' || token === 'false') return { kind: 'boolean', value: token === 'true', ...place };
    return { kind: 'number', value: Number(token), ...place };
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index;
    return pattern.exec(this.#text)?.[0];
  }

  #take(character: string): void {
    if (this.#text[this.#index] !== character) throw this.#unexpected(character === ':' ? 'a colon' : `a comma or ${character}`);
    this.#index++;
  }

  #skip(): void {
    for (let unit = this.#text[this.#index]; unit === ' ' || unit === '\n' || unit === '\r' || unit === '\t'; unit = this.#text[this.#index]) {
      this.#index++;
      if (unit !== '\n') continue;
      this.#line++;
      this.#lineStart = this.#index;
    }
  }

  #place(): TextPlace {
    return { line: this.#line, column: this.#index - this.#lineStart + 1 };
  }

  #unexpected(expected: string): DatasigError {
    const isEnd = this.#index >= this.#text.length;
    const marks = /^(?:<<<<<<<|=======|>>>>>>>)/.test(this.#text.slice(this.#lineStart, this.#lineStart + 7)) ? '; a merge has left its marks' : '';
    return malformedAt(this.#place(), `expected ${expected}, got ${isEnd ? 'the end of the file' : 'something else'}${marks}`);
  }
}

function parseString(token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
