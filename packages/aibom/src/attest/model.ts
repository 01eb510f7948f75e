/** What an attestation says, in memory. */
import type { Fingerprint } from '@datasig/core';

/** The fingerprint that stands for a dataset. */
export interface AttestedFingerprint {
  /** SHA-256 of the fingerprint file's bytes: 64 hex digits. */
  readonly sha256: string;
  /** Where the file can be had. */
  readonly uri?: string;
  /** The part of the file that is meant, where it is not the whole. */
  readonly part?: string;
  readonly canonicalization: Fingerprint['canonicalization'];
  readonly identityScheme: string;
  readonly recordCount: bigint;
  /** Bytes of all canonical encodings together. */
  readonly byteLength: bigint;
  /** Kinds and sizes, such as `bottom-k:1024`; no sketch says what the dataset is. */
  readonly sketches: readonly string[];
  readonly generator: Fingerprint['generator'];
}

/** A dataset by its exact identity. */
export interface AttestedDataset {
  readonly name: string;
  readonly version?: string;
  readonly uri?: string;
  /** Such as `dsu1:…`. */
  readonly uid: string;
  readonly fingerprint: AttestedFingerprint;
}

/** A file by its bytes. */
export interface Subject {
  readonly name: string;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** These files are, or are the fingerprint of, this dataset. */
export interface DatasetStatement {
  readonly kind: 'dataset';
  readonly subjects: readonly Subject[];
  readonly dataset: AttestedDataset;
  readonly derivedFrom: readonly AttestedDataset[];
}

/** These files are a model that is said to be trained on these datasets. */
export interface TrainingStatement {
  readonly kind: 'training-data';
  readonly subjects: readonly Subject[];
  readonly model: { readonly name: string };
  readonly datasets: readonly AttestedDataset[];
}

/** What can be attested. */
export type Statement = DatasetStatement | TrainingStatement;
