/** Fingerprints and statements to attest. */
import { hash } from 'node:crypto';
import { createFingerprint, type Fingerprint, Fingerprinter, type FingerprinterOptions, writeFingerprint } from '@datasig/core';
import { attestedDataset, type DatasetDetails, type DatasetStatement, type FingerprintAtHand, type TrainingStatement } from '../src/index.ts';

/** The fingerprint of so many rows. */
export function fingerprintOf(count: number, name = 'rows', options: FingerprinterOptions = {}): Fingerprint {
  const fingerprinter = new Fingerprinter(options);
  fingerprinter.add({ kind: 'rows', rows: Array.from({ length: count }, (_, index) => ({ id: index })) });
  return createFingerprint({ dataset: { name, connector: 'test', location: `${name}.jsonl`, revision: 'abc123' }, summary: fingerprinter.finish() });
}

/** SHA-256 of text or bytes: 64 hex digits. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** The fingerprint as a file that is at hand. */
export function atHand(fingerprint: Fingerprint, argument = 'rows.datasig.json'): FingerprintAtHand {
  return { argument, fingerprint, sha256: sha256(writeFingerprint(fingerprint)) };
}

/** What is attested of a fingerprint. */
export function datasetOf(fingerprint: Fingerprint, details: Partial<DatasetDetails> = {}): ReturnType<typeof attestedDataset> {
  return attestedDataset(fingerprint, { fingerprintSha256: atHand(fingerprint).sha256, ...details });
}

/** A statement about a dataset, with every member that it can have. */
export function datasetStatement(fingerprint: Fingerprint = fingerprintOf(5)): DatasetStatement {
  return {
    kind: 'dataset',
    subjects: [{ name: 'rows.jsonl', sha256: sha256('rows') }],
    dataset: datasetOf(fingerprint, { name: 'Röws', version: '2', uri: 'https://example.org/rows', fingerprintUri: 'https://example.org/rows.datasig.json', part: 'train' }),
    derivedFrom: [datasetOf(fingerprintOf(9, 'raw'))],
  };
}

/** A statement about a model that was trained on two datasets. */
export function trainingStatement(): TrainingStatement {
  return { kind: 'training-data', subjects: [{ name: 'model.bin', sha256: sha256('weights') }], model: { name: 'model' }, datasets: [datasetOf(fingerprintOf(5)), datasetOf(fingerprintOf(3, 'more'))] };
}
