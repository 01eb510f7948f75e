/**
 * The compact protocol of Apache Thrift, as far as Parquet uses it.
 *
 * Untrusted bytes: time and memory are bounded by the number of bytes, which libraries' readers do not promise (a
 * varint of a million bytes, a list that claims 2^31 elements).
 */

/** A struct's fields by their ids. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** A value; integers of 64 bits are `bigint`, binary is a view of the bytes given. */
export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** The bytes end inside a value: more of them may help. */
export class ThriftEnd extends Error {}
/** The bytes are no value. */
export class ThriftError extends Error {}

/** Which fields to keep, by their ids: all below, or those named. The others are stepped over. */
export type Kept = true | { readonly [id: number]: Kept };

const depthLimit = 32;
const identifierLimit = 0x7fff;
/** Kept values take up to 200 bytes each, however few they take in the file. */
const valueLimit = 1 << 22;
const nothing: Kept = {};

/** Type codes of the compact protocol. */
const code = { stop: 0, true: 1, false: 2, i8: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9, set: 10, struct: 12 } as const;

/** Reads values from bytes. */
export class ThriftReader {
  position: number;
  readonly #bytes: Uint8Array;
  #valueCount = 0;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.position = position;
  }

  /** Reads a struct. @throws ThriftEnd, ThriftError */
  struct(kept: Kept): ThriftStruct {
    return this.#struct(kept, 0);
  }

  #struct(kept: Kept, depth: number): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    this.#fields(depth, (id, type) => {
      const below = kept === true ? kept : kept[id];
      if (below === undefined) this.#skip(type, depth);
      else fields.set(id, type === code.true || type === code.false ? type === code.true : this.#value(type, below, depth));
    });
    return fields;
  }

  /** Calls `take` where the value of a field begins. */
  #fields(depth: number, take: (id: number, type: number) => void): void {
    if (depth > depthLimit) throw new ThriftError('structs are nested too deep');
    for (let id = 0; ; ) {
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === code.stop) return;
      const delta = head >> 4;
      id = delta === 0 ? this.#integer() : id + delta;
      if (id > identifierLimit) throw new ThriftError('the number of a field has more than 16 bits');
      take(id, type);
    }
  }

  #skip(type: number, depth: number): void {
    switch (type) {
      case code.true:
      case code.false:
        return;
      case code.list:
      case code.set:
        return this.#elements(depth, (elementType) => (elementType === code.true || elementType === code.false ? void this.#byte() : this.#skip(elementType, depth + 1)));
      case code.struct:
        return this.#fields(depth + 1, (_, fieldType) => this.#skip(fieldType, depth + 1));
      default:
        this.#value(type, nothing, depth);
        this.#valueCount--;
    }
  }

  #value(type: number, kept: Kept, depth: number): ThriftValue {
    if (++this.#valueCount > valueLimit) throw new ThriftError(`there are more than ${valueLimit} values`);
    switch (type) {
      case code.i8:
        return (this.#byte() << 24) >> 24;
      case code.i16:
      case code.i32:
        return this.#integer();
      case code.i64:
        return this.#long();
      case code.double:
        return this.#double();
      case code.binary:
        return this.#take(this.#length());
      case code.list:
      case code.set:
        return this.#list(kept, depth);
      case code.struct:
        return this.#struct(kept, depth + 1);
      default:
        throw new ThriftError(`type ${type} is not used by Parquet`);
    }
  }

  #list(kept: Kept, depth: number): ThriftValue[] {
    const values: ThriftValue[] = [];
    this.#elements(depth, (type) => values.push(type === code.true || type === code.false ? this.#byte() === code.true : this.#value(type, kept, depth + 1)));
    return values;
  }

  /** Calls `take` where an element begins. */
  #elements(depth: number, take: (type: number) => void): void {
    if (depth > depthLimit) throw new ThriftError('lists are nested too deep');
    const head = this.#byte();
    const type = head & 0x0f;
    const length = head >> 4 === 15 ? this.#length() : head >> 4;
    // Every element takes a byte or more.
    if (length > this.#bytes.length - this.position) throw new ThriftEnd();
    for (let index = 0; index < length; index++) take(type);
  }

  #byte(): number {
    const byte = this.#bytes[this.position];
    if (byte === undefined) throw new ThriftEnd();
    this.position++;
    return byte;
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.position) throw new ThriftEnd();
    this.position += length;
    return this.#bytes.subarray(this.position - length, this.position);
  }

  #double(): number {
    const bytes = this.#take(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  }

  #length(): number {
    const length = this.#varint();
    if (length >= 1n << 31n) throw new ThriftError('a length is negative or over 2^31');
    return Number(length);
  }

  /** A zigzag integer of up to 32 bits. */
  #integer(): number {
    const low = this.#small();
    if (low !== undefined) return (low >>> 1) ^ -(low & 1);
    return Number(BigInt.asIntN(32, this.#long()));
  }

  #long(): bigint {
    const zigzag = this.#varint();
    return BigInt.asIntN(64, (zigzag >> 1n) ^ -(zigzag & 1n));
  }

  #varint(): bigint {
    const low = this.#small();
    if (low !== undefined) return BigInt(low);
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new ThriftError('an integer takes more than 10 bytes');
  }

  /** A varint of up to 4 bytes; undefined, and nothing read, where it is longer. */
  #small(): number | undefined {
    const start = this.position;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.position = start;
    return undefined;
  }
}
