/** What a locked dataset is now: its data fingerprinted again as they were then, or a fingerprint made elsewhere. */
import { type LockedDataset, lockedOptions } from '@datasig/aibom';
import { type Fingerprint, SourceError } from '@datasig/core';
import { findFingerprint } from '../input/fingerprint-file.ts';
import { checkKey } from '../input/key-file.ts';
import { fingerprintLocations, locationOptionsLike, optionsLike } from '../input/location.ts';
import type { LocationOptions, SourceOptions } from '../input/source-options.ts';
import type { Session } from '../session.ts';

/** What is not the lock's to say. */
export interface ReadingOptions {
  readonly key?: Uint8Array | undefined;
  readonly threads?: string | undefined;
}

/** Where a dataset is looked for. */
export interface Whereabouts {
  readonly locations: readonly string[];
  readonly options: LockedDataset['options'];
  /** Whether the user named the locations in this call. */
  readonly isGiven: boolean;
}

/** The fingerprint of what is there now, made as `locked` was. @throws DatasigError */
export async function fingerprintNow(locked: Fingerprint, { locations, options, isGiven }: Whereabouts, { key, threads }: ReadingOptions, session: Session): Promise<Fingerprint> {
  const [first = ''] = locations;
  const found = locations.length === 1 ? await findFingerprint(first, session.workingDirectory) : undefined;
  if (found !== undefined) return found.fingerprint;
  // A lock comes with a repository, perhaps somebody else's: it must not run code.
  if (!isGiven && locations.some((location) => location.startsWith('tfjs:'))) {
    throw new SourceError('source-unreadable', `${first}: reading it runs the code of a module, which a lock cannot ask for; name it in the call: NAME=${first}`, { context: { location: first } });
  }
  checkKey(locked, key);
  const reading: LocationOptions = { ...locationOptionsLike(locked), ...(options as SourceOptions), ...(threads !== undefined && { threads }) };
  const { fingerprint, discardCheckpoints } = await fingerprintLocations(locations, reading, session, async (source) => ({
    ...(await optionsLike(locked, source, undefined, session.signal)),
    ...(key !== undefined && { key }),
  }));
  await discardCheckpoints();
  return fingerprint;
}

/** The options of a location that a lock keeps. */
export function optionsToLock(options: SourceOptions): LockedDataset['options'] {
  const names: ReadonlySet<string> = new Set<string>(Object.values(lockedOptions).flat());
  // `check` is true where nobody said anything.
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => names.has(name) && value !== undefined && !(name === 'check' && value === true))) as LockedDataset['options'];
}
