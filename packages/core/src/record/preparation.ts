/**
 * Preparation: what is done to records before they are encoded. It is recorded in the file as transforms and is no
 * part of the UID (`docs/spec/records.md`, "Preparation").
 */
import { type Cast, castUntyped, castValue } from '../canonical/cast/cast.ts';
import { holdsDecimal } from '../canonical/cast/typed.ts';
import type { Value } from '../spec/v1/batch.ts';

/** Steps in the order in which they are taken: select, rename, null tokens, cast. */
export interface Preparation {
  /** The columns to keep, by their names in the source; absent = all. */
  readonly columns?: readonly string[];
  /** New names by old ones. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Texts that stand for null. */
  readonly nullTokens?: readonly string[];
  /** Casts by (new) name; every value of the field must be castable. */
  readonly casts?: Readonly<Record<string, Cast>>;
  /** Casts by (new) name of text values only, and of what JSON says less of: numbers that are decimal or float32, nested values. */
  readonly textCasts?: Readonly<Record<string, Cast>>;
}

/** Names in the source of fields whose JSON numbers are needed digit for digit: `ReadOptions.numberLiterals`. */
export function numberLiteralFields(preparation: Preparation): string[] {
  const oldNames = new Map(Object.entries(preparation.rename ?? {}).map(([from, to]) => [to, from]));
  const casts = { ...preparation.textCasts, ...preparation.casts };
  return Object.keys(casts).filter((name) => needsDigits(casts[name]!)).map((name) => oldNames.get(name) ?? name);
}

function needsDigits(cast: Cast): boolean {
  return cast.to === 'decimal' || (cast.to === 'type' && holdsDecimal(cast.type));
}

/** What happens to the values of one field. */
export class FieldPreparation {
  /** The field's name in the record. */
  readonly name: string;
  readonly nullTokens: readonly string[];
  readonly #cast: Cast | undefined;
  readonly #textCast: Cast | undefined;
  readonly #emptyIsNull: boolean;

  constructor(preparation: Preparation, sourceName: string, untypedText: boolean) {
    this.name = own(preparation.rename, sourceName) ?? sourceName;
    this.nullTokens = preparation.nullTokens ?? [];
    this.#cast = own(preparation.casts, this.name);
    this.#textCast = this.#cast === undefined ? own(preparation.textCasts, this.name) : undefined;
    this.#emptyIsNull = untypedText && this.casts;
  }

  /** Whether any value may become another by a cast. */
  get casts(): boolean {
    return this.#cast !== undefined || this.#textCast !== undefined;
  }

  /** The value as it is encoded. @throws InvalidDataError when it cannot be cast */
  apply(value: Value): Value {
    if (typeof value === 'string' && (this.nullTokens.includes(value) || (value === '' && this.#emptyIsNull))) return null;
    if (this.#cast !== undefined) return castValue(value, this.#cast);
    return this.#textCast === undefined ? value : castUntyped(value, this.#textCast);
  }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
