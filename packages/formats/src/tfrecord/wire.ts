/** The wire format of Protocol Buffers, as far as `tf.train.Example` needs it. */
import { invalidTfrecord } from './error.ts';

/** Wire types (Protocol Buffers, "Encoding"). */
export const wireTypes = { varint: 0, bytes: 2, fixed32: 5 } as const;

const varintByteLimit = 10;
/** Field numbers and lengths beyond are no record's that fits in memory. */
const smallByteLimit = 5;

/** Reads one message: `bytes[at, end)`. */
export class WireReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  /** Of the field that {@link next} came to. */
  field = 0;
  /** See {@link field}. */
  wireType = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Goes to the next field; false at the end. */
  next(): boolean {
    if (this.at >= this.end) return false;
    const tag = this.#small();
    this.field = tag >>> 3;
    this.wireType = tag & 7;
    return true;
  }

  /** The message or bytes that come next, for reading on their own; this reader goes on behind. */
  message(): WireReader {
    const byteLength = this.#small();
    const start = this.at;
    if (byteLength > this.end - start) throw broken();
    this.at = start + byteLength;
    return new WireReader(this.bytes, start, this.at);
  }

  /** The bytes that are left, as a view. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.at, this.end);
  }

  /** A varint as a 64-bit integer of two words at `2 index` of `words`, the low one first. */
  varint(words: Uint32Array, index: number): void {
    let low = 0;
    let high = 0;
    for (let count = 0; ; count++) {
      if (this.at >= this.end || count === varintByteLimit) throw broken();
      const byte = this.bytes[this.at++]!;
      const bits = byte & 0x7f;
      if (count < 4) low |= bits << (7 * count);
      else if (count === 4) {
        low |= bits << 28;
        high = bits >>> 4;
      } else if (count < 9) high |= bits << (7 * count - 32);
      // Of the tenth byte one bit has room.
      else if (bits > 1) throw broken();
      else high |= bits << 31;
      if (byte < 0x80) break;
    }
    words[2 * index] = low;
    words[2 * index + 1] = high;
  }

  #small(): number {
    let value = 0;
    for (let count = 0; count < smallByteLimit; count++) {
      if (this.at >= this.end) throw broken();
      const byte = this.bytes[this.at++]!;
      value += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) {
        if (value < 2 ** 32) return value;
        break;
      }
    }
    throw broken();
  }
}

/** A message that is none. */
export function broken(): Error {
  return invalidTfrecord('a record is no tf.train.Example: its Protocol Buffers encoding is broken');
}
