/** Writing locks: one form only, so that a change of the data is the only change of the file. */
import { formatJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { type Lock, lockVersion, type LockedDataset } from './lock.ts';

/** The text of the lock file: keys sorted, two spaces a level, a line end at the end; no times. */
export function writeLock({ datasets }: Lock): string {
  const entries = [...datasets].map(([name, dataset]): [string, Json] => [name, toJson(dataset)]);
  return `${formatJson({ version: lockVersion, datasets: Object.fromEntries(entries) }, 2)}\n`;
}

function toJson({ locations, options, revision, uid, recordCount, fingerprint, policy }: LockedDataset): Json {
  return {
    locations,
    ...(Object.keys(options).length > 0 && { options }),
    ...(revision !== null && { revision }),
    uid,
    recordCount: recordCount.toString(),
    fingerprint,
    policy: { ...policy } as Json,
  };
}
