/** One pass over batches of records: the engine that every connector feeds. */
import { CanonicalWriter, defaultRecordByteLimit } from '../canonical/writer.ts';
import { type Canonicalization, canonicalizationFor } from '../identity/canonicalization.ts';
import { createIdentity } from '../identity/identity.ts';
import { InvalidArgumentError } from '../errors.ts';
import { defaultKernel } from '../kernel/default.ts';
import type { ColumnEncoder, Kernel, KernelResult, KernelSession } from '../kernel/kernel.ts';
import type { Preparation } from '../record/preparation.ts';
import { RecordEncoder } from '../record/record-encoder.ts';
import type { DirectRows } from '../record/record-sink.ts';
import { FieldTracker } from '../schema/field-tracker.ts';
import { recordSchema } from '../record/prepare-schema.ts';
import { bottomKFromHashes } from '../sketch/bottom-k.ts';
import { onePermutationFromBins } from '../sketch/one-permutation.ts';
import { defaultSketchParameters, formatSketchParameters, type SketchParameters } from '../sketch/parameters.ts';
import { scaledFromHashes, scaledTheta } from '../sketch/scaled.ts';
import type { Sketch } from '../sketch/sketch.ts';
import type { Batch, SchemaField } from '../spec/v1/batch.ts';
import type { Summary } from './model.ts';
import type { FingerprintPass } from './pass.ts';
import { sortSketches } from './summary.ts';

/** What a fingerprint is made with. */
export interface FingerprinterOptions {
  readonly preparation?: Preparation;
  /** Whether every value is text for want of types: an empty text is then null where it is cast. */
  readonly untypedText?: boolean;
  /** Fields as the source declares them, before preparation; others, and those of type `null`, are typed as seen. */
  readonly declaredSchema?: readonly SchemaField[];
  /** Sketches to make; default: bottom-k of k = 1024. */
  readonly sketches?: readonly SketchParameters[];
  /** 32 bytes: digests records with HMAC-SHA-256. */
  readonly key?: Uint8Array;
  /** Whether to make the identity (default: yes); without it a pass takes a fraction of the time. */
  readonly identity?: boolean;
  /** Whether to keep field statistics (default: yes). */
  readonly fields?: boolean;
  /** Largest canonical encoding of one record (default: 256 MiB). */
  readonly recordByteLimit?: number;
  /** Whether to make the original tool's UID where classic sketches are made (default: yes). */
  readonly classicUid?: boolean;
  /** Default: the fastest that runs here. */
  readonly kernel?: Kernel;
}

/** Records are handed to the kernel in blocks of about this size. */
const blockByteLength = 1 << 20;
const blockRecordCount = 8192;

/** Makes the summary of the records that it is given. */
export class Fingerprinter implements FingerprintPass {
  readonly #options: FingerprinterOptions;
  readonly #canonicalization: Canonicalization;
  readonly #session: KernelSession;
  readonly #writer: CanonicalWriter;
  readonly #tracker: FieldTracker = new FieldTracker();
  readonly #encoder: RecordEncoder;
  readonly #recordByteLimit: number;
  readonly #ends: Uint32Array = new Uint32Array(blockRecordCount);
  #pending = 0;
  #byteLength = 0n;

