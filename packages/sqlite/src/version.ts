/** A version of a database file, and the error of one that is another. */
import { SourceError } from '@datasig/core';

/** A version of a file at rest; plain data. */
export interface FileVersion {
  readonly byteLength: number;
  /** Nanoseconds since 1970, in digits. */
  readonly mtimeNs: string;
  /** Of the header, which SQLite raises with every commit outside WAL mode. */
  readonly changeCounter: number;
}

/** The error of a database that is no longer the one that was planned for. */
export function changed(shown: string): SourceError {
  return new SourceError('source-changed', `${shown} was written to while it was read, or since the run was planned; run again when nothing writes to it`, { context: { file: shown }, retryable: true });
}
