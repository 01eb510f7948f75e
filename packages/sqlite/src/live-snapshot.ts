/** How several connections come to read one state of a database that is written to. */
import type { Snapshot } from '@datasig/core/spec';
import type { SqliteDatabase } from './driver.ts';
import { loadDriver } from './load-driver.ts';
import type { DatabaseLocation } from './location.ts';
import { inDatabase } from './sqlite-error.ts';

/**
 * A second connection, never in a transaction, that sees each commit of others: `PRAGMA data_version` then gives another
 * number. What begins between two equal ones begins at the same state.
 */
export class CommitProbe {
  readonly #database: SqliteDatabase;
  readonly #shown: string;

  constructor({ path, shown }: DatabaseLocation, busyTimeoutMs: number) {
    this.#shown = shown;
    this.#database = inDatabase(shown, () => new (loadDriver().Database)(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }));
  }

  /** Comparable with what this probe gave before. */
  read(): number {
    return inDatabase(this.#shown, () => this.#database.prepare('PRAGMA data_version').pluck().get()) as number;
  }

  close(): void {
    this.#database.close();
  }
}

/** The state that a source reads. */
export class LiveSnapshot implements Snapshot {
  readonly #probe: CommitProbe;
  readonly #beginAnew: () => void;
  #version: number | undefined;

  /** @param beginAnew begins the source's transaction again */
  constructor(location: DatabaseLocation, busyTimeoutMs: number, beginAnew: () => void) {
    this.#probe = new CommitProbe(location, busyTimeoutMs);
    this.#beginAnew = beginAnew;
  }

  async begin(): Promise<void> {
    this.#version = this.#probe.read();
    this.#beginAnew();
  }

  async isCurrent(): Promise<boolean> {
    return this.#probe.read() === this.#version;
  }

  close(): void {
    this.#probe.close();
  }
}
