/** Cells whose coverage is below 95 % by more than chance explains for one cell, and how many of those chance makes of many. */
import type { AccuracyResult } from '@datasig/study';

const level = 0.95;
const deviations = 3;

/** Whether a cell's coverage is more than three standard errors below 95 %. */
export function isFailing({ jaccard, trials }: AccuracyResult): boolean {
  return jaccard.coverage !== null && jaccard.coverage < leastCoverage(trials);
}

/** How many cells would be expected to fail if every coverage were exactly 95 %. */
export function expectedFailures(cells: readonly AccuracyResult[]): number {
  return cells.reduce((sum, { trials }) => sum + probabilityBelow(leastCoverage(trials) * trials, trials), 0);
}

function leastCoverage(trials: number): number {
  return level - deviations * Math.sqrt((level * (1 - level)) / trials);
}

/** P(fewer than `limit` of `trials` hold), summed from the most. */
function probabilityBelow(limit: number, trials: number): number {
  let probability = level ** trials;
  let above = 0;
  for (let held = trials; held >= limit; held--) {
    above += probability;
    probability *= (held / (trials - held + 1)) * ((1 - level) / level);
  }
  return Math.max(0, 1 - above);
}
