/** One pass over batches of records for signatures of the original Python tool. */
import type { ClassicParameters } from '../classic/scheme.ts';
import { defaultRecordByteLimit } from '../canonical/writer.ts';
import { InvalidArgumentError, InvalidDataError } from '../errors.ts';
import { classicCanonicalization } from '../identity/canonicalization.ts';
import { defaultKernel } from '../kernel/default.ts';
import type { KernelSession } from '../kernel/kernel.ts';
import { type DataPoints, dataPointsOf } from '../record/classic-data-points.ts';
import type { Batch } from '../spec/v1/batch.ts';
import type { FingerprinterOptions } from './fingerprinter.ts';
import type { Summary } from './model.ts';
import { openSequenceDigest, type SequenceDigest } from './sequence-digest.ts';
import { sortSketches } from './summary.ts';

const blockByteLength = 1 << 20;
const blockRecordCount = 8192;

/** Makes the summary of the records that it is given, from the original tool's serialisation of them. */
export class ClassicFingerprinter {
  readonly #parameters: readonly ClassicParameters[];
  readonly #session: KernelSession;
  readonly #uid: SequenceDigest | undefined;
  readonly #recordByteLimit: number;
  readonly #ends: Uint32Array = new Uint32Array(blockRecordCount);
  #buffer: Uint8Array = new Uint8Array(0);
  #pending = 0;
  #length = 0;
  #byteLength = 0n;
  #recordCount = 0;

  /** @throws InvalidArgumentError for options that classic fingerprints do not have */
  constructor(parameters: readonly ClassicParameters[], options: FingerprinterOptions) {
    assertClassicOptions(options);
    this.#parameters = parameters;
    this.#recordByteLimit = options.recordByteLimit ?? defaultRecordByteLimit;
    this.#uid = options.classicUid === false ? undefined : openSequenceDigest();
    this.#session = (options.kernel ?? defaultKernel).open({ identity: false, smallestCount: 0, threshold: 0n, binCounts: [], classic: parameters });
  }

  /**
   * Takes a batch; nothing of it is kept.
   *
   * @throws InvalidDataError at the first record without serialisation; the pass is over then
   */
  add(batch: Batch): void {
    const points = dataPointsOf(batch);
    for (let row = 0; row < points.count; row++) this.#take(points, row);
  }

  #take(points: DataPoints, row: number): void {
    const byteLength = points.byteLength(row);
    this.#recordCount++;
    if (byteLength > this.#recordByteLimit) {
      throw new InvalidDataError('record-too-large', `a record has ${byteLength} bytes; the limit is ${this.#recordByteLimit}`, { row: this.#recordCount });
    }
    if (this.#length + byteLength > this.#buffer.length) this.#buffer = this.#session.reserve(this.#length + byteLength, this.#length);
    points.write(row, this.#buffer, this.#length);
    this.#length += byteLength;
    this.#ends[this.#pending++] = this.#length;
    if (this.#pending === blockRecordCount || this.#length >= blockByteLength) this.#flush();
  }

  #flush(): void {
    this.#uid?.update(this.#buffer.subarray(0, this.#length));
    this.#session.absorb(this.#ends, this.#pending);
    this.#byteLength += BigInt(this.#length);
    this.#pending = 0;
    this.#length = 0;
    this.#buffer = this.#session.reserve(blockByteLength, 0);
  }

  /** Ends the pass. */
  finish(): Summary {
    this.#flush();
    const { classic } = this.#session.finish();
    return {
      canonicalization: classicCanonicalization,
      schema: [],
      records: { count: BigInt(this.#recordCount), byteLength: this.#byteLength, fields: null, ...(this.#uid !== undefined && { classicUid: this.#uid.finish() }) },
      identity: null,
      sketches: sortSketches(this.#parameters.map(({ scheme, k }, index) => ({ scheme, k, signature: classic[index]! }))),
    };
  }
}

function assertClassicOptions({ key, preparation = {} }: FingerprinterOptions): void {
  if (key !== undefined) throw new InvalidArgumentError('invalid-argument', 'classic fingerprints have no key; leave out the key, or the classic scheme', { context: { parameter: 'key' } });
  const { columns, rename, nullTokens, casts, textCasts } = preparation;
  if (columns === undefined && [rename, nullTokens, casts, textCasts].every((each) => each === undefined || Object.keys(each).length === 0)) return;
  throw new InvalidArgumentError('invalid-argument', 'classic fingerprints take records as they are: no casts, null tokens, selected or renamed columns', { context: { parameter: 'preparation' } });
}
