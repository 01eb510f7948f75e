/** A signature of the original Python tool that is being made: `docs/spec/classic.md`. */

/** What each scheme keeps. */
export interface ClassicMinima {
  /** Takes the SHA-256 of a record, 32 bytes; keeps no reference to it. */
  add(digest: Uint8Array): void;
  /** The signature, in a new array. */
  finish(): Uint8Array;
}
