/** Attestations held against in-toto's own reader and against OpenSSL. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { attestedDataset, encodeStatement, preAuthenticationEncoding, readBundle, type Statement, statementToJson } from '@datasig/aibom';
import { generateSigningKey, readSigningKey, readTrustedKey, signStatement, verifyBundle } from '@datasig/aibom/attest';
import { createFingerprint, Fingerprinter, writeFingerprint } from '@datasig/core';
import { afterAll, describe, expect, it } from 'vitest';
import { installingTimeout, validate } from './validate.ts';

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'datasig-attestation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keep(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function datasetOf(count: number): ReturnType<typeof attestedDataset> {
  const fingerprinter = new Fingerprinter();
  fingerprinter.add({ kind: 'rows', rows: Array.from({ length: count }, (_, id) => ({ id })) });
  const fingerprint = createFingerprint({ dataset: { name: `rows ${count}`, connector: 'test', location: 'rows' }, summary: fingerprinter.finish() });
  return attestedDataset(fingerprint, { fingerprintSha256: createHash('sha256').update(writeFingerprint(fingerprint)).digest('hex'), uri: 'https://example.org/rows', version: '1', part: 'train' });
}

const subjects = [{ name: 'file', sha256: 'a'.repeat(64) }];
const statements: readonly Statement[] = [
  { kind: 'dataset', subjects, dataset: datasetOf(3), derivedFrom: [datasetOf(4)] },
  { kind: 'training-data', subjects, model: { name: 'model' }, datasets: [datasetOf(3), datasetOf(4)] },
];

describe.each(statements)('a statement ($kind)', (statement) => {
  it('is one for in-toto', { timeout: installingTimeout }, async () => {
    const { isValid, output } = await validate('validate_statement.py', keep('statement.json', encodeStatement(statement)));
    expect({ isValid, output }).toEqual({ isValid: true, output: expect.any(String) as string });
    expect(JSON.parse(output)).toEqual({ predicateType: statementToJson(statement)['predicateType'], subjects: [['file', { sha256: 'a'.repeat(64) }]], datasets: statement.kind === 'dataset' ? 1 : 2 });
  });

  it('is none for in-toto without subjects, or with a dataset that is no ResourceDescriptor', { timeout: installingTimeout }, async () => {
    const json = statementToJson(statement);
    expect((await validate('validate_statement.py', keep('empty.json', JSON.stringify({ ...json, subject: [] })))).isValid).toBe(false);
    const predicate = json['predicate'] as object;
    expect((await validate('validate_statement.py', keep('wrong.json', JSON.stringify({ ...json, predicate: { ...predicate, resolvedDependencies: [{ uid: 'x' }] } })))).isValid).toBe(false);
  });
});

describe('OpenSSL', () => {
  const verifies = async (signature: Uint8Array, signed: Uint8Array, publicKey: string): Promise<boolean> => {
    const parameters = ['dgst', '-sha256', '-verify', keep('key.pub.pem', publicKey), '-signature', keep('signature', signature), keep('signed', signed)];
    return execute('openssl', parameters).then(({ stdout }) => stdout === 'Verified OK\n', ({ code, stdout }: { code: unknown; stdout: string }) => {
      if (code !== 1) throw new Error(`openssl ended with ${String(code)}: ${stdout}`);
      return false;
    });
  };

  it('finds the signature good, and not over anything else or by another key', async () => {
    const { privatePem, publicPem } = generateSigningKey();
    const { envelope } = readBundle(new TextEncoder().encode(signStatement(statements[1]!, readSigningKey(privatePem))));
    const signed = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
    expect(await verifies(envelope.signature, signed, publicPem)).toBe(true);
    expect(await verifies(envelope.signature, envelope.payload, publicPem)).toBe(false);
    expect(await verifies(envelope.signature, signed, generateSigningKey().publicPem)).toBe(false);
  });

  it('makes keys that sign and verify', async () => {
    const { stdout: privatePem } = await execute('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']);
    const { stdout: publicPem } = await execute('openssl', ['pkey', '-in', keep('key.pem', privatePem), '-pubout']);
    const bundle = new TextEncoder().encode(signStatement(statements[0]!, readSigningKey(privatePem)));
    expect((await verifyBundle(bundle, { kind: 'key', key: readTrustedKey(publicPem) })).statement).toEqual(statements[0]);
    const { stdout: olderPem } = await execute('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout']);
    expect(readSigningKey(olderPem).keyId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('makes keys of other kinds, which are refused by their names', async () => {
    for (const [parameters, name] of [[['-algorithm', 'RSA'], 'rsa'], [['-algorithm', 'ED25519'], 'ed25519'], [['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'secp384r1']] as const) {
      const { stdout: privatePem } = await execute('openssl', ['genpkey', ...parameters]);
      const { stdout: publicPem } = await execute('openssl', ['pkey', '-in', keep('key.pem', privatePem), '-pubout']);
      expect(() => readSigningKey(privatePem)).toThrow(name);
      expect(() => readTrustedKey(publicPem)).toThrow(name);
    }
  });
});
