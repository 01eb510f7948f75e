/** Statements: what stands where, what is read back, what is refused. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { DatasigError, writeFingerprint } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { atHand, datasetOf, datasetStatement, fingerprintOf, sha256, trainingStatement } from '../../test/samples.ts';
import { checkData, checkFile, checkFingerprint, checkModel, datasetPredicateType, encodeStatement, readStatement, type Statement, statementToJson, trainingPredicateType } from './index.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/attestation-1.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(schema);
const statements: readonly (readonly [string, Statement])[] = [['of a dataset', datasetStatement()], ['of a model', trainingStatement()], ['keyed', { ...datasetStatement(fingerprintOf(3, 'secret', { key: new Uint8Array(32).fill(7) })), derivedFrom: [] }]];
const encode = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

type JsonObject = { [name: string]: Json };

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (DatasigError.is(error)) return error.code;
    throw error;
  }
  return 'none';
}

describe('the mapping', () => {
  const fingerprint = fingerprintOf(5);
  const { predicate, ...statement } = statementToJson(datasetStatement(fingerprint)) as JsonObject & { predicate: { [name: string]: JsonObject } };

  it('has files as subjects and the type of the predicate', () => {
    expect(statement).toEqual({ _type: 'https://in-toto.io/Statement/v1', predicateType: datasetPredicateType, subject: [{ name: 'rows.jsonl', digest: { sha256: sha256('rows') } }] });
  });

  it('has name, version, location and UID in predicate.dataset', () => {
    expect(predicate['dataset']).toEqual({ name: 'Röws', version: '2', uri: 'https://example.org/rows', digest: { datasigUidV1: fingerprint.identity!.uid.slice(5) } });
  });

  it('has the fingerprint file, parameters and counts in predicate.fingerprint', () => {
    expect(predicate['fingerprint']).toEqual({
      uri: 'https://example.org/rows.datasig.json',
      digest: { sha256: sha256(writeFingerprint(fingerprint)) },
      mediaType: 'application/vnd.datasig+json',
      part: 'train',
      canonicalization: { id: 'datasig-cbor/1', digest: 'sha-256', keyId: null },
      identityScheme: 'lthash16-blake3/1',
      recordCount: '5',
      byteLength: fingerprint.records.byteLength.toString(),
      sketches: ['bottom-k:1024'],
      generator: fingerprint.generator,
    });
  });

  it('has what it was made from in predicate.derivedFrom, with its revision for a version', () => {
    const raw = fingerprintOf(9, 'raw');
    expect(predicate['derivedFrom']).toMatchObject([{ name: 'raw', digest: { datasigUidV1: raw.identity!.uid.slice(5) }, annotations: { version: 'abc123', fingerprint: { digest: { sha256: sha256(writeFingerprint(raw)) } } } }]);
  });

  it('links a model to its data by resolvedDependencies', () => {
    const training = statementToJson(trainingStatement());
    expect(training).toMatchObject({ predicateType: trainingPredicateType, subject: [{ name: 'model.bin', digest: { sha256: sha256('weights') } }], predicate: { model: { name: 'model' } } });
    const { resolvedDependencies } = training['predicate'] as { resolvedDependencies: JsonObject[] };
    expect(resolvedDependencies.map(({ name, digest }) => [name, digest])).toEqual([['rows', { datasigUidV1: fingerprintOf(5).identity!.uid.slice(5) }], ['more', { datasigUidV1: fingerprintOf(3).identity!.uid.slice(5) }]]);
  });

  it('never has a sketch where a digest is asked for', () => {
    const { sketches } = fingerprint;
    expect(sketches.length).toBe(1);
    const digests = JSON.stringify(statementToJson(datasetStatement(fingerprint))).match(/"digest":\{[^}]*\}/g)!;
    expect(new Set(digests.map((digest) => Object.keys((JSON.parse(`{${digest}}`) as { digest: object }).digest).join()))).toEqual(new Set(['sha256', 'datasigUidV1']));
  });
});

describe.each(statements)('a statement %s', (_, statement) => {
  it('is read back, and has one form', () => {
    expect(readStatement(encodeStatement(statement))).toEqual(statement);
    expect(new TextDecoder().decode(encodeStatement(statement))).not.toMatch(/[\n\t]|: /);
  });

  it('is valid by the schema', () => {
    expect(validate(statementToJson(statement)) ? [] : validate.errors).toEqual([]);
  });

  it('is no longer read when the schema refuses it', () => {
    fc.assert(
      fc.property(damage(statementToJson(statement)), (damaged) => {
        const code = codeOf(() => readStatement(encode(damaged)));
        expect(['none', 'attestation-malformed', 'attestation-unsupported']).toContain(code);
        if (code === 'none') expect(validate(damaged) ? [] : validate.errors).toEqual([]);
      }),
      { seed: 1, numRuns: 1500 },
    );
  });
});

it('passes over members that it does not know', () => {
  const json = statementToJson(datasetStatement()) as JsonObject;
  const more = { ...json, later: 1, predicate: { ...(json['predicate'] as JsonObject), reviewedBy: ['x'] } };
  expect(readStatement(encode(more))).toEqual(datasetStatement());
  expect(validate(more)).toBe(true);
});

it('names at most 1024 files', () => {
  const subject = { name: 'a', sha256: sha256('a') };
  const statement = (count: number): Statement => ({ ...datasetStatement(), subjects: Array.from({ length: count }, () => subject) });
  expect(readStatement(encodeStatement(statement(1024))).subjects.length).toBe(1024);
  expect(codeOf(() => encodeStatement(statement(1025)))).toBe('attestation-too-large');
});

it('is not made of a fingerprint without UID', () => {
  expect(codeOf(() => datasetOf(fingerprintOf(3, 'rows', { identity: false })))).toBe('invalid-argument');
});

describe('what is at hand', () => {
  const statement = datasetStatement();
  const failing = (checks: readonly { readonly claim: string; readonly holds: boolean }[]): string[] => checks.filter(({ holds }) => !holds).map(({ claim }) => claim);

  it('holds for the same fingerprint', () => {
    expect(failing(checkFingerprint(statement, atHand(fingerprintOf(5))))).toEqual([]);
    expect(failing(checkFingerprint(trainingStatement(), atHand(fingerprintOf(3))))).toEqual(['fingerprint-digest']);
    expect(failing(checkFingerprint(trainingStatement(), atHand(fingerprintOf(3, 'more'))))).toEqual([]);
  });

  it('does not hold for a replaced fingerprint, of other data, or of the same in another file', () => {
    expect(failing(checkFingerprint(statement, atHand(fingerprintOf(6))))).toEqual(['fingerprint-digest', 'uid', 'record-count']);
    expect(failing(checkFingerprint(statement, atHand(fingerprintOf(5, 'renamed'))))).toEqual(['fingerprint-digest']);
    expect(failing(checkFingerprint(statement, { ...atHand(fingerprintOf(6)), sha256: atHand(fingerprintOf(5)).sha256 }))).toEqual(['uid', 'record-count']);
  });

  it('does not hold for a fingerprint without UID, or with a key', () => {
    expect(failing(checkFingerprint(statement, atHand(fingerprintOf(5, 'rows', { identity: false }))))).toEqual(['fingerprint-digest', 'uid']);
    expect(failing(checkFingerprint(statement, atHand(fingerprintOf(5, 'rows', { key: new Uint8Array(32) }))))).toEqual(['fingerprint-digest', 'uid', 'encoding']);
  });

  it('holds for data by the UID of the fingerprint that says how to read them', () => {
    const [five, three] = [fingerprintOf(5), fingerprintOf(3)];
    const uidOf = ({ identity }: typeof five): string => identity!.uid;
    expect(failing(checkData(trainingStatement(), 'rows', five, uidOf(five)))).toEqual([]);
    expect(failing(checkData(trainingStatement(), 'rows', five, uidOf(three)))).toEqual(['uid']);
    expect(failing(checkData(trainingStatement(), 'rows', five, null))).toEqual(['uid']);
    expect(checkData(statement, 'rows', three, uidOf(three))).toMatchObject([{ holds: false, attested: null }]);
  });

  it('holds for a model of a statement about a model only, and for files of one about a dataset', () => {
    expect(checkModel(trainingStatement(), { name: 'm', sha256: sha256('weights') }).holds).toBe(true);
    expect(checkModel(trainingStatement(), { name: 'm', sha256: sha256('other') }).holds).toBe(false);
    expect(checkModel(statement, { name: 'm', sha256: sha256('rows') })).toMatchObject({ holds: false, attested: null });
    expect(checkFile(statement, { name: 'f', sha256: sha256('rows') }).holds).toBe(true);
    expect(checkFile(trainingStatement(), { name: 'f', sha256: sha256('weights') }).holds).toBe(false);
  });
});

/** A copy with one member, at any depth, taken out or replaced. */
function damage(json: { readonly [name: string]: Json }): fc.Arbitrary<JsonObject> {
  const replacement: fc.Arbitrary<Json | undefined> = fc.constantFrom(undefined, null, true, -1, 0, 1.5, '', 'x', '01', 'f'.repeat(63), 'F'.repeat(64), '1'.repeat(40), [], [1], {}, { sha256: 'x' });
  return fc.tuple(fc.constantFrom(...pathsOf(json)), replacement).map(([path, value]) => {
    const copy = structuredClone(json) as JsonObject;
    let inner = copy as Record<string, Json | undefined>;
    for (const name of path.slice(0, -1)) inner = inner[name] as unknown as Record<string, Json | undefined>;
    const last = path.at(-1)!;
    if (value !== undefined) inner[last] = value;
    else if (Array.isArray(inner)) inner.splice(Number(last), 1);
    else delete inner[last];
    return copy;
  });
}

function pathsOf(value: Json | { readonly [name: string]: Json }, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...pathsOf(inner as Json, [...path, name])]);
}
