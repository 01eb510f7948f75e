/** Names and limits of attestations; `docs/spec/attestation.md` has the rules. */

/** `_type` of every statement that is written or read. */
export const statementType = 'https://in-toto.io/Statement/v1';

/** `predicateType` of a statement about a dataset. */
export const datasetPredicateType = 'https://www.npmjs.com/package/@datasig/aibom#dataset-v1';

/** `predicateType` of a statement about a model and the data it is said to be trained on. */
export const trainingPredicateType = 'https://www.npmjs.com/package/@datasig/aibom#training-data-v1';

/** What the payload of an envelope has to be. */
export const payloadType = 'application/vnd.in-toto+json';

/** Sigstore bundles are written and read in this version only. */
export const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Media type of a fingerprint file. */
export const fingerprintMediaType = 'application/vnd.datasig+json';

/** More files are not named in one statement. */
export const subjectLimit = 1024;

/** More datasets are not named in one statement. */
export const datasetLimit = 1024;

/** Larger bundles are refused before they are read. */
export const bundleByteLimit: number = 16 * 1024 * 1024;

/** Deeper JSON is no bundle and no statement of any version. */
export const depthLimit = 32;
