/**
 * The seam of the classic schemes: bytes of records in, signatures of the original Python tool out.
 *
 * The TypeScript reference stands in `reference/`; the compiled kernel gives the same bit for bit, which
 * `@datasig/core/testing` checks.
 */
import type { ClassicParameters } from '../../classic/scheme.ts';

/** One pass. Records are written into the session's own memory and absorbed from there. */
export interface ClassicSession {
  /**
   * Grants at least `byteLength` writable bytes whose first `kept` bytes are those of the buffer granted before.
   * The buffer is the session's and is valid until the next call.
   */
  reserve(byteLength: number, kept: number): Uint8Array;
  /** Absorbs `count` records of the buffer: record i is `[ends[i - 1] or 0, ends[i])`. */
  absorb(ends: Uint32Array, count: number): void;
  /** Ends the pass; the signatures, in the order of the parameters, belong to the caller. */
  finish(): readonly Uint8Array[];
}

/** An implementation of the seam. */
export interface ClassicKernel {
  readonly name: string;
  open(parameters: readonly ClassicParameters[]): ClassicSession;
}
