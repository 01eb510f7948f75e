/** What is compared: fingerprints, and how their user named them. */
import type { Fingerprint } from '@datasig/core';

/** One side of a comparison. */
export interface Operand {
  /** The fingerprint file or location, as given; what a command that makes the report again needs. */
  readonly argument: string;
  readonly fingerprint: Fingerprint;
}

/** Both sides. */
export interface Operands {
  readonly a: Operand;
  readonly b: Operand;
}
