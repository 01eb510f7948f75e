/** Compressions inside files: one buffer or page at a time, whose decompressed length the file tells. */
import { InvalidDataError } from '@datasig/core';

/** A compression. `lz4-block` is without a frame around it, as Parquet's LZ4_RAW. */
export type Codec = 'gzip' | 'zstd' | 'brotli' | 'snappy' | 'lz4-block' | 'lz4-frame';

/** Decompressors. */
export interface Codecs {
  /**
   * The decompressed bytes, which belong to the caller; not more than `byteLength` is allocated for them.
   *
   * @throws InvalidDataError `corrupt-compression` unless exactly `byteLength` bytes come out
   */
  decompress(codec: Codec, input: Uint8Array, byteLength: number): Uint8Array;
}

/** A decompressor of one compression; what it throws and a result of another length mean damage. */
export type Decompressor = (input: Uint8Array, byteLength: number) => Uint8Array;

/** Puts decompressors together; any failure of theirs is an error about the data. */
export function codecsOf(decompressors: Partial<Readonly<Record<Codec, Decompressor>>>): Codecs {
  return {
    decompress(codec, input, byteLength) {
      const decompressor = decompressors[codec];
      if (decompressor === undefined) throw new TypeError(`the decompressor of ${codec} is not loaded`);
      let output: Uint8Array;
      try {
        output = decompressor(input, byteLength);
      } catch (cause) {
        throw new InvalidDataError('corrupt-compression', `the ${codec} data are damaged`, {}, { cause });
      }
      if (output.length !== byteLength) {
        throw new InvalidDataError('corrupt-compression', `the ${codec} data are damaged: expected ${byteLength} bytes in them, found ${output.length < byteLength ? output.length : 'more'}`);
      }
      return output;
    },
  };
}
