/** What a user says of datasets: `NAME=VALUE`, or a value for all of them. */
import { InvalidArgumentError } from '@datasig/core';

/** An option that may be repeated, and for one dataset or for all. */
export class DatasetValues {
  readonly #option: string;
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #common: readonly string[];

  private constructor(option: string, values: ReadonlyMap<string, readonly string[]>, common: readonly string[]) {
    this.#option = option;
    this.#values = values;
    this.#common = common;
  }

  /**
   * Reads the values of an option.
   *
   * @param names the datasets that there are; only these are looked for before an equals sign
   * @throws InvalidArgumentError where a value that belongs to one dataset does not say to which
   */
  static parse(option: string, texts: readonly string[] | undefined, names: readonly string[], { isCommon = false }: { readonly isCommon?: boolean } = {}): DatasetValues {
    const values = new Map<string, string[]>();
    const common: string[] = [];
    for (const text of texts ?? []) {
      const name = names.find((each) => text.startsWith(`${each}=`));
      if (name === undefined) common.push(text);
      else values.set(name, [...(values.get(name) ?? []), text.slice(name.length + 1)]);
    }
    if (common.length > 0 && !isCommon && names.length > 1) {
      throw wrong(option, `say of which dataset: ${option} NAME=${common[0]}, where NAME is one of ${names.map((name) => JSON.stringify(name)).join(', ')}`);
    }
    return new DatasetValues(option, values, common);
  }

  /** All values of a dataset. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? this.#common;
  }

  /** The one value of a dataset, if it has one. @throws InvalidArgumentError where it has several, or an empty one */
  one(name: string): string | undefined {
    const [value, ...others] = this.all(name);
    if (others.length > 0) throw wrong(this.#option, `${this.#option} is given twice for ${JSON.stringify(name)}; expected once`);
    if (value === '') throw wrong(this.#option, `${this.#option} is empty for ${JSON.stringify(name)}; leave it out, or give a value`);
    return value;
  }
}

const time = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)?$/;

/** A time in UTC to the second, as all formats take it. @throws InvalidArgumentError */
export function parseTime(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text === 'now') return `${new Date().toISOString().slice(0, 19)}Z`;
  const [, day, rest = 'T00:00:00Z'] = time.exec(text) ?? [];
  const value = `${day}${rest}`;
  // What is no day of the calendar comes back as another, or not at all.
  if (day !== undefined && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(day)) return value;
  throw wrong(option, `${option} ${JSON.stringify(text)}: expected a day or a time in UTC, such as 2026-01-31 or 2026-01-31T12:00:00Z`);
}

/** An address, absolute or relative. @throws InvalidArgumentError */
export function parseAddress(option: string, text: string | undefined): string | undefined {
  // What RFC 3987 has no place for.
  if (text === undefined || (/^[^\s\p{Cc}<>"{}|\\^`]+$/u.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text))) return text;
  throw wrong(option, `${option} ${JSON.stringify(text)}: expected a URL; write spaces as %20`);
}

/** A licence by its SPDX expression. @throws InvalidArgumentError */
export function parseLicense(option: string, text: string | undefined): string | undefined {
  if (text === undefined || /^[A-Za-z0-9.+:() -]+$/.test(text)) return text;
  throw wrong(option, `${option} ${JSON.stringify(text)}: expected an SPDX expression, such as CC-BY-4.0 or "MIT OR Apache-2.0"`);
}

function wrong(parameter: string, message: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', message, { context: { parameter } });
}
