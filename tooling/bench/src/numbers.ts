/** Numbers as a reader wants them. */
import { formatCount } from '@datasig/core';

/** Three digits that count, or whole numbers with thousands. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 100 || Number.isInteger(value) ? formatCount(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A ratio with two decimals, or whole where it is large. */
export function formatRatio(ratio: number): string {
  return ratio >= 100 ? formatNumber(ratio) : ratio.toFixed(ratio >= 10 ? 1 : 2);
}
