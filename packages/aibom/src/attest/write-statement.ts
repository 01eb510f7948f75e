/** Statements as JSON: an in-toto Statement v1 with one of Datasig's predicates (`docs/spec/attestation.md`). */
import { DatasigError, formatJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { AttestedDataset, AttestedFingerprint, Statement, Subject } from './model.ts';
import { datasetLimit, datasetPredicateType, fingerprintMediaType, statementType, subjectLimit, trainingPredicateType } from './vocabulary.ts';

/** A UID without what names its scheme: the name of the digest says that. */
const uidPrefix = 'dsu1:';

/** The statement in UTF-8, in one form only (RFC 8785): what is signed. @throws DatasigError `attestation-too-large` */
export function encodeStatement(statement: Statement): Uint8Array {
  return new TextEncoder().encode(formatJson(statementToJson(statement)));
}

/** The statement as in-toto has it. @throws DatasigError `attestation-too-large` for more subjects or datasets than one statement takes */
export function statementToJson(statement: Statement): { readonly [name: string]: Json } {
  checkCount(statement.subjects.length, subjectLimit, 'files');
  checkCount((statement.kind === 'dataset' ? statement.derivedFrom : statement.datasets).length, datasetLimit, 'datasets');
  return {
    _type: statementType,
    subject: statement.subjects.map(subjectToJson),
    predicateType: statement.kind === 'dataset' ? datasetPredicateType : trainingPredicateType,
    predicate: predicateToJson(statement),
  };
}

function checkCount(count: number, limit: number, what: string): void {
  if (count > limit) throw new DatasigError('attestation-too-large', `one attestation names at most ${limit} ${what}; these are ${count}`, { context: { count, limit } });
}

function subjectToJson({ name, sha256 }: Subject): Json {
  return { name, digest: { sha256 } };
}

function predicateToJson(statement: Statement): Json {
  if (statement.kind === 'training-data') {
    return { model: { name: statement.model.name }, resolvedDependencies: statement.datasets.map(dependencyToJson) };
  }
  const { name, version, uri, uid, fingerprint } = statement.dataset;
  return {
    dataset: { name, ...(version !== undefined && { version }), ...(uri !== undefined && { uri }), digest: uidToDigest(uid) },
    fingerprint: fingerprintToJson(fingerprint),
    ...(statement.derivedFrom.length > 0 && { derivedFrom: statement.derivedFrom.map(dependencyToJson) }),
  };
}

/** A dataset as in-toto's ResourceDescriptor. */
function dependencyToJson({ name, version, uri, uid, fingerprint }: AttestedDataset): Json {
  return {
    name,
    ...(uri !== undefined && { uri }),
    digest: uidToDigest(uid),
    annotations: { ...(version !== undefined && { version }), fingerprint: fingerprintToJson(fingerprint) },
  };
}

function uidToDigest(uid: string): Json {
  return { datasigUidV1: uid.slice(uidPrefix.length) };
}

function fingerprintToJson({ sha256, uri, part, canonicalization, identityScheme, recordCount, byteLength, sketches, generator }: AttestedFingerprint): Json {
  return {
    ...(uri !== undefined && { uri }),
    digest: { sha256 },
    mediaType: fingerprintMediaType,
    ...(part !== undefined && { part }),
    canonicalization: { id: canonicalization.id, digest: canonicalization.digest, keyId: canonicalization.keyId },
    identityScheme,
    recordCount: recordCount.toString(),
    byteLength: byteLength.toString(),
    sketches,
    generator: { name: generator.name, version: generator.version },
  };
}
