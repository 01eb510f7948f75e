/** An epoch on its way: what was pulled in it, and how it ended. */
import { Fingerprinter, type FingerprinterOptions, mergeSummaries, type Summary } from '@datasig/core';
import type { Batch, SchemaField } from '@datasig/core/spec';

/** How an epoch ended: at the end of the dataset, before it, or by an error of the dataset. */
export type EpochEnd = 'end-of-data' | 'stopped' | 'failed';

/** What was pulled from when an epoch began until it ended. */
export class Epoch {
  readonly #options: FingerprinterOptions;
  readonly #summaries: Summary[] = [];
  #fingerprinter: Fingerprinter | undefined;
  /** Elements that were handed on. */
  elementCount = 0;
  /** Whether the dataset ended, and nothing was pulled after that. */
  #isAtEnd = false;
  #hasFailed = false;

  constructor(options: FingerprinterOptions) {
    this.#options = options;
  }

  get end(): EpochEnd {
    if (this.#hasFailed) return 'failed';
    return this.#isAtEnd ? 'end-of-data' : 'stopped';
  }

  /** An element was handed on. */
  pulled(): void {
    this.elementCount++;
    this.#isAtEnd = false;
  }

  /** The dataset ended. */
  reachedEnd(): void {
    this.#isAtEnd = true;
  }

  /** The dataset threw. */
  failed(): void {
    this.#hasFailed = true;
  }

  /** Records that were pulled; all batches of a tap have one schema. @throws InvalidDataError */
  add(batch: Batch, declaredSchema: readonly SchemaField[]): void {
    this.#fingerprinter ??= new Fingerprinter({ ...this.#options, declaredSchema });
    this.#fingerprinter.add(batch);
  }

  /** Frees what is needed to add records; adding more begins anew. */
  close(): void {
    if (this.#fingerprinter !== undefined) this.#summaries.push(this.#fingerprinter.finish());
    this.#fingerprinter = undefined;
  }

  finish(): Summary {
    this.close();
    const [first = new Fingerprinter(this.#options).finish(), ...others] = this.#summaries;
    return others.length === 0 ? first : mergeSummaries([first, ...others]);
  }
}
