/** Takes elements as they pass: reads and hashes them beside the consumer, who waits only where too much would pile up. */
import type { SchemaField } from '@datasig/core/spec';
import { Gatherer, type GatherOptions, type Group } from '../gather.ts';
import type { Epoch } from './epoch.ts';

/** The consumer waits when more than this is not hashed yet: a backend may be slower to read than to train. */
const waitingByteLimit = 64 << 20;

/** What was recorded. */
export interface Recording {
  /** In the order in which they began. */
  readonly epochs: readonly Epoch[];
  /** What was pulled in none of them. */
  readonly outside: readonly Epoch[];
}

/** Attributes elements to epochs. An error of its own ends the recording, not the training, and is thrown by `finish`. */
export class Recorder {
  readonly #gatherer: Gatherer;
  readonly #makeEpoch: () => Epoch;
  readonly #onError: ((error: unknown) => void) | undefined;
  /** Of iterators that were pulled while no callback said what an epoch is. */
  readonly #iterated: Epoch[] = [];
  readonly #called: Epoch[] = [];
  #hasCallbacks = false;
  #current: Epoch | undefined;
  /** What is pulled ahead between two epochs belongs to the next. */
  #between: Epoch | undefined;
  readonly #outside: Epoch[] = [];
  #schema: readonly SchemaField[] = [];
  #gathering: Epoch | undefined;
  #hashing: Promise<void> = Promise.resolve();
  #waitingByteLength = 0;
  #failure: { readonly error: unknown } | undefined;
  #isOver = false;

  constructor(reading: GatherOptions, makeEpoch: () => Epoch, onError?: (error: unknown) => void) {
    this.#gatherer = new Gatherer(reading);
    this.#makeEpoch = makeEpoch;
    this.#onError = onError;
  }

  /** From now on epochs are those of the callbacks. */
  trainBegin(): void {
    this.#hasCallbacks = true;
  }

  epochBegin(): void {
    this.#hasCallbacks = true;
    this.epochEnd();
    this.#current = this.#between ?? this.#makeEpoch();
    this.#between = undefined;
    this.#called.push(this.#current);
  }

  epochEnd(): void {
    this.#current = undefined;
    this.#flush();
  }

  trainEnd(): void {
    this.epochEnd();
    if (this.#between !== undefined) this.#outside.push(this.#between);
    this.#between = undefined;
  }

  /** A new iterator was pulled for the first time: an epoch, where no callback says otherwise. */
  iteratorBegin(): () => Epoch {
    let own: Epoch | undefined;
    return () => {
      if (this.#current !== undefined) return this.#current;
      if (this.#hasCallbacks) return (this.#between ??= this.#makeEpoch());
      if (own === undefined) this.#iterated.push((own = this.#makeEpoch()));
      return own;
    };
  }

  /** Begins to read an element before it is handed on. Never throws. */
  pulled(element: unknown, epoch: Epoch): void {
    if (this.#isOver) return;
    epoch.pulled();
    if (this.#failure !== undefined) return;
    try {
      if (this.#gathering !== epoch) this.#flush();
      this.#gathering = epoch;
      if (this.#schema.length === 0) this.#schema = this.#gatherer.schema(element);
      this.#gatherer.add(element);
      if (this.#gatherer.isFull) this.#flush();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The dataset ended. Where that shows only when the next epoch pulls, it is the end of the one before. */
  reachedEnd(epoch: Epoch): void {
    if (this.#isOver) return;
    const before = epoch.elementCount === 0 ? this.#called[this.#called.indexOf(epoch) - 1] ?? (epoch === this.#between ? this.#called.at(-1) : undefined) : undefined;
    (before ?? epoch).reachedEnd();
    this.#flush();
  }

  /** The dataset threw. */
  failed(epoch: Epoch): void {
    if (this.#isOver) return;
    epoch.failed();
    this.#flush();
  }

  /** What the consumer has to wait for; usually nothing. */
  get backlog(): Promise<void> | undefined {
    return this.#waitingByteLength > waitingByteLimit ? this.#hashing : undefined;
  }

  /** Everything that was pulled, hashed. Elements that come later are not recorded. @throws the error of this side */
  async finish(): Promise<Recording> {
    this.trainEnd();
    this.#isOver = true;
    await this.#hashing;
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#called.length === 0 ? { epochs: this.#iterated, outside: this.#outside } : { epochs: this.#called, outside: [...this.#iterated, ...this.#outside] };
  }

  #flush(): void {
    const epoch = this.#gathering;
    if (epoch === undefined) return;
    this.#gathering = undefined;
    const group = this.#gatherer.take();
    this.#waitingByteLength += group.byteLength;
    this.#hashing = this.#hashing.then(() => this.#hash(group, epoch));
  }

  async #hash(group: Group, epoch: Epoch): Promise<void> {
    try {
      if (this.#failure === undefined) for await (const batch of group.batches()) epoch.add(batch, this.#schema);
    } catch (error) {
      this.#fail(error);
    } finally {
      group.release();
      this.#waitingByteLength -= group.byteLength;
    }
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    this.#gatherer.take().release();
    this.#onError?.(error);
  }
}
