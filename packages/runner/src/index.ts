/** Fingerprints sources on Node: shards, progress, checkpoints, cancellation. */
export type { RunOptions, RunResult, RunStatistics, RunWarning } from './options.ts';
export type { Progress } from './progress.ts';
export { fingerprint } from './run.ts';
