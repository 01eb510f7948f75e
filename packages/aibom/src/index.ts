/** Lock files, screening, bills of materials and attestations over fingerprints. */

// Bills of materials
export { type BillDocument, type BillFormat, billFormats, type Enrichment, type EnrichOptions, readBill } from './bill-document.ts';
export type { BillContents, ModelDescription } from './claims/bill.ts';
export { type ClaimedDataset, type ClaimedModel, type DocumentClaims, hasClaim } from './claims/claimed-dataset.ts';
export { claimDataset, type DatasetClaim, type ClaimDetails, type FileDigest, type FingerprintReference, type FingerprintSource, propertyNames, toReference } from './claims/dataset-claim.ts';
export { type ClaimStatus, type DatasetVerdict, type Evidence, verifyDataset } from './claims/verify.ts';
export { type CroissantContents, type CroissantRecordSet, type CroissantResource, resourcesToRead } from './croissant/locations.ts';
export { createCycloneDx } from './cyclonedx/create.ts';
export { documentByteLimit } from './document/parse.ts';
export { createSpdx } from './spdx/index.ts';
export * from './attest/index.ts';
export { type HistoryStep, traceHistory, type Version } from './history/history.ts';
export { checkDataset, type CheckInput, type DatasetCheck, mismatch, overallVerdict, type Verdict, verifyLocked } from './lock/check.ts';
export { describeCheck, describeDrift } from './lock/describe.ts';
export { type Drift, measureDrift } from './lock/drift.ts';
export { judgePolicy, type RuleJudgement, type Surroundings } from './lock/judge.ts';
export { toJunit } from './lock/junit.ts';
export { isDatasetName, type LocationOption, type Lock, lockByteLimit, type LockedDataset, lockedOptions, lockVersion, type Policy } from './lock/lock.ts';
export { defaultPolicy, formatPolicy, parsePolicy } from './lock/policy-text.ts';
export { lockTooLarge, type ReadLock, readLock } from './lock/read.ts';
export { type LockPlace, toSarif } from './lock/sarif.ts';
export { writeLock } from './lock/write.ts';
export { judgeOverlap, type OverlapFinding, type OverlapQuestion } from './lock/overlap.ts';
export { DigestSet } from './screen/digest-set.ts';
export { filterFormat, type KnownRecords, listFormat } from './screen/known-records.ts';
export { filterBitsRange, filterOf, looksLikeFilter, readRecordFilter, RecordFilter, writeRecordFilter } from './screen/record-filter.ts';
export { listCountLimit, listTooLarge, RecordList, RecordListReader, writeRecordList } from './screen/record-list.ts';
export { type KnownDatasetFinding, screenDataset, type ScreenOptions, screenSketch, type SketchFinding } from './screen/screen.ts';
