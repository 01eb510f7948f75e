/** Lock files, screening, bills of materials and attestations over fingerprints. */
export {};
