/** Lock files, screening, bills of materials and attestations over fingerprints. */
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
