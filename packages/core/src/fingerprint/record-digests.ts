/** The digests of single records: what lists of known records are made of and searched with. */
import { CanonicalWriter, defaultRecordByteLimit, type Grow } from '../canonical/writer.ts';
import { type Canonicalization, canonicalizationFor } from '../identity/canonicalization.ts';
import { recordDigest } from '../kernel/reference/digest.ts';
import { RecordEncoder } from '../record/record-encoder.ts';
import { FieldTracker } from '../schema/field-tracker.ts';
import type { Batch } from '../spec/v1/batch.ts';
import type { FingerprinterOptions } from './fingerprinter.ts';

/** Bytes of a record's digest. */
export const recordDigestByteLength = 32;

/** What records are digested with; the same as of the fingerprint that they are held against. */
export type RecordDigesterOptions = Pick<FingerprinterOptions, 'preparation' | 'untypedText' | 'key' | 'recordByteLimit'>;

/**
 * Digests records one by one, as `docs/spec/identity.md` says. It is a way of its own: a `Fingerprinter` never makes
 * single digests, and is not slowed down by this one.
 */
export class RecordDigester {
  readonly canonicalization: Canonicalization;
  readonly #encoder: RecordEncoder;
  #digests: Uint8Array = new Uint8Array(0);
  #count = 0;

  /** @throws InvalidArgumentError `invalid-key`, `invalid-argument` */
  constructor(options: RecordDigesterOptions = {}) {
    this.canonicalization = canonicalizationFor(options.key);
    const digest = recordDigest(options.key);
    const writer = new CanonicalWriter({ grow: reuse(), recordByteLimit: options.recordByteLimit ?? defaultRecordByteLimit });
    this.#encoder = new RecordEncoder(writer, new FieldTracker(), {
      preparation: options.preparation ?? {},
      untypedText: options.untypedText ?? false,
      onRecord: () => {
        this.#digests.set(digest(writer.bytes.subarray(0, writer.length)), recordDigestByteLength * this.#count++);
        writer.restart();
      },
    });
  }

  /**
   * The digests of the records of `batch` in their order, {@link recordDigestByteLength} bytes each; valid until the
   * next call. Nothing of the batch is kept.
   *
   * @throws InvalidDataError at the first record without a canonical encoding, rows counted over all batches
   */
  digest(batch: Batch): Uint8Array {
    const byteLength = recordDigestByteLength * (batch.kind === 'columns' ? batch.rowCount : batch.rows.length);
    if (this.#digests.length < byteLength) this.#digests = new Uint8Array(byteLength);
    this.#count = 0;
    this.#encoder.encode(batch);
    return this.#digests.subarray(0, byteLength);
  }
}

/** Long enough for nearly all records; a buffer that grew for a longer one is let go with the next. */
const usualByteLength = 1 << 16;

/** One buffer for all records, one after the other. */
function reuse(): Grow {
  let bytes = new Uint8Array(usualByteLength);
  return (byteLength, keptLength) => {
    if (keptLength === 0 && bytes.length > usualByteLength) bytes = new Uint8Array(usualByteLength);
    if (byteLength <= bytes.length) return bytes;
    const next = new Uint8Array(Math.max(byteLength, bytes.length * 2));
    next.set(bytes.subarray(0, keptLength));
    return (bytes = next);
  };
}
