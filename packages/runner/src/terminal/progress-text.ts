/** Progress in words. */
import { formatCount } from '@datasig/core';
import type { Progress, ShardProgress } from '../progress.ts';

const barWidth = 10;

/** `━━━━━─────  34,000 records  27.1 MB  45.2 MB/s  1.2 s left  3/8 train-00002.parquet`. */
export function describeProgress({ recordCount, byteLength, totalByteLength, bytesPerSecond, remainingMs, shards }: Progress): string {
  const words = [`${formatCount(recordCount)} records`, formatByteLength(byteLength), `${formatByteLength(bytesPerSecond)}/s`];
  if (totalByteLength !== undefined && totalByteLength > 0) words.unshift(bar(byteLength / totalByteLength));
  if (remainingMs !== undefined) words.push(`${formatDuration(remainingMs)} left`);
  if (shards !== undefined && shards.count > 1) words.push(describeShards(shards));
  return words.join('  ');
}

/** A file's folder is left out: the line is short. */
function describeShards({ count, doneCount, currentId = '' }: ShardProgress): string {
  return `${formatCount(Math.min(doneCount + 1, count))}/${formatCount(count)} ${currentId.slice(currentId.lastIndexOf('/') + 1)}`.trimEnd();
}

function bar(share: number): string {
  const done = Math.round(Math.min(share, 1) * barWidth);
  return '━'.repeat(done) + '─'.repeat(barWidth - done);
}

/** `172 ms`, `1.4 s`, `12 min 3 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 99_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${formatCount(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** `47.1 MB`, in powers of ten. */
export function formatByteLength(byteLength: number): string {
  if (byteLength < 999.5) return `${Math.round(byteLength)} B`;
  if (byteLength < 999_500) return `${Math.round(byteLength / 1000)} kB`;
  return byteLength < 999_950_000 ? `${(byteLength / 1_000_000).toFixed(1)} MB` : `${(byteLength / 1_000_000_000).toFixed(1)} GB`;
}
