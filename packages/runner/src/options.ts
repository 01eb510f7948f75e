/** Options and results of a run. */
import type { Fingerprint, FingerprinterOptions } from '@datasig/core';
import type { Progress } from './progress.ts';

/** How to fingerprint a source. */
export interface RunOptions extends Omit<FingerprinterOptions, 'untypedText' | 'declaredSchema'> {
  /** The dataset's name in the fingerprint; default: the source's own. */
  readonly name?: string;
  /** Ends the run within a second; what was checkpointed stays. */
  readonly signal?: AbortSignal;
  /** Called a few times a second, and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Threads to spread shards over, from 1; default: as many as the machine runs at a time. Used where the source says
   * how it is opened again (`Source.reopening`) and is large enough; any number gives the same fingerprint.
   */
  readonly threads?: number;
  /** Wanted size of a shard in bytes; default: files are cut only for checkpoints and threads. */
  readonly shardByteLength?: number;
  /**
   * Writes a checkpoint into this folder after each shard, and goes on from those of an interrupted run. They stay
   * until {@link RunResult.discardCheckpoints} is called.
   */
  readonly stateFolder?: string;
}

/** Something that the user should know, though the fingerprint is valid. */
export interface RunWarning {
  readonly code: 'no-records' | 'unknown-column' | 'source';
  readonly message: string;
}

/** What a run gives. */
export interface RunResult {
  readonly fingerprint: Fingerprint;
  readonly warnings: readonly RunWarning[];
  readonly statistics: RunStatistics;
  /** What is known of the bytes that were read; see `SourceDescription`. */
  readonly verified: 'full' | 'structural';
  /** Removes the run's checkpoints, and their folder when it is empty: to be called when the fingerprint is safe. */
  readonly discardCheckpoints: () => Promise<void>;
}

/** What a run did. */
export interface RunStatistics {
  readonly recordCount: number;
  /** Bytes read from the source in this run. */
  readonly byteLength: number;
  readonly elapsedMs: number;
  readonly shardCount: number;
  /** Shards that came from checkpoints. */
  readonly resumedShardCount: number;
  /** Threads that read shards; 1 may be the caller's own. */
  readonly threadCount: number;
  /** The kernel that ran: `wasm-simd`, or `reference` where the engine has no WebAssembly with SIMD. */
  readonly kernel: string;
}
