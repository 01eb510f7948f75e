/** Numbers as people read them: counts and shares, no surer than they are. */
import type { Estimate } from './compare.ts';

/** `60,000`; estimates are rounded. Not by `toLocaleString`: the tables it loads take longer than a small run. */
export function formatCount(count: number | bigint): string {
  if (typeof count === 'number' && !Number.isFinite(count)) return count.toLocaleString('en-US');
  return BigInt(typeof count === 'number' ? Math.round(count) : count).toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A share in percent with at most two decimals; 0 % and 100 % only where it is exactly that. */
export function formatShare(share: number): string {
  return `${sharePercent(share)} %`;
}

function sharePercent(share: number): number {
  const hundredths = Math.round(share * 10_000);
  const honest = share > 0 && share < 1 ? Math.min(Math.max(hundredths, 1), 9999) : hundredths;
  return honest / 100;
}

/** An estimated share; one of 0 % or 100 % that only a sample shows is marked as about that. */
export function formatEstimate({ estimate, exact }: Estimate): string {
  if (estimate === null) return 'unknown';
  const about = !exact && (estimate === 0 || estimate === 1) ? '≈ ' : '';
  return `${about}${formatShare(estimate)}`;
}

/** `45.52 – 50.87 %`, or that there is no interval. */
export function formatInterval({ lower, upper, exact }: Estimate): string {
  return exact ? 'exact' : `${sharePercent(lower)} – ${formatShare(upper)}`;
}
