/** Records that somebody says there are, and those that there were. */
import { type Fingerprint, formatCount } from '@datasig/core';
import type { SourceDescription } from '@datasig/core/spec';
import type { RunWarning } from './options.ts';

/** A warning for each part, or the whole, of which another number is stated. */
export function warnOfCounts({ statedRecordCounts = {} }: SourceDescription, { parts, records }: Fingerprint): RunWarning[] {
  const counted = new Map([['', records.count], ...parts.map((part) => [part.name, part.records.count] as const)]);
  return Object.entries(statedRecordCounts).flatMap(([name, stated]): RunWarning[] => {
    const count = counted.get(name);
    if (count === undefined || count === BigInt(stated)) return [];
    return [{ code: 'source', message: `${name === '' ? 'the dataset' : JSON.stringify(name)} has ${formatCount(count)} records; its description says ${formatCount(stated)}` }];
  });
}
