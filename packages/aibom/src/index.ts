/** Lock files, screening, bills of materials and attestations over fingerprints. */

// Bills of materials
export { type BillDocument, type BillFormat, billFormats, type Enrichment, readBill } from './bill-document.ts';
export type { BillContents, ModelDescription } from './claims/bill.ts';
export { type ClaimedDataset, type ClaimedModel, type DocumentClaims, hasClaim } from './claims/claimed-dataset.ts';
export { claimDataset, type DatasetClaim, type DatasetDetails, type FileDigest, type FingerprintReference, type FingerprintSource, propertyNames, toReference } from './claims/dataset-claim.ts';
export { type ClaimStatus, type DatasetVerdict, type Evidence, verifyDataset } from './claims/verify.ts';
export { type CroissantContents, type CroissantRecordSet, type CroissantResource, resourcesToRead } from './croissant/locations.ts';
export { createCycloneDx } from './cyclonedx/create.ts';
export { documentByteLimit } from './document/parse.ts';
export { createSpdx } from './spdx/index.ts';
export * from './attest/index.ts';
