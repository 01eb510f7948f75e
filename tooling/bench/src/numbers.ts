/** Ratios as a reader wants them. */
import { formatNumber } from '@datasig/chart';

/** A ratio with two decimals, or whole where it is large. */
export function formatRatio(ratio: number): string {
  return ratio >= 100 ? formatNumber(ratio) : ratio.toFixed(ratio >= 10 ? 1 : 2);
}
