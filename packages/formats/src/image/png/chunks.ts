/** The chunks of a PNG file (W3C PNG, third edition): order, lengths and checksums are held to. */
import { crc32 } from '../../codecs/crc32.ts';
import { invalidImage, unsupportedImage } from '../errors.ts';
import { type PngHeader, readPngHeader } from './header.ts';

/** What of a PNG file tells its pixels. All are views of the file. */
export interface PngChunks {
  readonly header: PngHeader;
  /** RGB triples. */
  readonly palette?: Uint8Array;
  /** The contents of `tRNS`. */
  readonly transparency?: Uint8Array;
  /** The zlib data, in pieces. */
  readonly data: readonly Uint8Array[];
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  readonly end: number;
}

const signatureLength = 8;

/**
 * Reads the chunks up to `IEND`; bytes after it count for nothing.
 *
 * @throws InvalidDataError `invalid-image`, `unsupported-image` for an animation
 */
export function readPngChunks(bytes: Uint8Array): PngChunks {
  const first = readChunk(bytes, signatureLength);
  if (first.type !== 'IHDR') throw invalidImage('PNG', 'does not begin with its header');
  const header = readPngHeader(first.data);
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  const data: Uint8Array[] = [];
  let previous = first;
  for (;;) {
    const chunk = readChunk(bytes, previous.end);
    switch (chunk.type) {
      case 'PLTE':
        assertPlace(palette === undefined && transparency === undefined && data.length === 0, chunk);
        palette = chunk.data;
        break;
      case 'tRNS':
        assertPlace(transparency === undefined && data.length === 0, chunk);
        transparency = chunk.data;
        break;
      case 'IDAT':
        assertPlace(data.length === 0 || previous.type === 'IDAT', chunk);
        data.push(chunk.data);
        break;
      case 'IEND':
        return { header, data, ...(palette !== undefined && { palette }), ...(transparency !== undefined && { transparency }) };
      default:
        checkOther(chunk);
    }
    previous = chunk;
  }
}

/** Chunks that say nothing of the pixels have a first letter in lower case. */
function checkOther(chunk: Chunk): void {
  if (chunk.type === 'acTL') throw unsupportedImage('the PNG image is animated, and a record holds one picture');
  assertPlace(chunk.type !== 'IHDR', chunk);
  if ((chunk.type.charCodeAt(0) & 0x20) === 0) throw unsupportedImage('the PNG image has a chunk that is needed to decode it and is not known');
}

function assertPlace(inPlace: boolean, { type }: Chunk): void {
  if (!inPlace) throw invalidImage('PNG', `has its ${type} chunk twice or in the wrong place`);
}

function readChunk(bytes: Uint8Array, start: number): Chunk {
  const dataStart = start + 8;
  if (dataStart + 4 > bytes.length) throw invalidImage('PNG', 'ends too early');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataEnd = dataStart + view.getUint32(start);
  if (dataEnd + 4 > bytes.length) throw invalidImage('PNG', 'ends too early');
  if (crc32(bytes.subarray(start + 4, dataEnd)) !== view.getUint32(dataEnd)) throw invalidImage('PNG', 'is damaged: the checksum of a chunk is wrong');
  return { type: String.fromCharCode(...bytes.subarray(start + 4, dataStart)), data: bytes.subarray(dataStart, dataEnd), end: dataEnd + 4 };
}
