/** Bars on ratios. */
import { formatRatio } from './numbers.ts';
import type { Bar } from './result.ts';

/** Holds where `ratio` is at most `limit`; only full sizes tell. */
export function atMost(name: string, ratio: number, limit: number): Bar {
  return { name, limit: `at most ${limit}×`, measured: `${formatRatio(ratio)}×`, holds: ratio <= limit, needsFullRun: true };
}

/** Holds where `ratio` is at least `limit`; only full sizes tell. */
export function atLeast(name: string, ratio: number, limit: number): Bar {
  return { name, limit: `at least ${limit}×`, measured: `${formatRatio(ratio)}×`, holds: ratio >= limit, needsFullRun: true };
}
