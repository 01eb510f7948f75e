/** What a bill of materials was found to claim of a dataset. */
import { parseBase64 } from '@datasig/core';
import { parseSha256 } from './digest.ts';
import { type FileDigest, propertyNames } from './dataset-claim.ts';

/** A dataset as a document names it. */
export interface ClaimedDataset {
  readonly name: string;
  /** How the document refers to it; null for an entry that nothing can refer to. */
  readonly ref: string | null;
  readonly location: string | null;
  /** Null where the document claims none. */
  readonly uid: string | null;
  /** Decimal digits. */
  readonly recordCount: string | null;
  /** The fingerprint file; null where the document names none. */
  readonly fingerprint: { readonly location: string; readonly sha256: string | null; readonly content: Uint8Array | null } | null;
  readonly files: readonly FileDigest[];
}

/** A model as a document names it. */
export interface ClaimedModel {
  readonly name: string;
  readonly ref: string | null;
  readonly sha256: readonly string[];
}

/** All that a document claims. */
export interface DocumentClaims {
  readonly format: 'cyclonedx' | 'spdx' | 'croissant';
  readonly version: string;
  readonly datasets: readonly ClaimedDataset[];
  readonly models: readonly ClaimedModel[];
}

/** Whether anything is claimed that a fingerprint can be held against. */
export function hasClaim({ uid, fingerprint }: ClaimedDataset): boolean {
  return uid !== null || (fingerprint !== null && fingerprint.sha256 !== null);
}

/** What is there but cannot be read has no digest that anything could name. */
const notBase64 = new Uint8Array();

/** The claim of properties and a fingerprint reference; files are those with a digest that is one. */
export function claimedDataset(
  named: { readonly name: string; readonly ref: string | null; readonly location: string | undefined },
  properties: ReadonlyMap<string, string>,
  fingerprint: { readonly location: string; readonly sha256: string | undefined; readonly content?: string | undefined } | undefined,
  files: readonly { readonly name: string; readonly sha256: string | undefined }[],
): ClaimedDataset {
  return {
    name: named.name,
    ref: named.ref,
    location: named.location ?? null,
    uid: properties.get(propertyNames.uid) ?? null,
    recordCount: properties.get(propertyNames.recordCount) ?? null,
    fingerprint: fingerprint === undefined ? null : {
      location: fingerprint.location,
      sha256: parseSha256(fingerprint.sha256) ?? null,
      content: fingerprint.content === undefined ? null : (parseBase64(fingerprint.content) ?? notBase64),
    },
    files: files.flatMap(({ name, sha256 }) => {
      const digest = parseSha256(sha256);
      return digest === undefined ? [] : [{ name, sha256: digest }];
    }),
  };
}
