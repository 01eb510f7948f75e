/** The seam between datasets of files and where the files are: a disk, a server, a page that files were dropped on. */
import type { Json } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';

/** By what a change of a file shows: its size, and what else the store knows of it. Plain data, for descriptors. */
export interface FileVersion {
  readonly byteLength: number;
  readonly [mark: string]: Json;
}

/** A file in its store. */
export interface FileReference {
  /** Path inside the root with `/` between its segments: unique in the store. */
  readonly name: string;
  /** How messages call it. */
  readonly shown: string;
  /** Absent for streams, which are read once. */
  readonly version?: FileVersion;
}

/** A file at rest. */
export interface VersionedFile extends FileReference {
  readonly version: FileVersion;
}

/** A file that may hold data. */
export interface StoredFile extends FileReference {
  /** Named by the user, by a pattern or by a rule; not merely found in a folder. */
  readonly named: boolean;
  /** The part that it belongs to, where the connector knows. All files have one or none has. */
  readonly part?: string;
  /** The archive that it is in, with which its name begins: such a file is read from front to back. */
  readonly archive?: string;
}

/** An open file at rest. Whoever opens it closes it. */
export interface OpenedFile extends ByteSource {
  /** @throws SourceError `source-changed` when the file is another than the one that was planned for */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Bytes that come once, whose beginning can be looked at before. */
export interface OnceStream {
  /** The bytes from the beginning; they will come again. */
  peek(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** All bytes, once. @throws SourceError `source-unreadable` the second time */
  take(signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Where files are. Its errors are SourceErrors. */
export interface FileStore {
  /** How many files are opened at a time, where each is looked at only, or is one record. */
  readonly concurrency: number;
  /** How messages call the file of a name. */
  shownAs(name: string): string;
  /** The file of a name, beside those that the dataset was made of; undefined where there is none. */
  find(name: string): Promise<StoredFile | undefined>;
  /** Opens a file if it is still that version. */
  open(file: VersionedFile): Promise<OpenedFile>;
  /** The same stream at every call, for files without a version; absent where there are none. */
  stream?(file: FileReference): OnceStream;
}
