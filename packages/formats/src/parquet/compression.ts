/** Compression of pages (parquet-format, Compression.md). */
import { InvalidDataError } from '@datasig/core';
import type { Codec, Codecs } from '../codecs/index.ts';

/** Names by the numbers of `CompressionCodec`, and what decompresses them. */
const compressions: readonly { readonly name: string; readonly codec?: Codec }[] = [
  { name: 'UNCOMPRESSED' },
  { name: 'SNAPPY', codec: 'snappy' },
  { name: 'GZIP', codec: 'gzip' },
  { name: 'LZO' },
  { name: 'BROTLI', codec: 'brotli' },
  { name: 'LZ4', codec: 'lz4-block' },
  { name: 'ZSTD', codec: 'zstd' },
  { name: 'LZ4_RAW', codec: 'lz4-block' },
];
/** The number of no compression. */
export const uncompressed = 0;
const hadoopLz4 = 5;

/** What decompresses pages of a column; undefined where they are plain. @throws InvalidDataError `unsupported-codec` naming the codec */
export function codecFor(codec: number): Codec | undefined {
  const compression = compressions[codec];
  if (codec === uncompressed || compression?.codec !== undefined) return compression?.codec;
  const supported = compressions.filter(({ codec: known }) => known !== undefined).map(({ name }) => name);
  throw new InvalidDataError('unsupported-codec', `the column is compressed with ${compression?.name ?? `codec number ${codec}`}; Datasig reads ${supported.join(', ')} and uncompressed: write the file anew with one of them`);
}

/** The page's bytes. @throws InvalidDataError `corrupt-compression` unless they are exactly `byteLength` */
export function decompressPage(stored: Uint8Array, byteLength: number, codec: number, codecs: Codecs): Uint8Array {
  if (codec === uncompressed) {
    if (stored.length !== byteLength) throw new InvalidDataError('corrupt-compression', `an uncompressed page takes ${stored.length} bytes; its header says ${byteLength}`);
    return stored;
  }
  if (byteLength === 0) return new Uint8Array(0);
  if (codec === hadoopLz4) return decompressHadoop(stored, byteLength, codecs);
  return codecs.decompress(compressions[codec]!.codec!, stored, byteLength);
}

/** The deprecated LZ4: frames as Hadoop has them (two big-endian lengths, then a block), or one bare block. */
function decompressHadoop(stored: Uint8Array, byteLength: number, codecs: Codecs): Uint8Array {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const frames: { readonly start: number; readonly end: number; readonly byteLength: number }[] = [];
  let [position, total] = [0, 0];
  while (position + 8 <= stored.length) {
    const start = position + 8;
    const end = start + view.getUint32(position + 4);
    frames.push({ start, end, byteLength: view.getUint32(position) });
    total += view.getUint32(position);
    position = end;
  }
  if (position !== stored.length || total !== byteLength) return codecs.decompress('lz4-block', stored, byteLength);
  const bytes = new Uint8Array(byteLength);
  let length = 0;
  for (const frame of frames) {
    bytes.set(codecs.decompress('lz4-block', stored.subarray(frame.start, frame.end), frame.byteLength), length);
    length += frame.byteLength;
  }
  return bytes;
}
