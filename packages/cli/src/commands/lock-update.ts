/** `datasig lock update`: datasets are locked as they are now; how far they moved is told. */
import { describeDrift, formatPolicy, type LockedDataset, measureDrift, parsePolicy } from '@datasig/aibom';
import { DatasigError } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { readKeyFile } from '../input/key-file.ts';
import { chooseDatasets, LockReader } from '../lock/check-lock.ts';
import { locateLock, readLockFile, writeLockFiles } from '../lock/lock-file.ts';
import { type DatasetUpdate, showUpdates } from '../render/lock.ts';
import type { Session } from '../session.ts';
import { lockDataset } from './lock-add.ts';

/** The options as the user writes them. */
export interface LockUpdateOptions {
  readonly lock: string;
  readonly policy?: readonly string[];
  readonly keyFile?: string;
  readonly threads?: string;
}

/** Runs the command: all that are named, or nothing where one cannot be read. */
export async function lockUpdateCommand(parameters: readonly string[], options: LockUpdateOptions, session: Session): Promise<ExitCode> {
  const place = locateLock(options.lock, session.workingDirectory);
  const { lock } = readLockFile(place);
  const chosen = chooseDatasets(parameters, lock.datasets);
  const policy = options.policy && parsePolicy(options.policy);
  const missing = Object.keys(policy?.forbidOverlap ?? {}).find((other) => !lock.datasets.has(other) || chosen.has(other));
  if (missing !== undefined) throw new DatasigError('unknown-dataset', `--policy forbid-overlap=${missing}: expected another locked dataset than those that are updated; name them one by one`, { context: { name: missing } });
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const reader = new LockReader(lock.datasets, chosen, place, { key, threads: options.threads }, session);
  const datasets = new Map<string, LockedDataset>(lock.datasets);
  const files = new Map<string, string>();
  const updates: DatasetUpdate[] = [];
  for (const [name, given] of chosen) {
    const locked = lock.datasets.get(name)!;
    const before = required(name, await reader.before(name));
    const present = required(name, await reader.now(name, before));
    const { dataset, text } = lockDataset(name, present, { locations: given === undefined ? locked.locations : [given], options: locked.options, policy: policy ?? locked.policy });
    datasets.set(name, dataset);
    files.set(dataset.fingerprint.path, text);
    updates.push({ name, dataset, drift: measureDrift(before, present) });
  }
  writeLockFiles(place, { datasets }, files);
  session.result(
    { lock: place.shown, datasets: updates.map(({ name, dataset, drift }) => ({ name, uid: dataset.uid, recordCount: dataset.recordCount.toString(), policy: formatPolicy(dataset.policy), changed: drift.identical !== true, drift: describeDrift(drift) })) },
    () => showUpdates(updates, session.palette),
  );
  return exitCodes.ok;
}

function required<Value>(name: string, value: Value | DatasigError): Value {
  if (!DatasigError.is(value)) return value;
  throw new DatasigError(value.code, `dataset ${JSON.stringify(name)}: ${value.message}`, { context: { ...value.context, dataset: name }, cause: value });
}
