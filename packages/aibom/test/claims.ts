/** Claims of datasets, and documents to hold them. */
import { hash } from 'node:crypto';
import { DatasigError, type Fingerprint, type FingerprinterOptions, writeFingerprint } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { claimDataset, type ClaimDetails, type DatasetClaim, type Evidence } from '../src/index.ts';
import { fingerprintOf, numbers } from './fingerprints.ts';

/** The fingerprint of the numbers below `count`, and its file. */
export function storedNumbers(count: number, options: FingerprinterOptions = {}): { readonly fingerprint: Fingerprint; readonly sha256: string; readonly content: Uint8Array } {
  return stored(fingerprintOf(numbers(0, count), options));
}

/** A fingerprint and its file. */
export function stored(fingerprint: Fingerprint): { readonly fingerprint: Fingerprint; readonly sha256: string; readonly content: Uint8Array } {
  const text = writeFingerprint(fingerprint);
  return { fingerprint, sha256: hash('sha256', text, 'hex'), content: new TextEncoder().encode(text) };
}

/** What an ancestor is claimed to be. */
export const ancestor: DatasetClaim = claimDataset(withoutContent(120), { name: 'raw', fingerprintLocation: 'raw.datasig.json', location: 'https://example.org/raw.csv' });

/** A claim with every member that it can have. */
export function fullClaim(details: Partial<ClaimDetails> = {}, count = 100): DatasetClaim {
  return claimDataset(withoutContent(count), {
    name: 'numbers',
    version: '2.1',
    location: 'https://example.org/numbers.csv',
    license: 'CC-BY-4.0',
    supplier: 'Example',
    builtTime: '2026-01-02T00:00:00Z',
    releaseTime: '2026-01-03T00:00:00Z',
    files: [{ name: 'data/numbers.csv', sha256: 'a'.repeat(64) }],
    fingerprintLocation: 'numbers.datasig.json',
    derivedFrom: [ancestor],
    ...details,
  });
}

function withoutContent(count: number): { readonly fingerprint: Fingerprint; readonly sha256: string } {
  const { fingerprint, sha256 } = storedNumbers(count);
  return { fingerprint, sha256 };
}

/** A fingerprint as evidence. */
export function evidenceOf(fingerprint: Fingerprint, kind: Evidence['kind'] = 'fingerprint'): Evidence {
  return { argument: 'given', kind, fingerprint, uid: fingerprint.identity?.uid ?? null, recordCount: fingerprint.records.count.toString(), sha256: kind === 'data' ? null : stored(fingerprint).sha256 };
}

/** A document as bytes. */
export function bytesOf(document: Json | string): Uint8Array {
  return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document, undefined, 2));
}

/** The object at the end of a path of names and positions, for expectations. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[step], value);
}

/** What an action throws. */
export function failure(action: () => unknown): DatasigError {
  try {
    action();
  } catch (error) {
    if (DatasigError.is(error)) return error;
    throw error;
  }
  throw new Error('expected an error');
}
