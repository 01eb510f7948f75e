/** What a shard's descriptor holds: plain data from which another source of the same request reads the shard. */
import type { Json, Shard } from '@datasig/core/spec';
import type { Compression, GroupPiece, RowRange, StreamPiece } from '@datasig/formats';
import type { FileVersion } from './expand.ts';
import type { FormatName } from './options.ts';

/** A file inside the root. */
interface DescribedFile {
  /** Path inside the root with `/` between its segments, or `-`. */
  readonly name: string;
  /** Absent for streams. */
  readonly version?: FileVersion;
  readonly compression: Compression | null;
}

/** One file or a piece of it, rows of a pair of IDX files (images, then labels), or some files of an image folder. */
export interface ShardDescriptor {
  readonly format: FormatName;
  readonly files: readonly DescribedFile[];
  readonly piece?: StreamPiece | GroupPiece;
  readonly rows?: RowRange;
  /** Present where images are decoded. */
  readonly pixels?: true;
  /** Of images: one a file, absent where there are none. */
  readonly labels?: readonly (number | null)[];
}

/** As contract and transport see it. */
export function toJson(descriptor: ShardDescriptor): Json {
  return JSON.parse(JSON.stringify(descriptor)) as Json;
}

/** The descriptor of a shard that this connector planned. */
export function descriptorOf(shard: Shard): ShardDescriptor {
  return shard.descriptor as unknown as ShardDescriptor;
}
