/** What a shard's descriptor holds: plain data from which another source of the same request reads the shard. */
import type { Json, Shard } from '@datasig/core/spec';
import type { Compression } from '../compression.ts';
import type { GroupPiece, StreamPiece } from '../format.ts';
import type { RowRange } from '../idx/read.ts';
import type { FileLinks } from './file-links.ts';
import type { DatasetFormat } from './format-name.ts';
import type { FileVersion } from './stored-file.ts';

/** A file inside the root. */
interface DescribedFile {
  readonly name: string;
  /** Absent for streams. */
  readonly version?: FileVersion;
  readonly compression: Compression | null;
}

/** One file or a piece of it, rows of a pair of IDX files (images, then labels), some files of a folder of images or audio, or rows of a metadata file. */
export interface ShardDescriptor {
  readonly format: DatasetFormat;
  readonly files: readonly DescribedFile[];
  readonly piece?: StreamPiece | GroupPiece;
  readonly rows?: RowRange;
  /** Present where records are read as the original Python tool serialises them. */
  readonly classic?: true;
  /** Present where images are decoded. */
  readonly pixels?: true;
  /** Of images and audio: one a file, absent where there are none. */
  readonly labels?: readonly (number | null)[];
  /** The text of the file beside it that tells what it holds, of formats that have one. */
  readonly companion?: string;
  /** Of a metadata file, which is the first file: the columns that name the others. */
  readonly links?: FileLinks;
}

/** As contract and transport see it. */
export function toJson(descriptor: ShardDescriptor): Json {
  return JSON.parse(JSON.stringify(descriptor)) as Json;
}

/** The descriptor of a shard that was planned here. */
export function descriptorOf(shard: Shard): ShardDescriptor {
  return shard.descriptor as unknown as ShardDescriptor;
}
