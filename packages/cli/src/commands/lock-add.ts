/** `datasig lock add`: a dataset is locked, its fingerprint kept beside the lock. */
import { formatPolicy, isDatasetName, type Lock, type LockedDataset, parsePolicy, type Policy } from '@datasig/aibom';
import { DatasigError, type Fingerprint, InvalidArgumentError, parseSketchParameters, preparationLike, sha256Hex, writeFingerprint } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { findFingerprint, requireFingerprint } from '../input/fingerprint-file.ts';
import { readKeyFile } from '../input/key-file.ts';
import { fingerprintLocations } from '../input/location.ts';
import { parsePreparation, type PreparationOptions } from '../input/preparation-options.ts';
import { parseClassic, type SourceOptions } from '../input/source-options.ts';
import { optionsToLock } from '../lock/fingerprint-now.ts';
import { fingerprintFolder, locateLock, readOrBeginLock, writeLockFiles } from '../lock/lock-file.ts';
import { formatAmount } from '../render/estimates.ts';
import { toPrintable } from '../render/printable.ts';
import type { Session } from '../session.ts';

/** The options as the user writes them. */
export interface LockAddOptions extends SourceOptions, PreparationOptions {
  readonly lock: string;
  readonly policy?: readonly string[];
  readonly replace?: boolean;
  readonly like?: string;
  readonly sketch?: readonly string[];
}

/** Runs the command. */
export async function lockAddCommand(name: string, locations: readonly string[], options: LockAddOptions, session: Session): Promise<ExitCode> {
  if (!isDatasetName(name)) throw new InvalidArgumentError('invalid-argument', `${JSON.stringify(name)} cannot name a dataset: expected up to 100 letters, digits, ., _ and -, the first a letter or digit`, { context: { name } });
  if (locations.includes('-')) throw new InvalidArgumentError('invalid-argument', 'standard input cannot be locked, since it cannot be read again; name a file', { context: { parameter: 'location' } });
  const policy = parsePolicy(options.policy ?? []);
  const place = locateLock(options.lock, session.workingDirectory);
  const lock = readOrBeginLock(place);
  checkPlace(name, lock, policy, options.replace === true);
  const fingerprint = await fingerprintToLock(name, locations, options, session.in(place.folder), session);
  const isFingerprint = locations.length === 1 && (await findFingerprint(locations[0]!, place.folder)) !== undefined;
  const entry = lockDataset(name, fingerprint, { locations, options: isFingerprint ? {} : optionsToLock(options), policy });
  writeLockFiles(place, { datasets: new Map([...lock.datasets, [name, entry.dataset]]) }, new Map([[entry.dataset.fingerprint.path, entry.text]]));
  session.result({ lock: place.shown, name, uid: entry.dataset.uid, recordCount: entry.dataset.recordCount.toString(), fingerprint: entry.dataset.fingerprint, policy: formatPolicy(policy) }, () => {
    const { palette } = session;
    return `\n  ${palette.good('✓')} ${palette.heading(name)} is locked in ${toPrintable(place.shown)}  ${palette.quiet(formatAmount(entry.dataset.recordCount, 'record'))}\n    ${palette.quiet(entry.dataset.uid ?? 'no identity')}\n    ${formatPolicy(policy).join(', ')}\n\n`;
  });
  return exitCodes.ok;
}

/** A dataset as the lock has it, and the text of its fingerprint file. */
export function lockDataset(name: string, fingerprint: Fingerprint, rest: Pick<LockedDataset, 'locations' | 'options' | 'policy'>): { readonly dataset: LockedDataset; readonly text: string } {
  if (fingerprint.records.isCountUnknown === true) throw new InvalidArgumentError('invalid-argument', 'a bare signature cannot be locked: it does not say how many records there are', { context: { name } });
  const text = writeFingerprint(fingerprint);
  const revisions = new Set(fingerprint.dataset.origins.map(({ revision }) => revision));
  const [revision = null] = revisions.size === 1 ? revisions : [];
  return {
    text,
    dataset: {
      ...rest,
      revision,
      uid: fingerprint.identity?.uid ?? null,
      recordCount: fingerprint.records.count,
      fingerprint: { path: `${fingerprintFolder}/${name}.datasig.json`, sha256: sha256Hex(new TextEncoder().encode(text)) },
    },
  };
}

function checkPlace(name: string, { datasets }: Lock, { forbidOverlap = {} }: Policy, replaces: boolean): void {
  const twin = [...datasets.keys()].find((other) => other.toLowerCase() === name.toLowerCase());
  if (twin !== undefined && !(replaces && twin === name)) {
    throw new DatasigError('unknown-dataset', `the lock already has a dataset ${JSON.stringify(twin)}; use datasig lock update ${twin}, or --replace to lock other data under this name`, { context: { name } });
  }
  const missing = Object.keys(forbidOverlap).find((other) => other === name || !datasets.has(other));
  if (missing !== undefined) throw new DatasigError('unknown-dataset', `--policy forbid-overlap=${missing}: the lock has no other dataset of this name; lock it first`, { context: { name: missing } });
}

/** Locations are the lock's, and so relative to its folder; other files are the call's. */
async function fingerprintToLock(name: string, locations: readonly string[], options: LockAddOptions, reading: Session, session: Session): Promise<Fingerprint> {
  const preparation = parsePreparation(options);
  const found = locations.length === 1 ? await findFingerprint(locations[0]!, reading.workingDirectory) : undefined;
  if (found !== undefined) {
    if (preparation !== undefined || options.like !== undefined || options.sketch !== undefined) session.warn('options that say how to read data have no effect: the location is a fingerprint file');
    return found.fingerprint;
  }
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const like = options.like === undefined ? undefined : (await requireFingerprint(options.like, session.workingDirectory)).fingerprint;
  const sketches = [...(options.sketch ?? []).map(parseSketchParameters), ...(parseClassic(options) ?? [])];
  const { fingerprint, discardCheckpoints } = await fingerprintLocations(locations, options, reading, async () => ({
    name,
    preparation: like === undefined ? (preparation ?? {}) : preparationLike(like, preparation ?? {}),
    ...(sketches.length > 0 && { sketches }),
    ...(key !== undefined && { key }),
  }));
  await discardCheckpoints();
  return fingerprint;
}
