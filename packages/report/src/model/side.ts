/** One dataset as views show it. */
import { formatCount, type Fingerprint } from '@datasig/core';
import { describeFingerprint, type FingerprintDescription } from '../json/fingerprint.ts';
import { hideCredentials } from '../text/credentials.ts';
import { toPrintable, toShortPrintable } from '../text/printable.ts';
import type { Operand } from './operand.ts';

/** A dataset, its names made safe to show (not escaped for HTML). */
export interface SideView {
  /** `A`, `B`, or a number where there are more. */
  readonly label: string;
  readonly name: string;
  /** At most 28 characters, for pictures. */
  readonly shortName: string;
  /** As given, without credentials. */
  readonly argument: string;
  readonly uid: string | null;
  /** `60,000 records`, or `a bare signature` where their number is not known. */
  readonly records: string;
  /** Whether the number of records is known; what `facts` say of amounts means nothing otherwise. */
  readonly isCounted: boolean;
  /** All that the file tells, as `datasig inspect --json`. Texts in it come from the file as they are. */
  readonly facts: FingerprintDescription;
}

const shortLength = 28;

/** Describes one dataset. */
export function viewSide(label: string, { argument, fingerprint }: Operand): SideView {
  return {
    label,
    name: toPrintable(fingerprint.dataset.name),
    shortName: toShortPrintable(fingerprint.dataset.name, shortLength),
    argument: toPrintable(hideCredentials(argument)),
    uid: fingerprint.identity?.uid ?? null,
    records: describeRecords(fingerprint),
    isCounted: fingerprint.records.isCountUnknown !== true,
    facts: describeFingerprint(fingerprint),
  };
}

function describeRecords({ records }: Fingerprint): string {
  if (records.isCountUnknown === true) return 'a bare signature';
  return `${formatCount(records.count)} record${records.count === 1n ? '' : 's'}`;
}
