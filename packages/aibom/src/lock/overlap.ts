/** Whether a dataset shares records with another: surely, surely no more than a share, or neither. */
import { DatasigError, type Estimate, type Fingerprint, formatCount, formatShare } from '@datasig/core';
import { type Drift, measureDrift } from './drift.ts';

/** What one dataset has in common with another. */
export interface OverlapFinding {
  /** True: surely no more than is allowed. False: surely more. Null: it cannot be told. */
  readonly met: boolean | null;
  /** The share of the first one's distinct records that are in the second; null where it is not known. */
  readonly share: Estimate | null;
  /** How many they are. */
  readonly intersection: Estimate | null;
  /** A sentence without an end mark. */
  readonly reason: string;
}

/** What is asked. */
export interface OverlapQuestion {
  /** What the second dataset is called. */
  readonly name: string;
  /** The largest share of the first one's records that may be in the second. */
  readonly most: number;
  readonly confidence?: number;
}

/** Judges by the bounds of the interval; what cannot be compared is not known. */
export function judgeOverlap(part: Fingerprint, whole: Fingerprint, { name, most, confidence }: OverlapQuestion): OverlapFinding {
  let drift: Drift;
  try {
    drift = measureDrift(part, whole, confidence);
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    return { met: null, share: null, intersection: null, reason: `it cannot be compared with ${name}: ${error.message}` };
  }
  const { estimates, findings } = drift.comparison;
  const share = drift.identical === true ? all : (estimates?.containment.aInB ?? null);
  const intersection = estimates?.intersection ?? null;
  if (share === null) return { met: null, share, intersection, reason: `what it shares with ${name} is not known without sketches that can be compared` };
  const found = { share, intersection };
  // Even the smallest share of an endless set is above nothing.
  const isSeen = most === 0 && (intersection?.lower ?? 0) > 0;
  if (share.lower > most || isSeen) return { ...found, met: false, reason: describeShared(name, share, intersection) };
  const isEmpty = part.records.isCountUnknown !== true && part.records.count === 0n;
  // Records that are typed or named otherwise cannot match, whatever they hold.
  const obstacle = findings.find(({ code }) => obstacles.has(code));
  if (obstacle !== undefined && !isEmpty && whole.records.count > 0n) return { ...found, met: null, reason: `records of it and of ${name} cannot be held against each other: ${obstacle.message}` };
  if (share.upper <= most || isEmpty) return { ...found, met: true, reason: most === 0 ? `no record of it is in ${name}` : `${share.exact ? '' : 'at most '}${formatShare(share.upper)} of its records ${share.exact ? 'are' : 'can be'} in ${name}` };
  return { ...found, met: null, reason: `up to ${formatShare(share.upper)} of its records may be in ${name}, and ${most === 0 ? 'none' : formatShare(most)} is allowed; a larger sketch tells more, or allow a share` };
}

const all: Estimate = { estimate: 1, lower: 1, upper: 1, confidence: 1, exact: true };

const obstacles: ReadonlySet<string> = new Set(['type-mismatch', 'name-mismatch', 'field-missing']);

function describeShared(name: string, share: Estimate, intersection: Estimate | null): string {
  if (intersection?.exact !== true || intersection.estimate === null) return `${share.exact ? '' : 'at least '}${formatShare(share.lower)} of its records are in ${name}`;
  return intersection.estimate === 1 ? `1 of its records is in ${name}` : `${formatCount(intersection.estimate)} of its records are in ${name}`;
}
