/** The written form of logical types: `list<integer>`, `struct{a: text}`, `map<text,integer>`, `tensor<uint8,[28,28]>`. */
import { DatasigError } from '../errors.ts';
import { tensorDtypes } from './tensor.ts';
import type { LogicalType, ScalarType, SchemaField, TensorDtype } from '../spec/v1/batch.ts';

const scalarTypes: readonly ScalarType[] = [
  'null', 'integer', 'float32', 'float64', 'decimal', 'text', 'bytes', 'bool', 'timestamp', 'date', 'time', 'duration', 'uuid', 'mixed',
];
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Deeper types are not written by any version: records end at 64. */
const depthLimit = 64;

/** Writes a type. */
export function formatType(type: LogicalType): string {
  switch (type.type) {
    case 'list':
      return `list<${formatType(type.element)}>`;
    case 'map':
      return `map<${formatType(type.key)},${formatType(type.value)}>`;
    case 'struct':
      return `struct{${type.fields.map((field) => `${formatName(field.name)}: ${formatType(field.type)}`).join(', ')}}`;
    case 'tensor':
      return type.shape === null ? `tensor<${type.dtype}>` : `tensor<${type.dtype},[${type.shape.join(',')}]>`;
    default:
      return type.type;
  }
}

function formatName(name: string): string {
  return plainName.test(name) ? name : JSON.stringify(name);
}

/** Reads a type. @throws DatasigError `fingerprint-malformed` */
export function parseType(text: string): LogicalType {
  const reader = new TypeReader(text);
  const type = reader.type(1);
  reader.end();
  return type;
}

class TypeReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  type(depth: number): LogicalType {
    if (depth > depthLimit) throw this.#malformed();
    const word = this.#match(/[a-z0-9]+/y);
    switch (word) {
      case 'list':
        return { type: 'list', element: this.#enclosed('<', '>', () => this.type(depth + 1)) };
      case 'map':
        return this.#enclosed('<', '>', () => ({ type: 'map', key: this.type(depth + 1), value: (this.#expect(','), this.type(depth + 1)) }));
      case 'struct':
        return { type: 'struct', fields: this.#enclosed('{', '}', () => this.#fields(depth)) };
      case 'tensor':
        return this.#enclosed('<', '>', () => this.#tensor());
      default:
        if (scalarTypes.includes(word as ScalarType)) return { type: word as ScalarType };
        throw this.#malformed();
    }
  }

  end(): void {
    if (this.#position !== this.#text.length) throw this.#malformed();
  }

  #fields(depth: number): SchemaField[] {
    const fields: SchemaField[] = [];
    while (this.#text[this.#position] !== '}') {
      if (fields.length > 0) this.#expect(', ');
      const name = this.#name();
      this.#expect(': ');
      fields.push({ name, type: this.type(depth + 1) });
    }
    return fields;
  }

  #name(): string {
    if (this.#text[this.#position] !== '"') return this.#match(/[A-Za-z_][A-Za-z0-9_]*/y);
    const quoted = this.#match(/"(?:[^"\\]|\\.)*"/sy);
    try {
      return JSON.parse(quoted) as string;
    } catch {
      throw this.#malformed();
    }
  }

  #tensor(): LogicalType {
    const dtype = this.#match(/[a-z0-9]+/y) as TensorDtype;
    if (!tensorDtypes.includes(dtype)) throw this.#malformed();
    if (this.#text[this.#position] !== ',') return { type: 'tensor', dtype, shape: null };
    this.#expect(',');
    const shape = this.#match(/\[(?:(?:0|[1-9]\d{0,14})(?:,(?:0|[1-9]\d{0,14}))*)?\]/y);
    return { type: 'tensor', dtype, shape: JSON.parse(shape) as number[] };
  }

  #enclosed<T>(open: string, close: string, read: () => T): T {
    this.#expect(open);
    const value = read();
    this.#expect(close);
    return value;
  }

  #expect(token: string): void {
    if (!this.#text.startsWith(token, this.#position)) throw this.#malformed();
    this.#position += token.length;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) throw this.#malformed();
    this.#position += match[0].length;
    return match[0];
  }

  #malformed(): DatasigError {
    return new DatasigError('fingerprint-malformed', `a field's type cannot be read at character ${this.#position}`, { context: { type: this.#text.slice(0, 200) } });
  }
}
