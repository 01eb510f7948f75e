/** The compressions of TIFF strips and tiles: none, LZW, PackBits and Deflate (TIFF 6.0, sections 9 and 13; Adobe's technical note 2). */
import { invalidImage } from '../errors.ts';
import { inflate, inflateRatio, type SizeRange } from '../inflate.ts';
import { decompressLzw } from './lzw.ts';

/** How many times its size compressed data can grow at most. */
const largestRatios: Readonly<Record<number, number>> = { 1: 1, 5: 4096, 32773: 64 };

/** Whether `byteLength` bytes can give `least` bytes; to be asked before anything is allocated. */
export function canHold(byteLength: number, compression: number, least: number): boolean {
  return least <= byteLength * (largestRatios[compression] ?? inflateRatio);
}

/**
 * Decompresses a strip or tile into a buffer of its own.
 *
 * @throws InvalidDataError `invalid-image` when it is damaged, or its size is out of range
 */
export function decompressSegment(bytes: Uint8Array, compression: number, size: SizeRange): Uint8Array {
  const decompressed = decompress(bytes, compression, size);
  if (decompressed.length < size.least) throw invalidImage('TIFF', 'has fewer pixels than its tags say');
  return decompressed;
}

function decompress(bytes: Uint8Array, compression: number, size: SizeRange): Uint8Array {
  switch (compression) {
    case 1:
      // Not `slice`: a Buffer’s gives a view, and rows are changed in place.
      return new Uint8Array(bytes.subarray(0, size.most));
    case 5:
      return decompressLzw(bytes, size.most);
    case 32773:
      return unpackBytes(bytes, size.most);
    default:
      return inflate('TIFF', bytes, size);
  }
}

/** PackBits: a count n of 0 to 127 and n + 1 bytes, or of 129 to 255 and one byte 257 − n times; 128 is nothing. */
function unpackBytes(packed: Uint8Array, most: number): Uint8Array {
  const bytes = new Uint8Array(most);
  let end = 0;
  for (let place = 0; place < packed.length;) {
    const count = packed[place++]!;
    if (count === 128) continue;
    const length = count < 128 ? count + 1 : 257 - count;
    if (end + length > most || place + (count < 128 ? length : 1) > packed.length) throw invalidImage('TIFF', 'is damaged: its compressed data do not decompress');
    if (count < 128) bytes.set(packed.subarray(place, place + length), end);
    else bytes.fill(packed[place]!, end, end + length);
    place += count < 128 ? length : 1;
    end += length;
  }
  return bytes.subarray(0, end);
}
