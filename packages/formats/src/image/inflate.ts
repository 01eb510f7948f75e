/** Zlib data (RFC 1950) of known size: never more memory than that size, checked by its checksum. */
import { unzlibSync } from 'fflate';
import { adler32 } from '../codecs/adler32.ts';
import { invalidImage } from './errors.ts';

/** No deflate data grow by more: 258 bytes from a length and a distance of one bit each (RFC 1951). */
export const inflateRatio = 1032;

/** What the decompressed size may be, in bytes. */
export interface SizeRange {
  readonly least: number;
  readonly most: number;
}

/**
 * Decompresses zlib data.
 *
 * @throws InvalidDataError `invalid-image` when they are damaged, or their size is out of range
 */
export function inflate(kind: string, compressed: Uint8Array, { least, most }: SizeRange): Uint8Array {
  if (compressed.length < 8 || least > compressed.length * inflateRatio) throw invalidImage(kind, 'has fewer pixels than its header says');
  const inflated = unzlib(kind, compressed, most);
  if (inflated.length < least) throw invalidImage(kind, 'has fewer pixels than its header says');
  if (inflated.length > most) throw invalidImage(kind, 'has more pixels than its header says');
  const checksum = new DataView(compressed.buffer, compressed.byteOffset + compressed.length - 4).getUint32(0);
  if (checksum !== adler32(inflated)) throw invalidImage(kind, 'is damaged: the checksum of its compressed data is wrong');
  return inflated;
}

/** One byte more than allowed has room, to show that there were too many; what is beyond is dropped by the library. */
function unzlib(kind: string, compressed: Uint8Array, most: number): Uint8Array {
  try {
    return unzlibSync(compressed, { out: new Uint8Array(most + 1) });
  } catch (cause) {
    throw invalidImage(kind, 'is damaged: its compressed data do not decompress', cause);
  }
}
