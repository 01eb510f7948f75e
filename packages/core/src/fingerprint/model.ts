/** A fingerprint in memory; `docs/spec/fingerprint-file.md` has the file. */
import type { Canonicalization } from '../identity/canonicalization.ts';
import type { Identity } from '../identity/identity.ts';
import type { FieldStatistics } from '../schema/statistics.ts';
import type { Sketch } from '../sketch/sketch.ts';
import type { SchemaField, Transform } from '../spec/v1/index.ts';

export type { Transform } from '../spec/v1/index.ts';

/** Counts of records. */
export interface RecordStatistics {
  readonly count: bigint;
  /** Present where `count` says nothing: of a bare signature. */
  readonly isCountUnknown?: true;
  /** Bytes of all canonical encodings together. */
  readonly byteLength: bigint;
  /** Null where they were left out. */
  readonly fields: FieldStatistics | null;
  /**
   * The original tool's dataset UID, 64 hex digits: the SHA-256 of all data points, one after another, in their order.
   * Only of a classic fingerprint, and not after a merge.
   */
  readonly classicUid?: string;
}

/** What one pass over some records gives: all that merges. */
export interface Summary {
  readonly canonicalization: Canonicalization;
  /** Fields by the names' UTF-8. */
  readonly schema: readonly SchemaField[];
  readonly records: RecordStatistics;
  /** Null where no identity was made. */
  readonly identity: Identity | null;
  /** At most one of each scheme and parameters, in the order of {@link sortSketches}. */
  readonly sketches: readonly Sketch[];
}

/** Where records came from. */
export interface Origin {
  readonly name: string;
  readonly connector: string;
  /** Base name, or path inside the named folder or repository; never absolute, never with credentials. */
  readonly location: string;
  readonly revision?: string;
}

/** The dataset as the fingerprint describes it. */
export interface DatasetDescription {
  readonly name: string;
  /** One for a dataset read from one source, several (sorted, also equal ones) after a merge. */
  readonly origins: readonly Origin[];
  /** Sorted by their UTF-8, each once. */
  readonly nullTokens: readonly string[];
  readonly transforms: readonly Transform[];
}

/** A named part of the whole: a split, a table, a pair of files. */
export type Part = Omit<Summary, 'canonicalization'> & { readonly name: string };

/** A fingerprint. */
export interface Fingerprint extends Summary {
  readonly generator: { readonly name: string; readonly version: string };
  readonly dataset: DatasetDescription;
  /** By the names' UTF-8; they merge to the whole. */
  readonly parts: readonly Part[];
}
