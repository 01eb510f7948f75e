/** Lock files, screening, bills of materials and attestations over fingerprints. */
export * from './attest/index.ts';
