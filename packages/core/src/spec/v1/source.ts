/** Sources: datasets that can be described, cut into shards and read. */
import type { Batch, SchemaField } from './batch.ts';

/** JSON data: what shard descriptors are made of, so that they can go to other threads, processes and machines. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the user asked to open; structured-cloneable, so that another thread can open it again. */
export interface OpenRequest {
  /** Locations as given; relative paths are relative to `workingDirectory`. */
  readonly locations: readonly string[];
  /** Absolute path. */
  readonly workingDirectory: string;
  /** The connector's own options, as its page documents them. */
  readonly options: { readonly [name: string]: Json | undefined };
}

/** How another thread opens the source again; structured-cloneable. */
export interface Reopening {
  /** URL of the module whose default export is the connector: its `import.meta.url`. */
  readonly connector: string;
  readonly request: OpenRequest;
}

/** A named, versioned step of preparation: `select/1`, `rename/1`, `cast/1`, `cast-text/1`, or one of a connector. */
export interface Transform {
  readonly id: string;
  readonly [parameter: string]: Json;
}

/** What a source says of itself before a record is read. */
export interface SourceDescription {
  /** The dataset's name: the default for the fingerprint's name and file name. */
  readonly name: string;
  /** The connector's name, such as `files`. */
  readonly connector: string;
  /** Base name, or path inside the named folder or repository; never an absolute path, never credentials. */
  readonly location: string;
  readonly revision?: string;
  /** Fields as the source declares them, those of type `null` typed by their records; absent where only the records tell, or where parts differ. */
  readonly schema?: readonly SchemaField[];
  readonly recordCount?: number;
  /** Bytes that reading everything will consume: the measure of progress. */
  readonly byteLength?: number;
  /** Steps that the source takes itself before its records leave it, such as decoding images. */
  readonly transforms?: readonly Transform[];
  /**
   * Casts of text that the user asked the source to declare, as `formatCast` writes them, by the names that fields have
   * after renaming; the run makes them unless its preparation has others.
   */
  readonly textCasts?: Readonly<Record<string, string>>;
  /** What the user should know of how fields are read, a sentence each. */
  readonly warnings?: readonly string[];
  /** `full`: all bytes match digests from elsewhere. `structural`, the default: only what the format checks itself. */
  readonly verified?: 'full' | 'structural';
  readonly capabilities: SourceCapabilities;
}

/** What a source can do beyond being read once from front to back. */
export interface SourceCapabilities {
  /** Shards can be read again, in any order, by other processes: allows threads, checkpoints and resuming. */
  readonly reopenable: boolean;
  /** Reads only the columns that are asked for. */
  readonly columnSelection: boolean;
  /** Every value is text for want of types (CSV): an empty cell is null where it is cast to another type. */
  readonly untypedText: boolean;
  /** Reads over a network, where starting again is dear: the command keeps checkpoints unless it is told not to. */
  readonly remote?: boolean;
}

/** An independent piece of a source; structured-cloneable, stable in content and order, without credentials. */
export interface Shard {
  /** Unique in its source. */
  readonly id: string;
  /** Name of the part (split, table, image/label pair) that the shard belongs to. */
  readonly part?: string;
  /** Fields as this shard's part declares them, where the parts of a source differ; otherwise the description has them. */
  readonly schema?: readonly SchemaField[];
  /** Whether its records follow on those of the shard before it in one file, so that rows are counted on. */
  readonly continues?: boolean;
  /** What the source needs to read the shard again; names its file's size and version, so that a change shows. */
  readonly descriptor: Json;
  /** Bytes that reading it will consume. */
  readonly byteLength?: number;
  readonly recordCount?: number;
}

/** Options of {@link Source.shards}. */
export interface PlanOptions {
  /** Wanted size of a shard in bytes; a source cuts near it where it can. */
  readonly shardByteLength?: number;
  /**
   * How many read shards at the same time. Shards may then be larger than wanted, each less than half the share of a
   * reader in what is left, so that all end at about the same time with as few shards as can be.
   */
  readonly readerCount?: number;
  readonly signal?: AbortSignal;
}

/** Options of {@link Source.read}. */
export interface ReadOptions {
  /** Only these columns are wanted; a source without `columnSelection` may hand over more. */
  readonly columns?: readonly string[];
  /** Fields whose JSON numbers are to come as `NumberLiteral`, digits as written. */
  readonly numberLiterals?: readonly string[];
  /** Called with the number of bytes consumed since the last call (compressed bytes for compressed files). */
  readonly onBytes?: (byteLength: number) => void;
  readonly signal?: AbortSignal;
}

/** How several threads read one state of a source that may be written to meanwhile. */
export interface Snapshot {
  /** Begins anew: from now on the source reads the present state, whatever is written. Each thread's source does so. */
  begin(): Promise<void>;
  /** Whether nothing was written since before this source began: then all that began meanwhile read the same state. */
  isCurrent(): Promise<boolean>;
}

/**
 * A dataset that can be read. Required: `describe`, `shards`, `read`.
 *
 * @throws SourceError when it cannot be opened or read, InvalidDataError when its bytes break its format.
 */
export interface Source {
  readonly specVersion: 'v1';
  /** Where this is given and the source is `reopenable`, its shards are spread over threads. */
  readonly reopening?: Reopening;
  /**
   * Given, once the source is described, where it is not `reopenable` since it may be written to: its shards are spread
   * over threads that begin between two looks at which nothing was written. The shards are planned after that.
   */
  readonly snapshot?: Snapshot | undefined;
  describe(signal?: AbortSignal): Promise<SourceDescription>;
  /** All shards, in a stable order: the same data cut by the same options give the same list. */
  shards(options?: PlanOptions): Promise<readonly Shard[]>;
  /** The records of one shard. Ending the iteration early frees what was opened. */
  read(shard: Shard, options?: ReadOptions): AsyncIterable<Batch>;
  /**
   * Where in the whole source a position relative to one shard stands (file, line and byte offset made absolute).
   * Called for messages only, so it may read again.
   */
  locate?(shard: Shard, position: SourcePosition): Promise<SourcePosition>;
  /** Releases what the source holds open. */
  close?(): Promise<void>;
}

/** A place in a source; lines and rows count from 1, byte offsets from 0 in the decoded stream. */
export interface SourcePosition {
  readonly file?: string;
  readonly line?: number;
  readonly byteOffset?: number;
  readonly row?: number;
  readonly column?: string;
}
