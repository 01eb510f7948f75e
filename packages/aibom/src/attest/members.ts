/** Typed access to the members of a bundle or statement; every fault says which member and what was expected. */
import { DatasigError, parseBase64 } from '@datasig/core';
import type { Json } from '@datasig/core/spec';

/** An object of untrusted JSON and where it stands, such as `predicate.fingerprint`. */
export class Members {
  readonly path: string;
  readonly #value: { readonly [name: string]: Json };

  /** @throws DatasigError `attestation-malformed` when `value` is no object */
  constructor(value: Json | undefined, path: string) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed(path, 'an object');
    this.#value = value as { readonly [name: string]: Json };
    this.path = path;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#value, name);
  }

  raw(name: string): Json | undefined {
    return this.has(name) ? this.#value[name] : undefined;
  }

  /** Refuses members of other names: parsers of other programs may take them for one of these. */
  only(...names: readonly string[]): this {
    for (const name of Object.keys(this.#value)) if (!names.includes(name)) throw malformed(this.path, `an object of ${names.join(', ')} and nothing else`);
    return this;
  }

  /** Exactly one of `names`. */
  oneOf(...names: readonly string[]): string {
    const present = names.filter((name) => this.has(name));
    if (present.length !== 1) throw malformed(this.path, `an object with one of ${names.join(', ')}`);
    return present[0]!;
  }

  string(name: string, pattern?: RegExp, expected = 'a string'): string {
    const value = this.raw(name);
    if (typeof value === 'string' && value.isWellFormed() && (pattern === undefined || pattern.test(value))) return value;
    throw malformed(this.#pathOf(name), expected);
  }

  optionalString(name: string): string | undefined {
    return this.has(name) ? this.string(name) : undefined;
  }

  nullableString(name: string, pattern: RegExp, expected: string): string | null {
    return this.raw(name) === null ? null : this.string(name, pattern, expected);
  }

  /** Bytes as padded base64 of the standard alphabet: one text a value. */
  bytes(name: string): Uint8Array {
    const bytes = parseBase64(this.string(name));
    if (bytes === undefined) throw malformed(this.#pathOf(name), 'base64 with padding (RFC 4648, section 4)');
    return bytes;
  }

  object(name: string): Members {
    return new Members(this.raw(name), this.#pathOf(name));
  }

  /** The objects of an array of `least` to `most` items. */
  objects(name: string, least: number, most: number): Members[] {
    const value = this.raw(name);
    if (!Array.isArray(value) || value.length < least || value.length > most) throw malformed(this.#pathOf(name), `an array of ${least === most ? `exactly ${most}` : `${least} to ${most}`}`);
    return (value as readonly Json[]).map((item, index) => new Members(item, `${this.#pathOf(name)}[${index}]`));
  }

  /** An array of at most `most` strings. */
  strings(name: string, most: number): string[] {
    const value = this.raw(name);
    const isList = Array.isArray(value) && value.length <= most && value.every((item) => typeof item === 'string' && item.isWellFormed());
    if (!isList) throw malformed(this.#pathOf(name), `an array of at most ${most} strings`);
    return [...(value as readonly string[])];
  }

  #pathOf(name: string): string {
    return `${this.path}.${name}`;
  }
}

/** Says that something breaks a rule. */
export function malformed(path: string, expected: string): DatasigError {
  return new DatasigError('attestation-malformed', `not a valid attestation: expected ${path} to be ${expected}`, { context: { member: path, expected } });
}
