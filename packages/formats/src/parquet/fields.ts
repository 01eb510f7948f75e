/** Typed access to the fields of Thrift structs: a field of another type than Parquet says is an error. */
import { decodeUtf8 } from '../utf8.ts';
import { invalidParquet } from './error.ts';
import type { ThriftStruct, ThriftValue } from './thrift.ts';

/** The fields of one struct, by the ids of `parquet.thrift`. */
export class Fields {
  readonly #what: string;
  readonly #fields: ThriftStruct;

  /** @param what the struct's name, for messages */
  constructor(what: string, fields: ThriftStruct) {
    this.#what = what;
    this.#fields = fields;
  }

  has(id: number): boolean {
    return this.#fields.has(id);
  }

  /** An integer of up to 32 bits. */
  integer(id: number): number {
    return this.#required(this.optionalInteger(id), id);
  }

  optionalInteger(id: number): number | undefined {
    return this.#typed(id, (value): value is number => Number.isInteger(value));
  }

  /** A size, count or offset of 64 bits: 0 or more, and exact as a number. */
  size(id: number): number {
    return this.#required(this.optionalSize(id), id);
  }

  optionalSize(id: number): number | undefined {
    const value = this.#typed(id, (each): each is bigint => typeof each === 'bigint');
    if (value === undefined) return undefined;
    if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalidParquet(`${this.#what}: field ${id} is ${value}; expected a size`);
    return Number(value);
  }

  optionalBoolean(id: number): boolean | undefined {
    return this.#typed(id, (value) => typeof value === 'boolean');
  }

  text(id: number): string {
    return this.#required(this.optionalText(id), id);
  }

  optionalText(id: number): string | undefined {
    const bytes = this.#typed(id, (value) => value instanceof Uint8Array);
    return bytes === undefined ? undefined : this.#decode(bytes, id);
  }

  /** A text that may be damaged without harm: undefined where it is missing or no UTF-8. */
  laxText(id: number): string | undefined {
    const value = this.#fields.get(id);
    try {
      return value instanceof Uint8Array ? decodeUtf8(value) : undefined;
    } catch {
      return undefined;
    }
  }

  texts(id: number): string[] {
    return this.#list(id).map((value) => {
      if (!(value instanceof Uint8Array)) throw this.#wrongType(id);
      return this.#decode(value, id);
    });
  }

  struct(id: number, what: string): Fields {
    return this.#required(this.optionalStruct(id, what), id);
  }

  optionalStruct(id: number, what: string): Fields | undefined {
    const value = this.#typed(id, (each): each is ThriftStruct => each instanceof Map);
    return value === undefined ? undefined : new Fields(what, value);
  }

  structs(id: number, what: string): Fields[] {
    return this.#list(id).map((value) => {
      if (!(value instanceof Map)) throw this.#wrongType(id);
      return new Fields(what, value as ThriftStruct);
    });
  }

  /** Of a union: the id of the member that is set; undefined for a member that this version does not know, or none. */
  member(): number | undefined {
    return [...this.#fields.keys()][0];
  }

  #list(id: number): readonly ThriftValue[] {
    return this.#required(this.#typed(id, (value): value is readonly ThriftValue[] => Array.isArray(value)), id);
  }

  #typed<T extends ThriftValue>(id: number, isType: (value: ThriftValue) => value is T): T | undefined {
    const value = this.#fields.get(id);
    if (value === undefined) return undefined;
    if (!isType(value)) throw this.#wrongType(id);
    return value;
  }

  #decode(bytes: Uint8Array, id: number): string {
    try {
      return decodeUtf8(bytes);
    } catch {
      throw invalidParquet(`${this.#what}: field ${id} is not valid UTF-8`);
    }
  }

  #required<T>(value: T | undefined, id: number): T {
    if (value === undefined) throw invalidParquet(`${this.#what}: field ${id} is missing`);
    return value;
  }

  #wrongType(id: number): Error {
    return invalidParquet(`${this.#what}: field ${id} has another type than the format says`);
  }
}
