/** Bits of a lossless WebP bitstream, the lowest of a byte first (RFC 9649, section 3.2). */
import { invalidImage } from '../errors.ts';

/** Reads bits; beyond the end they are zeros, until {@link BitReader.assertInside} is asked. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** In bits. */
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, at most 24, as a number. */
  read(count: number): number {
    const bits = this.peek() & ((1 << count) - 1);
    this.#position += count;
    return bits;
  }

  /** At least the next 24 bits, without going on. */
  peek(): number {
    const place = this.#position >>> 3;
    const bytes = this.#bytes;
    if (place + 4 > bytes.length) return this.#peekAtEnd(place);
    return (bytes[place]! | (bytes[place + 1]! << 8) | (bytes[place + 2]! << 16) | (bytes[place + 3]! << 24)) >>> (this.#position & 7);
  }

  /** Goes on by bits that were peeked at. */
  skip(count: number): void {
    this.#position += count;
  }

  /** @throws InvalidDataError `invalid-image` when more bits were read than there are */
  assertInside(): void {
    if (this.#position > this.#bytes.length * 8) throw invalidImage('WebP', 'ends too early');
  }

  #peekAtEnd(place: number): number {
    let bits = 0;
    for (let index = this.#bytes.length - 1; index >= place; index--) bits = (bits << 8) | this.#bytes[index]!;
    return bits >>> (this.#position & 7);
  }
}
