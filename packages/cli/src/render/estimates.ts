/** Estimates in words and as bars. */
import { type Estimate, formatCount } from '@datasig/core';

const barWidth = 20;

/** `1 record`, `60,000 records`. */
export function formatAmount(count: bigint, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1n ? '' : 's'}`;
}

/** `60,000`, or `about 59,812 (58,100 – 61,600)`; an interval that certain bounds leave no width is not worth showing. */
export function formatDistinct({ estimate, lower, upper, exact }: Estimate): string {
  if (estimate === null) return 'unknown';
  if (exact) return formatCount(estimate);
  return `about ${formatCount(estimate)}${lower < upper ? ` (${formatCount(lower)} – ${formatCount(upper)})` : ''}`;
}

/** A share as a bar: filled up to the interval, shaded inside it. */
export function bar({ lower, upper, exact, estimate }: Estimate): string {
  const cells = (share: number): number => Math.round(share * barWidth);
  const [from, to] = exact ? [estimate ?? 0, estimate ?? 0] : [lower, upper];
  const sure = from === 1 ? barWidth : Math.min(cells(from), barWidth - 1);
  const possible = Math.max(sure, cells(to));
  return '█'.repeat(sure) + '▒'.repeat(possible - sure) + '░'.repeat(barWidth - possible);
}
