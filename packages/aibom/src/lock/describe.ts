/** A check as programs read it. */
import type { Json } from '@datasig/core/spec';
import type { DatasetCheck } from './check.ts';
import type { Drift } from './drift.ts';
import { formatPolicy } from './policy-text.ts';

/** Counts of records are text, since they may exceed what JSON numbers hold. */
export function describeCheck({ name, verdict, locked, drift, present, error, rules }: DatasetCheck): { readonly [member: string]: Json } {
  return {
    name,
    verdict,
    status: drift === null || drift.identical === null ? 'unknown' : drift.identical ? 'identical' : 'drifted',
    locked: { locations: locked.locations, revision: locked.revision, uid: locked.uid, recordCount: locked.recordCount.toString(), fingerprint: locked.fingerprint, policy: formatPolicy(locked.policy) },
    present: present && { uid: present.identity?.uid ?? null, recordCount: present.records.isCountUnknown === true ? null : present.records.count.toString() },
    drift: drift && describeDrift(drift),
    rules: rules.map(({ rule, met, reason }) => ({ rule, met, reason })),
    error: error && { code: error.code, message: error.message },
  };
}

/** The way from one version to the next. */
export function describeDrift({ recordCount, changedShare, removedShare, addedShare, removed, added, comparison }: Drift): { readonly [member: string]: Json } {
  const { detection = null } = comparison.estimates ?? {};
  return {
    recordCount: { before: recordCount.before?.toString() ?? null, after: recordCount.after?.toString() ?? null },
    changedShare, removedShare, addedShare, removed, added,
    detection: detection && { ...detection },
    findings: comparison.findings.map(({ code, message }) => ({ code, message })),
  } as unknown as { readonly [member: string]: Json };
}

/** One sentence on what became of a dataset, without numbers of rules. */
export function summarizeRule(check: DatasetCheck, rule: DatasetCheck['rules'][number]): string {
  const state = rule.met === true ? 'is kept' : rule.met === false ? 'is broken' : 'cannot be decided';
  return `${check.name}: the rule ${rule.rule} ${state}: ${rule.reason}.`;
}
