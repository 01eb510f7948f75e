/** Counts of distinct records in words. */
import { type Estimate, formatCount } from '@datasig/core';

/** `60,000`, or `about 59,812 (58,100 – 61,600)`; an interval that certain bounds leave no width is not worth showing. */
export function formatDistinct({ estimate, lower, upper, exact }: Estimate): string {
  if (estimate === null) return 'unknown';
  if (exact) return formatCount(estimate);
  return `about ${formatCount(estimate)}${lower < upper ? ` (${formatCount(lower)} – ${formatCount(upper)})` : ''}`;
}
