/** Estimates in words and as bars. */
import { type Estimate, formatCount } from '@datasig/core';

export { formatDistinct } from '@datasig/report/describe';

const barWidth = 20;

/** `1 record`, `60,000 records`. */
export function formatAmount(count: bigint, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1n ? '' : 's'}`;
}

/** A share as a bar: filled up to the interval, shaded inside it. */
export function bar({ lower, upper, exact, estimate }: Estimate): string {
  const cells = (share: number): number => Math.round(share * barWidth);
  const [from, to] = exact ? [estimate ?? 0, estimate ?? 0] : [lower, upper];
  const sure = from === 1 ? barWidth : Math.min(cells(from), barWidth - 1);
  const possible = Math.max(sure, cells(to));
  return '█'.repeat(sure) + '▒'.repeat(possible - sure) + '░'.repeat(barWidth - possible);
}
