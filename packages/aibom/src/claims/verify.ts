/** Whether what a document claims of datasets still holds; what cannot be checked does not pass. */
import { DatasigError, type Estimate, type Fingerprint, formatCount, formatEstimate, formatInterval } from '@datasig/core';
import { type Drift, measureDrift } from '../lock/drift.ts';
import { type ClaimedDataset, hasClaim } from './claimed-dataset.ts';

/** What a claim is held against. */
export interface Evidence {
  /** As the user named it. */
  readonly argument: string;
  /** A fingerprint file that was given, one that was made of the data just now, or an entry of a lock file. */
  readonly kind: 'fingerprint' | 'data' | 'lock';
  readonly fingerprint: Fingerprint | null;
  /** UID, null where there is none. */
  readonly uid: string | null;
  /** Decimal digits, null where not known. */
  readonly recordCount: string | null;
  /** SHA-256 of the fingerprint file; null of data. */
  readonly sha256: string | null;
}

/**
 * What was found: the claim holds, is broken, could not be judged, nothing was there to hold it against, or the
 * document claims nothing.
 */
export type ClaimStatus = 'holds' | 'broken' | 'undecided' | 'claimed' | 'unclaimed';

/** What was found of one dataset. */
export interface DatasetVerdict {
  readonly name: string;
  readonly ref: string | null;
  readonly status: ClaimStatus;
  /** One plain sentence. */
  readonly reason: string;
  /** What it was held against. */
  readonly evidence: string | null;
  readonly recordCount: { readonly claimed: string | null; readonly found: string | null };
  /** The share of all distinct records that only one side has; null where the claimed fingerprint is not at hand. */
  readonly changedShare: Estimate | null;
  /** Distinct records that are gone, and that are new. */
  readonly removed: Estimate | null;
  readonly added: Estimate | null;
}

/**
 * Holds a claim against evidence.
 *
 * @param claimed the fingerprint that the document names, with the digest that it names, where it is at hand; it tells
 * how much has changed
 */
export function verifyDataset(dataset: ClaimedDataset, evidence: Evidence | undefined, claimed: Fingerprint | undefined): DatasetVerdict {
  if (!hasClaim(dataset)) return plain(dataset, 'unclaimed', 'the document claims no fingerprint of it', evidence);
  if (claimed !== undefined && dataset.uid !== null && claimed.identity?.uid !== dataset.uid) {
    return plain(dataset, 'broken', 'the document contradicts itself: the fingerprint that it names has another UID than it claims', evidence);
  }
  if (evidence === undefined) return plain(dataset, 'claimed', 'only claimed: nothing was given to hold it against', evidence);
  const uid = dataset.uid ?? claimed?.identity?.uid ?? null;
  if (dataset.uid === null && evidence.sha256 !== null && evidence.sha256 === dataset.fingerprint?.sha256) {
    return plain(dataset, 'holds', 'the fingerprint file has the digest that is claimed', evidence);
  }
  if (uid === null) return withoutUid(dataset, evidence, claimed);
  if (evidence.uid === null) return plain(dataset, 'undecided', `${evidence.argument} has no UID; make it again without --no-identity`, evidence);
  if (evidence.uid !== uid) return changed(dataset, evidence, claimed);
  if (dataset.recordCount !== null && evidence.recordCount !== null && dataset.recordCount !== evidence.recordCount) {
    return plain(dataset, 'broken', 'the document contradicts itself: the UID is that of another number of records than it claims', evidence);
  }
  return plain(dataset, 'holds', 'the UID is the one that is claimed', evidence);
}

/** The document hides the UID, or there is none: only equal files show equal data, only other records show others. */
function withoutUid(dataset: ClaimedDataset, evidence: Evidence, claimed: Fingerprint | undefined): DatasetVerdict {
  if (claimed === undefined || evidence.fingerprint === null) {
    return plain(dataset, 'undecided', 'the document has no UID, and the fingerprint file that it names is not at hand; name the folder where it is with --fingerprints', evidence);
  }
  const verdict = changed(dataset, evidence, claimed);
  return (verdict.changedShare?.lower ?? 0) === 0 ? { ...verdict, status: 'undecided', reason: 'no difference was seen, but without UIDs that does not show that the data are the same' } : verdict;
}

function changed(dataset: ClaimedDataset, evidence: Evidence, claimed: Fingerprint | undefined): DatasetVerdict {
  const verdict = plain(dataset, 'broken', 'the data are not those that are claimed: the UIDs differ', evidence);
  const drift = claimed === undefined || evidence.fingerprint === null ? undefined : tryToMeasure(claimed, evidence.fingerprint);
  if (drift === undefined) return verdict;
  const { changedShare, removed, added } = drift;
  if (changedShare === null || removed === null || added === null) return verdict;
  const what = changedShare.exact && changedShare.estimate === 0
    ? 'the distinct records are the same, but some occur more or less often'
    : `${formatEstimate(changedShare)} of all distinct records changed (${formatInterval(changedShare)}): ${countOf(removed)} gone, ${countOf(added)} new`;
  return { ...verdict, reason: `the data are not those that are claimed: ${what}`, changedShare, removed, added };
}

/** Fingerprints made otherwise cannot be compared; that they differ is known from the UIDs. */
function tryToMeasure(before: Fingerprint, after: Fingerprint): Drift | undefined {
  try {
    return measureDrift(before, after);
  } catch (error) {
    if (DatasigError.is(error)) return undefined;
    throw error;
  }
}

function countOf({ estimate, lower, upper, exact }: Estimate): string {
  return exact ? formatCount(estimate ?? 0) : `about ${formatCount(estimate ?? 0)} (${formatCount(lower)} – ${formatCount(upper)})`;
}

function plain(dataset: ClaimedDataset, status: ClaimStatus, reason: string, evidence: Evidence | undefined): DatasetVerdict {
  return {
    name: dataset.name,
    ref: dataset.ref,
    status,
    reason,
    evidence: evidence?.argument ?? null,
    recordCount: { claimed: dataset.recordCount, found: evidence?.recordCount ?? null },
    changedShare: null,
    removed: null,
    added: null,
  };
}
