/** One pass over batches of records for signatures of the original Python tool. */
import type { ClassicParameters } from '../classic/scheme.ts';
import { defaultRecordByteLimit } from '../canonical/writer.ts';
import { InvalidArgumentError, InvalidDataError } from '../errors.ts';
import { classicCanonicalization } from '../identity/canonicalization.ts';
import { classicWasmKernel } from '../kernel/classic/index.ts';
import type { ClassicKernel, ClassicSession } from '../kernel/classic/kernel.ts';
import { classicReferenceKernel } from '../kernel/classic/reference/index.ts';
import { referenceKernel } from '../kernel/reference/index.ts';
import { type DataPoints, dataPointsOf } from './data-points.ts';
import type { Batch } from '../spec/v1/batch.ts';
import type { FingerprinterOptions } from '../fingerprint/fingerprinter.ts';
import type { Summary } from '../fingerprint/model.ts';
import type { FingerprintPass } from '../fingerprint/pass.ts';
import { openSequenceDigest, type SequenceDigest } from './sequence-digest.ts';
import { sortSketches } from '../fingerprint/summary.ts';

const blockByteLength = 1 << 20;
const blockRecordCount = 8192;

/** Makes the summary of the records that it is given, from the original tool's serialisation of them. */
export class ClassicFingerprinter implements FingerprintPass {
  readonly #parameters: readonly ClassicParameters[];
  readonly #session: ClassicSession;
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
    this.#session = kernelFor(options).open(parameters);
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
    if (this.#pending > 0) this.#flush();
    const signatures = this.#session.finish();
    return {
      canonicalization: classicCanonicalization,
      schema: [],
      records: { count: BigInt(this.#recordCount), byteLength: this.#byteLength, fields: null, ...(this.#uid !== undefined && { classicUid: this.#uid.finish() }) },
      identity: null,
      sketches: sortSketches(this.#parameters.map(({ scheme, k }, index) => ({ scheme, k, signature: signatures[index]! }))),
    };
  }
}

/** Where the caller asks for the reference, it is that of the classic schemes. */
function kernelFor({ kernel }: FingerprinterOptions): ClassicKernel {
  return kernel?.name === referenceKernel.name ? classicReferenceKernel : classicWasmKernel;
}

function assertClassicOptions({ key, preparation = {} }: FingerprinterOptions): void {
  if (key !== undefined) throw new InvalidArgumentError('invalid-argument', 'classic fingerprints have no key; leave out the key, or the classic scheme', { context: { parameter: 'key' } });
  const { columns, rename, nullTokens, casts, textCasts } = preparation;
  if (columns === undefined && [rename, nullTokens, casts, textCasts].every((each) => each === undefined || Object.keys(each).length === 0)) return;
  throw new InvalidArgumentError('invalid-argument', 'classic fingerprints take records as they are: no casts, null tokens, selected or renamed columns', { context: { parameter: 'preparation' } });
}
