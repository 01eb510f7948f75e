/** Statements from the payload of an envelope, whose signature has been verified before. */
import { DatasigError } from '@datasig/core';
import { malformed, Members } from './members.ts';
import type { AttestedDataset, AttestedFingerprint, Statement, Subject } from './model.ts';
import { parseStrictJson } from './strict-json.ts';
import { datasetLimit, datasetPredicateType, fingerprintMediaType, statementType, subjectLimit, trainingPredicateType } from './vocabulary.ts';

const hexDigest = /^[0-9a-f]{64}$/;
const count = /^(?:0|[1-9][0-9]{0,38})$/;
const inWords = { hexDigest: '64 lower-case hexadecimal digits', count: 'a count: decimal digits in quotes' } as const;

/**
 * Reads a statement. Members that it does not know are passed over, as in-toto asks; they can only add.
 *
 * @throws DatasigError `attestation-malformed`; `attestation-unsupported` for another type of statement or predicate
 */
export function readStatement(payload: Uint8Array): Statement {
  const statement = new Members(parseStrictJson(payload, 'the statement'), 'statement');
  requireType(statement.string('_type'), [statementType], 'statement');
  const predicateType = statement.string('predicateType');
  requireType(predicateType, [datasetPredicateType, trainingPredicateType], 'predicate');
  const subjects = statement.objects('subject', 1, subjectLimit).map(readSubject);
  const predicate = statement.object('predicate');
  if (predicateType === trainingPredicateType) {
    return { kind: 'training-data', subjects, model: { name: predicate.object('model').string('name') }, datasets: predicate.objects('resolvedDependencies', 1, datasetLimit).map(readDependency) };
  }
  return { kind: 'dataset', subjects, dataset: readDataset(predicate), derivedFrom: predicate.has('derivedFrom') ? predicate.objects('derivedFrom', 1, datasetLimit).map(readDependency) : [] };
}

function requireType(type: string, known: readonly string[], what: string): void {
  if (known.includes(type)) return;
  throw new DatasigError('attestation-unsupported', `the ${what} is of the type ${JSON.stringify(type)}; this version of Datasig reads ${known.join(' and ')}`, { context: { type } });
}

function readSubject(subject: Members): Subject {
  return { name: subject.string('name'), sha256: readSha256(subject) };
}

function readSha256(owner: Members): string {
  return owner.object('digest').string('sha256', hexDigest, inWords.hexDigest);
}

function readDataset(predicate: Members): AttestedDataset {
  const dataset = predicate.object('dataset');
  return { ...readNames(dataset), ...optional('version', dataset.optionalString('version')), fingerprint: readFingerprint(predicate.object('fingerprint')) };
}

function readDependency(dependency: Members): AttestedDataset {
  const annotations = dependency.object('annotations');
  return { ...readNames(dependency), ...optional('version', annotations.optionalString('version')), fingerprint: readFingerprint(annotations.object('fingerprint')) };
}

function readNames(dataset: Members): Pick<AttestedDataset, 'name' | 'uri' | 'uid'> {
  const uid = dataset.object('digest').string('datasigUidV1', hexDigest, inWords.hexDigest);
  return { name: dataset.string('name'), ...optional('uri', dataset.optionalString('uri')), uid: `dsu1:${uid}` };
}

function readFingerprint(fingerprint: Members): AttestedFingerprint {
  const canonicalization = fingerprint.object('canonicalization');
  const generator = fingerprint.object('generator');
  const keyId = canonicalization.nullableString('keyId', /^[0-9a-f]{32}$/, '32 hexadecimal digits or null');
  if (fingerprint.string('mediaType') !== fingerprintMediaType) throw malformed(`${fingerprint.path}.mediaType`, JSON.stringify(fingerprintMediaType));
  return {
    sha256: readSha256(fingerprint),
    ...optional('uri', fingerprint.optionalString('uri')),
    ...optional('part', fingerprint.optionalString('part')),
    canonicalization: {
      id: canonicalization.string('id', /^datasig-cbor\/1$/, 'datasig-cbor/1') as 'datasig-cbor/1',
      digest: keyId === null ? readDigestName(canonicalization, 'sha-256') : readDigestName(canonicalization, 'hmac-sha-256'),
      keyId,
    },
    identityScheme: fingerprint.string('identityScheme', /^lthash16-blake3\/1$/, 'lthash16-blake3/1'),
    recordCount: BigInt(fingerprint.string('recordCount', count, inWords.count)),
    byteLength: BigInt(fingerprint.string('byteLength', count, inWords.count)),
    sketches: fingerprint.strings('sketches', 64),
    generator: { name: generator.string('name'), version: generator.string('version') },
  };
}

function readDigestName<Name extends string>(canonicalization: Members, name: Name): Name {
  if (canonicalization.string('digest') === name) return name;
  throw malformed(`${canonicalization.path}.digest`, `${name}, as keyId says`);
}

function optional<Name extends string>(name: Name, value: string | undefined): { readonly [member in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [member in Name]?: string });
}
