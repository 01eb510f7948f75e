/** Canonical prefix codes of lossless WebP (RFC 9649, section 3.7.2.1.1). */
import { invalidImage } from '../errors.ts';
import type { BitReader } from './bit-reader.ts';

const longestCode = 15;
/** Codes up to this length are looked up at once. */
const lookupBits = 8;
/** What three typed arrays take beside their contents. */
const objectByteLength = 512;
const lookupMask = (1 << lookupBits) - 1;

/** A prefix code ready to decode. */
export class PrefixCode {
  /** The symbol of a code that has only one, and takes no bits. */
  readonly #only: number | undefined;
  /** By the next 8 bits: symbol · 16 + length, or 0 for longer codes. */
  readonly #lookup: Uint16Array;
  /** How many symbols have a code of a length. */
  readonly #counts: Uint16Array;
  /** Symbols by length of code, then by value. */
  readonly #symbols: Uint16Array;

  /**
   * @param lengths the length of every symbol's code; 0 for none
   * @throws InvalidDataError `invalid-image` when the lengths make no complete code
   */
  constructor(lengths: Uint8Array) {
    this.#counts = new Uint16Array(longestCode + 1);
    for (const length of lengths) this.#counts[length]!++;
    this.#counts[0] = 0;
    this.#symbols = symbolsByLength(lengths, this.#counts);
    this.#only = this.#symbols.length === 1 ? this.#symbols[0] : undefined;
    if (this.#only === undefined && !isComplete(this.#counts)) throw invalidImage('WebP', 'is damaged: a prefix code is not complete');
    this.#lookup = this.#only === undefined ? lookupTable(this.#counts, this.#symbols) : new Uint16Array(0);
  }

  /** Memory that the code takes, about, in bytes. */
  get byteLength(): number {
    return objectByteLength + this.#lookup.byteLength + this.#symbols.byteLength + this.#counts.byteLength;
  }

  /** The next symbol. */
  read(reader: BitReader): number {
    if (this.#only !== undefined) return this.#only;
    const bits = reader.peek();
    const entry = this.#lookup[bits & lookupMask]!;
    if (entry === 0) return this.#readLong(bits, reader);
    reader.skip(entry & 15);
    return entry >> 4;
  }

  /** Bit by bit: the codes of one length are consecutive numbers. */
  #readLong(bits: number, reader: BitReader): number {
    let code = 0;
    let firstCode = 0;
    let firstIndex = 0;
    for (let length = 1; length <= longestCode; length++) {
      code |= (bits >>> (length - 1)) & 1;
      const count = this.#counts[length]!;
      if (code - firstCode < count) {
        reader.skip(length);
        return this.#symbols[firstIndex + code - firstCode]!;
      }
      firstIndex += count;
      firstCode = (firstCode + count) << 1;
      code <<= 1;
    }
    throw invalidImage('WebP', 'is damaged: bits that are no code');
  }
}

function symbolsByLength(lengths: Uint8Array, counts: Uint16Array): Uint16Array {
  const places = new Uint16Array(longestCode + 2);
  for (let length = 1; length <= longestCode; length++) places[length + 1] = places[length]! + counts[length]!;
  const symbols = new Uint16Array(places[longestCode + 1]!);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[places[length]!++] = symbol;
  });
  return symbols;
}

/** Whether every sequence of bits begins with exactly one code. */
function isComplete(counts: Uint16Array): boolean {
  let open = 1;
  for (let length = 1; length <= longestCode; length++) open = open * 2 - counts[length]!;
  return open === 0;
}

function lookupTable(counts: Uint16Array, symbols: Uint16Array): Uint16Array {
  const table = new Uint16Array(1 << lookupBits);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= lookupBits; length++) {
    for (let count = counts[length]!; count > 0; count--) {
      const entry = symbols[index++]! * 16 + length;
      for (let bits = reversed(code++, length); bits < table.length; bits += 1 << length) table[bits] = entry;
    }
    code <<= 1;
  }
  return table;
}

/** A code's first bit is its highest and comes first. */
function reversed(code: number, length: number): number {
  let bits = 0;
  for (let bit = 0; bit < length; bit++) bits |= ((code >> bit) & 1) << (length - 1 - bit);
  return bits;
}
