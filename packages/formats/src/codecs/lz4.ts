/** LZ4: blocks and frames (LZ4 block format; LZ4 frame format 1.6). Output never grows beyond what it is given. */
import { xxh32 } from './xxh32.ts';

const leastMatch = 4;
const extendedLength = 15;

/**
 * Decompresses one block.
 *
 * @throws RangeError unless `output` is filled exactly by the whole of `input`
 */
export function decompressLz4Block(input: Uint8Array, output: Uint8Array): void {
  if (decodeBlock(input, output, 0) !== output.length) throw new RangeError('the block is shorter than it should be');
}

/** Writes a block's bytes from `from` on, of which matches may refer to all before; gives where they end. */
function decodeBlock(input: Uint8Array, output: Uint8Array, from: number): number {
  let read = 0;
  let written = from;
  while (read < input.length) {
    const token = input[read++]!;
    let literalLength = token >>> 4;
    if (literalLength === extendedLength) {
      let byte;
      do {
        byte = byteAt(input, read++);
        literalLength += byte;
      } while (byte === 255);
    }
    if (literalLength > input.length - read || literalLength > output.length - written) throw new RangeError('literals go beyond the end');
    if (literalLength > 24) output.set(input.subarray(read, read + literalLength), written);
    else for (let index = 0; index < literalLength; index++) output[written + index] = input[read + index]!;
    read += literalLength;
    written += literalLength;
    // The last sequence has literals only.
    if (read === input.length) return written;
    const distance = byteAt(input, read) | (byteAt(input, read + 1) << 8);
    read += 2;
    let matchLength = (token & 0x0f) + leastMatch;
    if (matchLength === extendedLength + leastMatch) {
      let byte;
      do {
        byte = byteAt(input, read++);
        matchLength += byte;
      } while (byte === 255);
    }
    if (distance === 0 || distance > written) throw new RangeError('a match begins before the data');
    if (matchLength > output.length - written) throw new RangeError('a match goes beyond the end');
    if (matchLength > 24 && distance >= matchLength) output.copyWithin(written, written - distance, written - distance + matchLength);
    else for (let index = 0; index < matchLength; index++) output[written + index] = output[written - distance + index]!;
    written += matchLength;
  }
  if (input.length > 0) throw new RangeError('the block ends without literals');
  return written;
}

function byteAt(input: Uint8Array, index: number): number {
  const byte = input[index];
  if (byte === undefined) throw new RangeError('the data end too early');
  return byte;
}

const frameMagic = 0x184d2204;
const skippableMagic = 0x184d2a50;
const flag = { version: 0xc0, independent: 0x20, blockChecksum: 0x10, contentSize: 0x08, contentChecksum: 0x04, reserved: 0x02, dictionary: 0x01 } as const;
const uncompressed = 0x80000000;

/**
 * Decompresses frames, one after another; their checksums are checked.
 *
 * @throws RangeError unless `output` is filled exactly by the whole of `input`
 */
export function decompressLz4Frame(input: Uint8Array, output: Uint8Array): void {
  const reader = new Reader(input);
  let written = 0;
  do {
    const magic = reader.uint32();
    if ((magic & 0xfffffff0) >>> 0 === skippableMagic) reader.take(reader.uint32());
    else if (magic === frameMagic) written += decodeFrame(reader, output.subarray(written));
    else throw new RangeError('no frame begins here');
  } while (!reader.done);
  if (written !== output.length) throw new RangeError('the frames are shorter than they should be');
}

/** Gives the number of bytes written. */
function decodeFrame(reader: Reader, output: Uint8Array): number {
  const { flags, blockLimit, contentSize } = readDescriptor(reader);
  let written = 0;
  for (;;) {
    const size = reader.uint32();
    if (size === 0) break;
    const block = reader.take(size & ~uncompressed);
    if (block.length > blockLimit) throw new RangeError('a block is longer than the frame says');
    if ((flags & flag.blockChecksum) !== 0 && reader.uint32() !== xxh32(block)) throw new RangeError('the checksum of a block is wrong');
    const room = output.subarray(0, Math.min(output.length, written + blockLimit));
    if (size >= uncompressed) {
      room.set(block, written);
      written += block.length;
    } else if ((flags & flag.independent) === 0) {
      written = decodeBlock(block, room, written);
    } else {
      written += decodeBlock(block, room.subarray(written), 0);
    }
  }
  if (contentSize !== undefined && contentSize !== BigInt(written)) throw new RangeError('the content has another length than the frame says');
  if ((flags & flag.contentChecksum) !== 0 && reader.uint32() !== xxh32(output.subarray(0, written))) throw new RangeError('the checksum of the content is wrong');
  return written;
}

interface Descriptor {
  readonly flags: number;
  readonly blockLimit: number;
  readonly contentSize: bigint | undefined;
}

function readDescriptor(reader: Reader): Descriptor {
  const start = reader.position;
  const flags = reader.byte();
  if ((flags & flag.version) !== 0x40 || (flags & (flag.reserved | flag.dictionary)) !== 0) throw new RangeError('a frame of another version, or with a dictionary');
  const sizeCode = reader.byte();
  if ((sizeCode & 0x8f) !== 0 || sizeCode < 0x40) throw new RangeError('no valid block size');
  const contentSize = (flags & flag.contentSize) === 0 ? undefined : reader.uint64();
  const descriptor = reader.since(start);
  if (reader.byte() !== ((xxh32(descriptor) >>> 8) & 0xff)) throw new RangeError('the checksum of the frame is wrong');
  return { flags, blockLimit: 2 ** (8 + 2 * (sizeCode >>> 4)), contentSize };
}

/** Reads from bytes, never beyond them. */
class Reader {
  position = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.position === this.#bytes.length;
  }

  byte(): number {
    return byteAt(this.#bytes, this.position++);
  }

  uint32(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  uint64(): bigint {
    return BigInt(this.uint32()) | (BigInt(this.uint32()) << 32n);
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.position) throw new RangeError('the data end too early');
    this.position += length;
    return this.#bytes.subarray(this.position - length, this.position);
  }

  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.position);
  }
}
