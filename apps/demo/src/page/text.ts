/** Numbers and durations as the page writes them. */
import { formatCount } from '@datasig/core';

/** `1 record`, `60,000 records`. */
export function formatAmount(count: bigint | number, noun: string): string {
  return `${formatCount(count)} ${noun}${BigInt(Math.round(Number(count))) === 1n ? '' : 's'}`;
}

/** `47.1 MB`, in powers of ten. */
export function formatBytes(byteLength: number): string {
  if (byteLength < 999.5) return `${Math.round(byteLength)} B`;
  if (byteLength < 999_500) return `${Math.round(byteLength / 1000)} kB`;
  return byteLength < 999_950_000 ? `${(byteLength / 1_000_000).toFixed(1)} MB` : `${(byteLength / 1_000_000_000).toFixed(1)} GB`;
}

/** `less than a second`, `12 s`, `3 min 20 s`. */
export function formatTime(milliseconds: number): string {
  if (milliseconds < 950) return 'less than a second';
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The text with its numbers and their `%` kept on one line. */
export function keepPercents(text: string): string {
  return text.replace(/(?<=\d) (?=%)/g, '\u00a0');
}
