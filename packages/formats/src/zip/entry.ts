/** A file in a zip archive, as its directory tells of it. Plain data: with it, the file is read without the directory. */

/** APPNOTE 6.3.10, section 4.3.12. */
export interface ZipEntry {
  /** Path with `/` between its segments. */
  readonly name: string;
  /** Of the file, decompressed. */
  readonly byteLength: number;
  readonly compressedByteLength: number;
  readonly isDeflated: boolean;
  /** Of the file, decompressed. */
  readonly crc32: number;
  /** Where its local header begins in the archive. */
  readonly offset: number;
  readonly nameByteLength: number;
  /** Of the name's bytes, which the local header repeats. */
  readonly nameCrc32: number;
}

/** What a local header has before the name. */
export const localHeaderByteLength = 30;
