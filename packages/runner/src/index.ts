/** Fingerprints sources on Node: shards, progress, checkpoints, cancellation. */
export type { RunOptions, RunResult, RunStatistics, RunWarning } from './options.ts';
export type { Progress } from './progress.ts';
export { ProgressLine } from './progress-line.ts';
export { describeProgress, formatByteLength, formatDuration } from './progress-text.ts';
export { fingerprint } from './run.ts';
