/** Containments as anybody reads them: so many of 100. */
import { type Estimate, formatShare, type SummaryComparison } from '@datasig/core';

/** How much of A is in B, and of B in A; nothing where the verdict says it, or nothing is known. */
export function describeShares({ identical, estimates }: SummaryComparison): string[] {
  if (identical === true || estimates === null) return [];
  const { aInB, bInA } = estimates.containment;
  return [...describeShare('A', 'B', aInB), ...describeShare('B', 'A', bInA)];
}

function describeShare(one: string, other: string, { estimate, lower, upper, exact }: Estimate): string[] {
  if (estimate === null) return [];
  if (estimate === 1) return [exact ? `All distinct records of ${one} are also in ${other}.` : `All records of ${one} that were compared are also in ${other}; of all records of ${one} at least ${formatShare(lower)} are.`];
  if (estimate === 0) return [exact ? `No record of ${one} is in ${other}.` : `No record of ${one} that was compared is in ${other}; of all records of ${one} at most ${formatShare(upper)} are.`];
  return [`Of 100 distinct records of ${one}, ${amongHundred(estimate, exact)} also in ${other}.`];
}

function amongHundred(share: number, exact: boolean): string {
  const count = Math.round(share * 100);
  const about = exact && share * 100 === count ? '' : 'about ';
  if (count === 0) return 'less than one is';
  if (count === 100) return 'more than 99 are';
  return count === 1 ? `${about}1 is` : `${about}${count} are`;
}
