/**
 * Whether a dataset still keeps its rules. A rule is kept only where the interval's bound on the safe side shows it,
 * broken only where the other bound does; between them it is undecided.
 */
import { DatasigError, type Estimate, type Fingerprint, formatCount, formatShare } from '@datasig/core';
import type { Drift } from './drift.ts';
import type { Policy } from './lock.ts';
import { judgeOverlap } from './overlap.ts';
import { formatPolicy } from './policy-text.ts';

/** The judgement on one rule. */
export interface RuleJudgement {
  /** The rule as `--policy` writes it. */
  readonly rule: string;
  /** Null where it cannot be told. */
  readonly met: boolean | null;
  /** A sentence without an end mark. */
  readonly reason: string;
}

type Finding = Omit<RuleJudgement, 'rule'>;

/** What rules about two datasets need. */
export interface Surroundings {
  /** The dataset as it is now. */
  readonly present: Fingerprint;
  /** Another dataset of the lock as it is now; an error where it cannot be read. */
  readonly other: (name: string) => Fingerprint | DatasigError;
  readonly confidence: number;
}

/** The judgement on each rule of `policy`, in the order of {@link formatPolicy}. */
export function judgePolicy(policy: Policy, drift: Drift, surroundings: Surroundings): RuleJudgement[] {
  const { minJaccard, minContainment, maxRemoved, forbidOverlap = {} } = policy;
  const findings: Finding[] = [
    ...(policy.identical === true ? [judgeIdentical(drift)] : []),
    ...(minJaccard === undefined ? [] : [judgeShare(drift, drift.comparison.estimates?.jaccard, minJaccard, 'the similarity')]),
    ...(minContainment === undefined ? [] : [judgeShare(drift, drift.comparison.estimates?.containment.aInB, minContainment, 'the share of locked records that is still there')]),
    ...(maxRemoved === undefined ? [] : [judgeRemoved(drift, maxRemoved)]),
    ...Object.keys(forbidOverlap).sort().map((name) => judgeForbidden(name, forbidOverlap[name]!, surroundings)),
  ];
  const rules = formatPolicy(policy);
  return findings.map((finding, index) => ({ rule: rules[index]!, ...finding }));
}

function judgeIdentical({ identical, recordCount: { before, after }, comparison }: Drift): Finding {
  if (identical === true) return { met: true, reason: 'the UIDs are equal' };
  if (identical === false) return { met: false, reason: 'the UIDs differ' };
  if (before !== null && after !== null && before !== after) return { met: false, reason: 'the numbers of records differ' };
  if (comparison.certain && comparison.relation !== 'equal') return { met: false, reason: 'they hold other records' };
  return { met: null, reason: 'a fingerprint without identity cannot show that data are identical; lock it again from one that has' };
}

function judgeShare({ identical }: Drift, share: Estimate | undefined, least: number, what: string): Finding {
  if (identical === true) return { met: true, reason: `${what} is 100 %` };
  if (share === undefined) return { met: null, reason: `${what} is not known without sketches that can be compared` };
  if (share.lower >= least) return { met: true, reason: `${what} is ${atLeast(share)}` };
  if (share.upper < least) return { met: false, reason: `${what} is ${atMost(share)}, under ${formatShare(least)}` };
  return { met: null, reason: `${what} is between ${formatShare(share.lower)} and ${formatShare(share.upper)}, and ${formatShare(least)} lies in there; a larger sketch tells more` };
}

function judgeRemoved({ identical, removed, recordCount: { before, after } }: Drift, most: number): Finding {
  if (identical === true) return { met: true, reason: 'nothing was removed' };
  const fall = before === null || after === null ? null : before - after;
  if (fall !== null && fall > BigInt(most)) return { met: false, reason: `the number of records fell by ${formatCount(fall)}, more than ${formatCount(most)}` };
  if (removed === null || fall === null) return { met: null, reason: 'how many records were removed is not known without sketches that can be compared' };
  if (removed.lower > most) return { met: false, reason: `locked records that are gone: ${removed.exact ? '' : 'at least '}${formatCount(removed.lower)}, more than ${formatCount(most)}` };
  if (removed.upper <= most) return { met: true, reason: `locked records that are gone: ${removed.exact ? '' : 'at most '}${formatCount(removed.upper)}` };
  return { met: null, reason: `locked records that are gone: between ${formatCount(removed.lower)} and ${formatCount(removed.upper)}, and ${formatCount(most)} lies in there; a larger sketch tells more` };
}

function judgeForbidden(name: string, most: number, { present, other, confidence }: Surroundings): Finding {
  const theirs = other(name);
  if (DatasigError.is(theirs)) return { met: null, reason: `${name} cannot be read: ${theirs.message}` };
  const { met, reason } = judgeOverlap(present, theirs, { name, most, confidence });
  return { met, reason };
}

function atLeast(share: Estimate): string {
  return share.exact ? formatShare(share.lower) : `at least ${formatShare(share.lower)}`;
}

function atMost(share: Estimate): string {
  return share.exact ? formatShare(share.upper) : `at most ${formatShare(share.upper)}`;
}
