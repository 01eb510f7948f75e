/** Fingerprints sources on Node: shards, progress, checkpoints, cancellation. */
export { type DigestedBatch, type DigestOptions, digestRecords } from './digest-records.ts';
export { loadConnector } from './load-connector.ts';
export type { RunOptions, RunResult, RunStatistics, RunWarning } from './options.ts';
export type { Progress } from './progress.ts';
export { fingerprint } from './run.ts';
