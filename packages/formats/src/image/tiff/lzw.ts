/** TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest bit first. */
import { invalidImage } from '../errors.ts';

const clearCode = 256;
const endCode = 257;
const firstCode = 258;
const codeLimit = 4096;

/** The string table, the same memory for every strip: entries are read only after they were written. */
const starts: Uint32Array = new Uint32Array(codeLimit);
const lengths: Uint32Array = new Uint32Array(codeLimit);

/**
 * Decompresses. A string of the table is a place and a length in what was written: every new one is the string
 * before and the byte that follows it there.
 *
 * @throws InvalidDataError `invalid-image` when the codes are no LZW, or give more than `most` bytes
 */
export function decompressLzw(packed: Uint8Array, most: number): Uint8Array {
  const bytes = new Uint8Array(most);
  let end = 0;
  let next = firstCode;
  let previousStart = 0;
  let previousLength = 0;
  let pending = 0;
  let pendingBits = 0;
  let isBegun = false;
  for (let place = 0; ;) {
    // One code early: the encoder's table is one entry ahead.
    const codeBits = next + 1 >= 2048 ? 12 : next + 1 >= 1024 ? 11 : next + 1 >= 512 ? 10 : 9;
    while (pendingBits < codeBits && place < packed.length) {
      pending = ((pending << 8) | packed[place++]!) & 0xffffff;
      pendingBits += 8;
    }
    // Some writers leave out the end code.
    if (pendingBits < codeBits) return bytes.subarray(0, end);
    pendingBits -= codeBits;
    const code = (pending >> pendingBits) & ((1 << codeBits) - 1);
    if (code === endCode) return bytes.subarray(0, end);
    if (code === clearCode) {
      next = firstCode;
      previousLength = 0;
      isBegun = true;
      continue;
    }
    const isKnown = code < clearCode || code < next;
    if (!isBegun || code > next || (!isKnown && previousLength === 0)) throw damaged();
    const length = code < clearCode ? 1 : isKnown ? lengths[code]! : previousLength + 1;
    if (end + length > most) throw damaged();
    if (code < clearCode) bytes[end] = code;
    // A string that is not known yet is the one before and its own first byte: the copy reads what it writes.
    else copyForward(bytes, isKnown ? starts[code]! : previousStart, end, length);
    if (previousLength > 0) {
      if (next === codeLimit) throw damaged();
      starts[next] = previousStart;
      lengths[next++] = previousLength + 1;
    }
    previousStart = end;
    previousLength = length;
    end += length;
  }
}

function copyForward(bytes: Uint8Array, from: number, to: number, length: number): void {
  for (let index = 0; index < length; index++) bytes[to + index] = bytes[from + index]!;
}

function damaged(): Error {
  return invalidImage('TIFF', 'is damaged: its compressed data do not decompress');
}
