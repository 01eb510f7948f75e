/** A set of record digests in little memory: 32 bytes each, and a table of their places. */
import { recordDigestByteLength } from '@datasig/core';

const wordCount = recordDigestByteLength / 4;

/** Digests, each once, in the order in which they came. */
export class DigestSet {
  #count = 0;
  #words: Uint32Array = new Uint32Array(wordCount * 1024);
  /** Places plus one; 0 is free. At most half full. */
  #table: Uint32Array = new Uint32Array(2048);
  /** Chosen anew each time: who makes a list cannot choose digests that meet in the table. */
  readonly #seeds: Uint32Array = crypto.getRandomValues(new Uint32Array(wordCount)).map((seed) => seed | 1);
  readonly #wanted: Uint32Array = new Uint32Array(wordCount);

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds the digest at `offset`. */
  add(bytes: Uint8Array, offset = 0): void {
    const slot = this.#find(bytes, offset);
    if (this.#table[slot] !== 0) return;
    if (wordCount * (this.#count + 1) > this.#words.length) this.#grow();
    this.#words.set(this.#wanted, wordCount * this.#count++);
    this.#table[slot] = this.#count;
    if (2 * this.#count > this.#table.length) this.#rehash();
  }

  /** Whether the digest at `offset` is there. */
  has(bytes: Uint8Array, offset = 0): boolean {
    return this.#table[this.#find(bytes, offset)] !== 0;
  }

  /** All digests, one after the other, ascending: a new array. */
  toSorted(): Uint8Array {
    const bytes = new Uint8Array(recordDigestByteLength * this.#count);
    const view = new DataView(bytes.buffer);
    this.#order().forEach((from, to) => {
      for (let word = 0; word < wordCount; word++) view.setUint32(recordDigestByteLength * to + 4 * word, this.#words[wordCount * from + word]!);
    });
    return bytes;
  }

  /** Their places in ascending order: by the first bits and the place in one number each, which sorts natively, then where those bits are equal. */
  #order(): Uint32Array {
    const keys = BigUint64Array.from({ length: this.#count }, (_, place) => (BigInt(this.#words[wordCount * place]!) << 32n) | BigInt(place)).sort();
    const order = Uint32Array.from(keys, (key) => Number(key & 0xffff_ffffn));
    const first = (index: number): number => this.#words[wordCount * order[index]!]!;
    for (let start = 0, end = 1; start < order.length; start = end++) {
      while (end < order.length && first(end) === first(start)) end++;
      if (end - start > 1) order.subarray(start, end).sort((a, b) => this.#compare(a, b));
    }
    return order;
  }

  #compare(a: number, b: number): number {
    for (let word = 0; word < wordCount; word++) {
      const difference = this.#words[wordCount * a + word]! - this.#words[wordCount * b + word]!;
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** The slot where the digest is or would be. */
  #find(bytes: Uint8Array, offset: number): number {
    for (let word = 0, at = offset; word < wordCount; word++, at += 4) {
      this.#wanted[word] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    }
    let slot = this.#slotOf(this.#wanted, 0);
    while (this.#table[slot] !== 0 && !this.#isAt(this.#table[slot]! - 1)) slot = (slot + 1) & (this.#table.length - 1);
    return slot;
  }

  #isAt(place: number): boolean {
    for (let word = 0; word < wordCount; word++) if (this.#words[wordCount * place + word] !== this.#wanted[word]) return false;
    return true;
  }

  #slotOf(words: Uint32Array, start: number): number {
    let hash = 0;
    for (let word = 0; word < wordCount; word++) {
      hash = Math.imul(hash ^ words[start + word]!, this.#seeds[word]!);
      hash ^= hash >>> 15;
    }
    return hash & (this.#table.length - 1);
  }

  #grow(): void {
    const words = new Uint32Array(2 * this.#words.length);
    words.set(this.#words);
    this.#words = words;
  }

  #rehash(): void {
    this.#table = new Uint32Array(2 * this.#table.length);
    for (let place = 0; place < this.#count; place++) {
      let slot = this.#slotOf(this.#words, wordCount * place);
      while (this.#table[slot] !== 0) slot = (slot + 1) & (this.#table.length - 1);
      this.#table[slot] = place + 1;
    }
  }
}
