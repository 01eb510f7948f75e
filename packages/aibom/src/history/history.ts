/** Versions of one dataset in their order: what stayed, went and came from each to the next. */
import { DatasigError, type Estimate, type Fingerprint } from '@datasig/core';
import { type Drift, measureDrift } from '../lock/drift.ts';

/** A version and what it is called. */
export interface Version {
  /** A file name, or the short name of a revision. */
  readonly label: string;
  readonly fingerprint: Fingerprint;
}

/** A version and the way to it from the one before. */
export interface HistoryStep<V extends Version = Version> {
  readonly version: V;
  /** Null for the first, and where the two cannot be compared. */
  readonly drift: Drift | null;
  /** The share of the version before that is still there: 1 − `drift.removedShare`. */
  readonly keptShare: Estimate | null;
  /** Why the two cannot be compared. */
  readonly error: DatasigError | null;
}

/**
 * Compares each version with the one before, oldest first.
 *
 * @param confidence with which each interval covers the truth; default 0.95
 */
export function traceHistory<V extends Version>(versions: readonly V[], confidence?: number): HistoryStep<V>[] {
  return versions.map((version, index) => {
    const before = versions[index - 1];
    if (before === undefined) return { version, drift: null, keptShare: null, error: null };
    try {
      const drift = measureDrift(before.fingerprint, version.fingerprint, confidence);
      return { version, drift, keptShare: keptShare(drift), error: null };
    } catch (error) {
      if (!DatasigError.is(error)) throw error;
      return { version, drift: null, keptShare: null, error };
    }
  });
}

function keptShare({ comparison, identical }: Drift): Estimate | null {
  if (comparison.estimates !== null) return comparison.estimates.containment.aInB;
  return identical === true ? { estimate: 1, lower: 1, upper: 1, confidence: 1, exact: true } : null;
}
