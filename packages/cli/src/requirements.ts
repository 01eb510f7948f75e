/** What a comparison is asked to show, judged by the bound that is on the safe side. */
import { type FingerprintComparison, formatShare } from '@datasig/core';

/** What the user asked for. */
export interface Requirements {
  readonly identical: boolean;
  /** The least Jaccard similarity, held against the interval's lower bound. */
  readonly leastJaccard?: number;
}

/** Whether it holds; null where the fingerprints cannot tell. */
export interface Judgement {
  readonly met: boolean | null;
  readonly reason: string;
}

/** The judgement; null where nothing was asked for. */
export function judge(comparison: FingerprintComparison, { identical, leastJaccard }: Requirements): Judgement | null {
  const judgements = [
    ...(identical ? [judgeIdentical(comparison)] : []),
    ...(leastJaccard === undefined ? [] : [judgeJaccard(comparison, leastJaccard)]),
  ];
  return judgements.find(({ met }) => met === false) ?? judgements.find(({ met }) => met === null) ?? judgements[0] ?? null;
}

/** Whether both are the same data. */
export function judgeIdentical({ identical, recordCount, relation, certain, findings }: FingerprintComparison): Judgement {
  if (identical === true) return { met: true, reason: 'identical: the UIDs are equal' };
  if (identical === false) return { met: false, reason: 'not identical: the UIDs differ' };
  if (recordCount.a !== null && recordCount.b !== null && recordCount.a !== recordCount.b) return { met: false, reason: 'not identical: the numbers of records differ' };
  if (certain && relation !== 'equal') return { met: false, reason: 'not identical: they hold other records' };
  const classic = findings.find(({ code }) => code === 'classic-uid');
  if (classic !== undefined) return { met: null, reason: `classic fingerprints have no identity; ${classic.message}` };
  return { met: null, reason: 'a fingerprint without identity cannot show that data are identical; make it again without --no-identity' };
}

function judgeJaccard({ estimates, identical }: FingerprintComparison, least: number): Judgement {
  if (identical === true) return { met: true, reason: `the similarity is 100 %, at least ${formatShare(least)}` };
  if (estimates === null) return { met: null, reason: 'without sketches the similarity is not known; make the fingerprints again with a sketch' };
  const { lower } = estimates.jaccard;
  return lower >= least
    ? { met: true, reason: `the similarity is at least ${formatShare(lower)}, which is not under ${formatShare(least)}` }
    : { met: false, reason: `the similarity may be as low as ${formatShare(lower)}, which is under ${formatShare(least)}` };
}
