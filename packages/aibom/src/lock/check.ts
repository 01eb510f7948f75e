/** Checking datasets against a lock: what each is now, and whether its rules are kept. */
import { DatasigError, type ErrorCode, type Fingerprint, sha256Hex } from '@datasig/core';
import { type Drift, measureDrift } from './drift.ts';
import { judgePolicy, type RuleJudgement } from './judge.ts';
import type { LockedDataset } from './lock.ts';
import { formatPolicy } from './policy-text.ts';

/** Passed: every rule is surely kept. Failed: one is surely broken. Undecided: neither. */
export type Verdict = 'passed' | 'failed' | 'undecided';

/** What the check of one dataset gave. */
export interface DatasetCheck {
  readonly name: string;
  readonly verdict: Verdict;
  readonly locked: LockedDataset;
  /** Null where the data, or the locked fingerprint, could not be read, or the two not be compared. */
  readonly drift: Drift | null;
  /** The fingerprint as it is now. */
  readonly present: Fingerprint | null;
  /** Why there is no drift. */
  readonly error: DatasigError | null;
  readonly rules: readonly RuleJudgement[];
}

/** What a dataset is held against; errors in place of what cannot be read. */
export interface CheckInput {
  readonly before: Fingerprint | DatasigError;
  readonly present: Fingerprint | DatasigError;
  /** Other datasets as they are now, for rules about two. */
  readonly other: (name: string) => Fingerprint | DatasigError;
  /** Default 0.95. */
  readonly confidence?: number;
}

/** Data that cannot be prepared as the locked ones were are others. */
const otherDataCodes: ReadonlySet<ErrorCode> = new Set(['unknown-column', 'cast-failed', 'cast-unsupported']);

/** Checks one dataset. */
export function checkDataset(name: string, locked: LockedDataset, { before, present, other, confidence = 0.95 }: CheckInput): DatasetCheck {
  const base = { name, locked };
  if (DatasigError.is(before)) return { ...base, present: null, ...unreadable(locked, before) };
  if (DatasigError.is(present)) return { ...base, present: null, ...unreadable(locked, present) };
  try {
    const drift = measureDrift(before, present, confidence);
    const rules = judgePolicy(locked.policy, drift, { present, other, confidence });
    return { ...base, verdict: verdictOf(rules.map(({ met }) => met)), drift, present, error: null, rules };
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    return { ...base, present, ...unreadable(locked, error) };
  }
}

/** Failed where one is, undecided where one cannot be told. */
export function overallVerdict(checks: readonly DatasetCheck[]): Verdict {
  if (checks.some(({ verdict }) => verdict === 'failed')) return 'failed';
  return checks.length === 0 || checks.some(({ verdict }) => verdict === 'undecided') ? 'undecided' : 'passed';
}

/**
 * Holds a fingerprint file against what the lock says of it: its bytes by their SHA-256, its UID and count by what it
 * says itself.
 *
 * @throws DatasigError `lock-fingerprint-mismatch`
 */
export function verifyLocked(name: string, locked: LockedDataset, file: { readonly bytes: Uint8Array; readonly fingerprint: Fingerprint }): void {
  const { path, sha256 } = locked.fingerprint;
  const actual = sha256Hex(file.bytes);
  if (actual !== sha256) throw mismatch(name, path, `has the SHA-256 ${actual}; the lock says ${sha256}`);
  const uid = file.fingerprint.identity?.uid ?? null;
  if (uid !== locked.uid) throw mismatch(name, path, `has the UID ${uid}; the lock says ${locked.uid}`);
  const { count } = file.fingerprint.records;
  if (count !== locked.recordCount) throw mismatch(name, path, `has ${count} records; the lock says ${locked.recordCount}`);
}

/** The error for a fingerprint file that is not the locked one. */
export function mismatch(name: string, path: string, reason: string): DatasigError {
  return new DatasigError('lock-fingerprint-mismatch', `dataset ${JSON.stringify(name)}: the fingerprint ${path} ${reason}; take it from version control, or lock the data again with datasig lock add --replace`, {
    context: { dataset: name, file: path },
  });
}

function verdictOf(met: readonly (boolean | null)[]): Verdict {
  if (met.includes(false)) return 'failed';
  return met.includes(null) ? 'undecided' : 'passed';
}

function unreadable({ policy }: LockedDataset, error: DatasigError): Pick<DatasetCheck, 'verdict' | 'drift' | 'error' | 'rules'> {
  const rules = formatPolicy(policy).map((rule): RuleJudgement => ({ rule, met: rule === 'identical' && otherDataCodes.has(error.code) ? false : null, reason: error.message }));
  return { verdict: verdictOf(rules.map(({ met }) => met)), drift: null, error, rules };
}
