/** Takes elements as they pass, and attributes them to epochs. */
import type { SchemaField } from '@datasig/core/spec';
import type { Capture } from '../capture.ts';
import { Gatherer, type GatherOptions } from '../gather.ts';
import type { Epoch } from './epoch.ts';

/** Turns of the microtask queue, in which `data()` of every backend resolves that has nothing to wait for. */
const patientTurns = 16;
/** What takes longer than this was waited for. */
const promptMs = 0.5;
/** The consumer waits when more than this is not read yet: a backend may be slower to read than to train. */
const waitingByteLimit = 64 << 20;

/** What was recorded. */
export interface Recording {
  /** In the order in which they began. */
  readonly epochs: readonly Epoch[];
  /** What was pulled in none of them. */
  readonly outside: readonly Epoch[];
}

/** An error of its own ends the recording, not the training, and is thrown by `finish`. */
export class Recorder {
  readonly #gatherer: Gatherer;
  readonly #isBatch: boolean;
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
  #reading: Promise<void> = Promise.resolve();
  /** Whether the element before was read at once. */
  #isPrompt = false;
  #waitingCount = 0;
  #waitingByteLength = 0;
  #failure: { readonly error: unknown } | undefined;
  #isOver = false;

  constructor(reading: GatherOptions, makeEpoch: () => Epoch, onError?: (error: unknown) => void) {
    this.#gatherer = new Gatherer(reading);
    this.#isBatch = reading.isBatch;
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
    if (this.#current !== undefined) this.#closeLater(this.#current);
    this.#current = undefined;
  }

  trainEnd(): void {
    this.epochEnd();
    if (this.#between !== undefined) this.#outside.push(this.#between);
    this.#between = undefined;
  }

  /** Says which epoch an iterator's elements belong to: asked for each, since only what is pulled counts. */
  iteratorBegin(): () => Epoch {
    let own: Epoch | undefined;
    return () => {
      if (this.#current !== undefined) return this.#current;
      if (this.#hasCallbacks) return (this.#between ??= this.#makeEpoch());
      if (own === undefined) this.#iterated.push((own = this.#makeEpoch()));
      return own;
    };
  }

  /**
   * Begins to read an element before it is handed on; undefined where it is not recorded. Backends that have their
   * values at hand give them within some turns; what takes longer, as from a GPU, is held and read beside the consumer.
   */
  begin(element: unknown, epoch: Epoch): Capture | undefined {
    if (this.#isOver) return undefined;
    epoch.pulled();
    if (this.#failure !== undefined) return undefined;
    try {
      if (this.#schema.length === 0) this.#schema = this.#gatherer.schema(element);
      return this.#gatherer.begin(element);
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** Resolves when what was begun is read, or is not at hand. Never rejects. */
  wait(capture: Capture): Promise<unknown> {
    // Counting turns costs more than waiting for nothing does.
    return this.#isPrompt ? capture.done() : this.#waitShortly(capture);
  }

  async #waitShortly(capture: Capture): Promise<void> {
    for (let turn = 0; turn < patientTurns && !capture.isDone; turn++) await undefined;
  }

  /** Takes the element, which may be handed on then; what there is to wait for, where too much piles up. Never throws. */
  take(capture: Capture, epoch: Epoch): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    this.#isPrompt = capture.isDone && performance.now() - capture.begunMs <= promptMs;
    try {
      if (capture.isDone && this.#waitingCount === 0) {
        this.#add(capture, epoch);
        return undefined;
      }
      capture.hold();
      this.#enqueue(capture, epoch);
    } catch (error) {
      this.#fail(error);
    }
    return this.#waitingByteLength > waitingByteLimit ? this.#reading : undefined;
  }

  /** The dataset ended. Where that shows only when the next epoch pulls, it is the end of the one before. */
  reachedEnd(epoch: Epoch): void {
    if (this.#isOver) return;
    const before = epoch.elementCount === 0 ? this.#called[this.#called.indexOf(epoch) - 1] ?? (epoch === this.#between ? this.#called.at(-1) : undefined) : undefined;
    (before ?? epoch).reachedEnd();
    if (this.#iterated.includes(epoch)) this.#closeLater(epoch);
  }

  /** The dataset threw. */
  failed(epoch: Epoch): void {
    if (this.#isOver) return;
    epoch.failed();
  }

  /** Everything that was pulled, hashed. Elements that come later are not recorded. @throws the error of this side */
  async finish(): Promise<Recording> {
    this.trainEnd();
    this.#isOver = true;
    await this.#reading;
    try {
      this.#flush();
    } catch (error) {
      this.#fail(error);
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#called.length === 0 ? { epochs: this.#iterated, outside: this.#outside } : { epochs: this.#called, outside: [...this.#iterated, ...this.#outside] };
  }

  /** In the order in which they were pulled. */
  #enqueue(capture: Capture, epoch: Epoch): void {
    this.#waitingCount++;
    this.#waitingByteLength += capture.byteLength;
    this.#reading = this.#reading.then(() => this.#addLater(capture, epoch));
  }

  async #addLater(capture: Capture, epoch: Epoch): Promise<void> {
    try {
      await capture.done();
      if (this.#failure === undefined) this.#add(capture, epoch);
    } catch (error) {
      this.#fail(error);
    } finally {
      capture.release();
      this.#waitingCount--;
      this.#waitingByteLength -= capture.byteLength;
    }
  }

  /** A run may have many epochs, and each that is open takes memory. */
  #closeLater(epoch: Epoch): void {
    this.#reading = this.#closeAfter(this.#reading, epoch);
  }

  async #closeAfter(before: Promise<void>, epoch: Epoch): Promise<void> {
    await before;
    try {
      if (this.#gathering === epoch) this.#flush();
      if (this.#failure === undefined) epoch.close();
    } catch (error) {
      this.#fail(error);
    }
  }

  #add(capture: Capture, epoch: Epoch): void {
    if (this.#gathering !== epoch) this.#flush();
    this.#gathering = epoch;
    if (this.#isBatch) for (const batch of this.#gatherer.add(capture)) epoch.add(batch, this.#schema);
    else {
      const batch = this.#gatherer.addOne(capture);
      if (batch !== undefined) epoch.add(batch, this.#schema);
    }
  }

  #flush(): void {
    const rest = this.#failure === undefined ? this.#gatherer.rest() : undefined;
    if (rest !== undefined) this.#gathering!.add(rest, this.#schema);
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    try {
      this.#onError?.(error);
    } catch {
      // The training goes on whatever is done about the error, which `finish` throws.
    }
  }
}
