/** Typed access to the members of untrusted JSON; every fault says which member and what was expected. */
import { parseBase64 } from '../canonical/cast/binary.ts';
import { DatasigError } from '../errors.ts';
import type { Json } from '../spec/v1/source.ts';

/** An object of untrusted JSON and where it stands in the file, such as `records.fields[3]`. */
export class Members {
  readonly path: string;
  readonly #value: { readonly [name: string]: Json };

  /** @throws DatasigError `fingerprint-malformed` when `value` is no object */
  constructor(value: Json | undefined, path: string) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed(path, 'an object');
    this.#value = value as { readonly [name: string]: Json };
    this.path = path;
  }

  /** The names present. */
  names(): string[] {
    return Object.keys(this.#value);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#value, name);
  }

  /** Any member, undefined where it is missing. */
  raw(name: string): Json | undefined {
    return this.has(name) ? this.#value[name] : undefined;
  }

  /** A string; where there is a pattern, `expected` says in words what it asks for. */
  string(name: string, pattern?: RegExp, expected = 'a string'): string {
    const value = this.raw(name);
    if (typeof value === 'string' && (pattern === undefined || pattern.test(value))) return value;
    throw this.#malformed(name, expected);
  }

  optionalString(name: string, pattern?: RegExp, expected?: string): string | undefined {
    return this.has(name) ? this.string(name, pattern, expected) : undefined;
  }

  /** A string or null. */
  nullableString(name: string, pattern: RegExp, expected: string): string | null {
    return this.raw(name) === null ? null : this.string(name, pattern, expected);
  }

  integer(name: string): number {
    const value = this.raw(name);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw this.#malformed(name, 'an integer');
  }

  /** A count as a decimal string. */
  count(name: string): bigint {
    return BigInt(this.string(name, /^(?:0|[1-9][0-9]{0,38})$/, 'a count: decimal digits in quotes'));
  }

  /** Bytes as padded base64. */
  bytes(name: string): Uint8Array {
    const bytes = parseBase64(this.string(name));
    if (bytes === undefined) throw this.#malformed(name, 'padded base64');
    return bytes;
  }

  object(name: string): Members {
    return new Members(this.raw(name), this.#pathOf(name));
  }

  /** The items of an array. */
  array(name: string): readonly Json[] {
    const value = this.raw(name);
    if (Array.isArray(value)) return value as readonly Json[];
    throw this.#malformed(name, 'an array');
  }

  /** The items of an array of objects. */
  objects(name: string): Members[] {
    return this.array(name).map((item, index) => new Members(item, `${this.#pathOf(name)}[${index}]`));
  }

  strings(name: string): string[] {
    return this.array(name).map((item, index) => {
      if (typeof item === 'string') return item;
      throw malformed(`${this.#pathOf(name)}[${index}]`, 'a string');
    });
  }

  /** Says that a member breaks a rule. */
  malformed(name: string, expected: string): DatasigError {
    return this.#malformed(name, expected);
  }

  #pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  #malformed(name: string, expected: string): DatasigError {
    return malformed(this.#pathOf(name), expected);
  }
}

function malformed(path: string, expected: string): DatasigError {
  return new DatasigError('fingerprint-malformed', `not a valid fingerprint: expected ${path === '' ? 'the file' : path} to be ${expected}`, { context: { member: path, expected } });
}