  /** @throws InvalidArgumentError `invalid-key`, `invalid-argument` */
  constructor(options: FingerprinterOptions = {}) {
    this.#options = options;
    this.#canonicalization = canonicalizationFor(options.key);
    this.#session = openSession(options);
    this.#recordByteLimit = options.recordByteLimit ?? defaultRecordByteLimit;
    this.#writer = new CanonicalWriter({
      grow: (byteLength, kept) => this.#session.reserve(byteLength, kept),
      recordByteLimit: this.#recordByteLimit,
    });
    this.#encoder = new RecordEncoder(this.#writer, this.#tracker, {
      preparation: options.preparation ?? {},
      untypedText: options.untypedText ?? false,
      onRecord: () => this.#recordWritten(),
      direct: this.#directRows(),
    });
  }

  /**
   * Takes a batch; nothing of it is kept.
   *
   * @throws InvalidDataError at the first record without a canonical encoding; the pass is over then
   */
  add(batch: Batch): void {
    this.#encoder.encode(batch);
  }

  #directRows(): DirectRows | undefined {
    const { columns } = this.#session;
    return columns && { open: (taken) => columns.open(taken), write: (first, last) => this.#writeRows(columns, first, last) };
  }

  #writeRows(columns: ColumnEncoder, first: number, last: number): number {
    // After a long record the session's buffer may be another than the one that rows are written into.
    if (this.#writer.length === 0) this.#writer.bytes = this.#session.reserve(1, 0);
    const count = columns.write(first, last, {
      byteLength: this.#writer.length,
      ends: this.#ends,
      recordCount: this.#pending,
      byteLimit: blockByteLength,
      recordByteLimit: this.#recordByteLimit,
    });
    if (count === 0) return 0;
    this.#pending += count;
    this.#writer.length = this.#ends[this.#pending - 1]!;
    this.#flushFull();
    return count;
  }

  #recordWritten(): void {
    this.#ends[this.#pending++] = this.#writer.length;
    this.#flushFull();
  }

  #flushFull(): void {
    if (this.#pending === blockRecordCount || this.#writer.length >= blockByteLength) this.#flush();
  }

  #flush(): void {
    this.#session.absorb(this.#ends, this.#pending);
    this.#byteLength += BigInt(this.#writer.length);
    this.#pending = 0;
    this.#writer.restart();
  }

  /** Ends the pass. */
  finish(): Summary {
    this.#flush();
    const result = this.#session.finish();
    const count = BigInt(result.recordCount);
    return {
      canonicalization: this.#canonicalization,
      schema: recordSchema(this.#options.declaredSchema ?? [], this.#tracker.schema(), this.#options.preparation ?? {}),
      records: { count, byteLength: this.#byteLength, fields: this.#options.fields === false ? null : this.#tracker.statistics() },
      identity: result.state === null ? null : createIdentity(this.#canonicalization, count, result.state),
      sketches: sortSketches(finishSketches(sketchList(this.#options), result)),
    };
  }
}

/** What was asked for, each once. */
function sketchList({ sketches = [defaultSketchParameters] }: FingerprinterOptions): readonly SketchParameters[] {
  return [...new Map(sketches.map((parameters) => [formatSketchParameters(parameters), parameters])).values()];
}

function openSession(options: FingerprinterOptions): KernelSession {
  const sketches = sketchList(options);
  // Smaller sketches of a scheme are part of its largest.
  const largestK = Math.max(0, ...sketches.map((sketch) => (sketch.scheme === 'bottom-k/1' ? sketch.k : 0)));
  const thresholds = sketches.map((sketch) => (sketch.scheme === 'scaled/1' ? scaledTheta(sketch.scale) : 0n));
  return (options.kernel ?? defaultKernel).open({
    ...(options.key !== undefined && { key: options.key }),
    identity: options.identity ?? true,
    smallestCount: largestK === 0 ? 0 : largestK + 1,
    threshold: thresholds.reduce((largest, threshold) => (threshold > largest ? threshold : largest), 0n),
    binCounts: binCounts(sketches),
  });
}

function binCounts(sketches: readonly SketchParameters[]): number[] {
  return sketches.flatMap((sketch) => (sketch.scheme === 'one-permutation/1' ? [sketch.k] : []));
}

function finishSketches(sketches: readonly SketchParameters[], result: KernelResult): Sketch[] {
  const counts = binCounts(sketches);
  return sketches.map((parameters) => finishSketch(parameters, result, counts));
}

function finishSketch(parameters: SketchParameters, result: KernelResult, counts: readonly number[]): Sketch {
  if (parameters.scheme === 'bottom-k/1') return bottomKFromHashes(result.smallest, parameters.k);
  if (parameters.scheme === 'scaled/1') return scaledFromHashes(result.below, parameters.scale);
  if (parameters.scheme === 'one-permutation/1') return onePermutationFromBins(result.bins[counts.indexOf(parameters.k)]!);
  throw new InvalidArgumentError('invalid-argument', `${parameters.scheme} is made by a pass of its own (@datasig/core/classic)`, { context: { parameter: 'sketches' } });
}
