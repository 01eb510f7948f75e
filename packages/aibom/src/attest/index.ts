/** What an attestation says, and its forms; signing and verifying need Node (`@datasig/aibom/attest`). */
export { type Bundle, readBundle, type Signer } from './bundle.ts';
export { attestedDatasets, checkData, checkFile, checkFingerprint, checkModel, type ClaimCheck, type ClaimName, type FingerprintAtHand } from './check.ts';
export { attestedDataset, type DatasetDetails } from './dataset.ts';
export { type Envelope, preAuthenticationEncoding } from './envelope.ts';
export type { AttestedDataset, AttestedFingerprint, DatasetStatement, Statement, Subject, TrainingStatement } from './model.ts';
export { readStatement } from './read-statement.ts';
export { bundleByteLimit, bundleMediaType, datasetPredicateType, payloadType, statementType, trainingPredicateType } from './vocabulary.ts';
export { encodeStatement, statementToJson } from './write-statement.ts';
