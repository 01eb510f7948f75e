/** Whether what a statement claims is so of the fingerprints, models and data at hand. */
import type { Fingerprint } from '@datasig/core';
import type { AttestedDataset, Statement, Subject } from './model.ts';

/** What a claim is about. */
export type ClaimName = 'fingerprint-digest' | 'uid' | 'record-count' | 'encoding' | 'model-digest' | 'file-digest';

/** One claim held against what is at hand. */
export interface ClaimCheck {
  readonly claim: ClaimName;
  /** What it was held against, as the user named it. */
  readonly of: string;
  readonly holds: boolean;
  /** What the statement says; several where it names several, null where it says nothing of the kind. */
  readonly attested: string | readonly string[] | null;
  /** What is at hand. */
  readonly found: string | null;
}

/** A fingerprint file, or a part of one, at hand. */
export interface FingerprintAtHand {
  readonly argument: string;
  readonly fingerprint: Fingerprint;
  /** SHA-256 of the file's bytes: 64 hex digits. */
  readonly sha256: string;
}

/** The datasets that a statement makes claims about. */
export function attestedDatasets(statement: Statement): readonly AttestedDataset[] {
  return statement.kind === 'dataset' ? [statement.dataset] : statement.datasets;
}

/**
 * Holds the statement against a fingerprint: of the dataset with its UID where there is one, otherwise of the one with
 * its file, otherwise of all.
 */
export function checkFingerprint(statement: Statement, { argument, fingerprint, sha256 }: FingerprintAtHand): ClaimCheck[] {
  const datasets = attestedDatasets(statement);
  const uid = fingerprint.identity?.uid ?? null;
  const same = datasets.filter((dataset) => dataset.uid === uid);
  const meant = same.find((dataset) => dataset.fingerprint.sha256 === sha256) ?? same[0] ?? datasets.find((dataset) => dataset.fingerprint.sha256 === sha256);
  const candidates = meant === undefined ? datasets : [meant];
  const check = checkOf(argument);
  return [
    check('fingerprint-digest', candidates.map((dataset) => dataset.fingerprint.sha256), sha256),
    check('uid', candidates.map((dataset) => dataset.uid), uid),
    check('record-count', candidates.map((dataset) => dataset.fingerprint.recordCount.toString()), fingerprint.records.count.toString()),
    check('encoding', candidates.map(({ fingerprint: { canonicalization } }) => formatCanonicalization(canonicalization)), formatCanonicalization(fingerprint.canonicalization)),
  ];
}

/**
 * Holds the statement against data that were fingerprinted anew the way `reference` was, whose dataset they have to be;
 * `argument` names them. A UID of null is that of data which could not be read that way.
 */
export function checkData(statement: Statement, argument: string, reference: Fingerprint, uid: string | null): ClaimCheck[] {
  const stated = attestedDatasets(statement).filter((dataset) => dataset.uid === reference.identity?.uid);
  return [checkOf(argument)('uid', stated.slice(0, 1).map((dataset) => dataset.uid), uid)];
}

/** Holds the statement against a file of the model. */
export function checkModel(statement: Statement, { name, sha256 }: Subject): ClaimCheck {
  return checkOf(name)('model-digest', statement.kind === 'training-data' ? statement.subjects.map((subject) => subject.sha256) : [], sha256);
}

/** Holds the statement against a file of the dataset. */
export function checkFile(statement: Statement, { name, sha256 }: Subject): ClaimCheck {
  return checkOf(name)('file-digest', statement.kind === 'dataset' ? statement.subjects.map((subject) => subject.sha256) : [], sha256);
}

function checkOf(of: string): (claim: ClaimName, attested: readonly string[], found: string | null) => ClaimCheck {
  return (claim, attested, found) => ({ claim, of, holds: found !== null && attested.includes(found), attested: attested.length > 1 ? attested : (attested[0] ?? null), found });
}

function formatCanonicalization({ id, digest, keyId }: Fingerprint['canonicalization']): string {
  return keyId === null ? `${id} ${digest}` : `${id} ${digest} ${keyId}`;
}
