/** A place for one dataset: empty, being read, fingerprinted or failed. */
import { DatasigError, type Fingerprint, readFingerprint } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import type { Progress, RunStatistics } from '@datasig/runner/web';
import { type Signal, signal } from '@preact/signals';
import { areFingerprints, type Chosen } from '../input/chosen.ts';
import { isDatabase } from '../input/database-name.ts';
import { plainSettings, type Settings, toPreparation } from '../input/settings.ts';
import { toFailure } from '../run/failure.ts';
import type { HubInput, RunInput } from '../run/input.ts';
import type { Failure } from '../run/protocol.ts';
import { run, RunFailure } from '../run/run.ts';
import { announce } from './announcer.ts';

/** Data that the page can read again, with other settings. */
export interface Reading {
  readonly kind: 'data';
  /** How the command names it. */
  readonly argument: string;
  readonly input: RunInput;
  readonly settings: Settings;
}

/** A fingerprint that was made elsewhere. */
interface GivenFile {
  readonly kind: 'fingerprint';
  readonly argument: string;
}

/** Where a dataset comes from. */
export type Origin = Reading | GivenFile;

/** A fingerprint and what is known of its making. */
export interface Made {
  readonly kind: 'done';
  readonly origin: Origin;
  readonly fingerprint: Fingerprint;
  /** The fingerprint file. */
  readonly text: string;
  readonly warnings: readonly string[];
  readonly statistics?: RunStatistics;
  /** Fields as they are in the data, before columns were chosen. */
  readonly fields: readonly SchemaField[];
}

/** What is in the place. */
export type SlotState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading'; readonly origin: Origin; readonly progress?: Progress }
  | { readonly kind: 'failed'; readonly origin: Origin; readonly failure: Failure; readonly fields: readonly SchemaField[] }
  | Made;

/** A place for one dataset. */
export class Slot {
  readonly label: string;
  readonly state: Signal<SlotState> = signal({ kind: 'empty' });
  #canceller: AbortController | undefined;
  #fields: readonly SchemaField[] = [];

  /** @param label how the page calls it: `A` */
  constructor(label: string) {
    this.label = label;
  }

  /** What was dropped or picked: a fingerprint file, or data. */
  async load(chosen: Chosen, settings: Settings = plainSettings): Promise<void> {
    const [first] = chosen.files;
    if (first === undefined) return;
    if (areFingerprints(chosen)) return this.loadFingerprint(first.name, first.blob);
    if (isDatabase(chosen)) {
      await this.#begin({ kind: 'data', argument: first.name, settings, input: { kind: 'sqlite', name: first.name, blob: first.blob } });
      return;
    }
    const argument = chosen.folder ?? (chosen.files.find(({ name }) => !/[-.]labels[-.]idx/.test(name)) ?? first).name;
    await this.#begin({ kind: 'data', argument, settings, input: { kind: 'files', options: chosen } });
  }

  /** A dataset of the Hub. */
  loadHub(input: HubInput): Promise<void> {
    const argument = `hf:${input.dataset}`;
    return this.#begin({ kind: 'data', argument, settings: { ...plainSettings, pixels: input.pixels === true }, input });
  }

  /** A fingerprint file. */
  async loadFingerprint(name: string, blob: Blob): Promise<void> {
    this.cancel();
    const origin: Origin = { kind: 'fingerprint', argument: name };
    this.state.value = { kind: 'reading', origin };
    try {
      const text = await blob.text();
      const fingerprint = readFingerprint(text);
      this.#finish({ kind: 'done', origin, fingerprint, text, warnings: [], fields: fingerprint.schema });
    } catch (error) {
      const failure = toFailure(error);
      this.#fail(origin, { ...failure, message: DatasigError.is(error) ? `${name}: ${failure.message}` : failure.message });
    }
  }

  /** Reads the same data again. */
  async again(settings: Settings): Promise<void> {
    const state = this.state.peek();
    if (state.kind === 'empty' || state.origin.kind !== 'data') return;
    await this.#begin({ ...state.origin, settings }, this.#fields);
  }

  cancel(): void {
    this.#canceller?.abort();
    this.#canceller = undefined;
  }

  clear(): void {
    this.cancel();
    this.#fields = [];
    this.state.value = { kind: 'empty' };
  }

  /** Puts in what another place holds. */
  take(made: Made): void {
    this.cancel();
    this.#fields = made.fields;
    this.state.value = made;
  }

  async #begin(origin: Reading, fields: readonly SchemaField[] = []): Promise<void> {
    this.cancel();
    this.#fields = fields;
    const canceller = new AbortController();
    this.#canceller = canceller;
    const isCurrent = (): boolean => this.#canceller === canceller;
    this.state.value = { kind: 'reading', origin };
    announce(`${this.label}: reading ${origin.argument}`);
    let told = 0;
    try {
      const { text, warnings, statistics } = await run({
        input: withSettings(origin.input, origin.settings),
        preparation: toPreparation(origin.settings),
        signal: canceller.signal,
        onProgress: (progress) => {
          if (!isCurrent()) return;
          this.state.value = { kind: 'reading', origin, progress };
          const quarters = Math.floor((4 * progress.byteLength) / (progress.totalByteLength || Infinity));
          if (quarters > told && quarters < 4) announce(`${this.label}: ${25 * quarters} % read`);
          told = Math.max(told, quarters);
        },
      });
      if (!isCurrent()) return;
      const fingerprint = readFingerprint(text);
      if (this.#fields.length === 0) this.#fields = fingerprint.schema;
      this.#finish({ kind: 'done', origin, fingerprint, text, warnings, statistics, fields: this.#fields });
    } catch (error) {
      // A run that was ended for another one, or for an empty place, tells nobody.
      const state = this.state.peek();
      if (state.kind === 'reading' && state.origin === origin) this.#fail(origin, error instanceof RunFailure ? error.failure : toFailure(error));
    }
  }

  #finish(made: Made): void {
    this.#canceller = undefined;
    this.state.value = made;
    announce(`${this.label}: ${made.origin.argument} is ready`);
  }

  #fail(origin: Origin, failure: Failure): void {
    this.#canceller = undefined;
    this.state.value = { kind: 'failed', origin, failure, fields: this.#fields };
    announce(`${this.label}: ${failure.message}`);
  }
}

function withSettings(input: RunInput, { format, perFile, pixels }: Settings): RunInput {
  if (input.kind === 'hub') return { ...input, pixels };
  if (input.kind === 'sqlite') return input;
  return { kind: 'files', options: { ...input.options, perFile, pixels, ...(format !== undefined && { format }) } };
}
