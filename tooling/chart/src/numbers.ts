/** Numbers as a reader wants them. */
import { formatCount } from '@datasig/core';

/** Three digits that count, or whole numbers with thousands. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 100 || Number.isInteger(value) ? formatCount(Math.round(value)) : String(Number(value.toPrecision(3)));
}
