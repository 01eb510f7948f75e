/** The lock file and the fingerprint files beside it: read, held against each other, written together. */
import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Lock, lockByteLimit, type LockedDataset, lockTooLarge, mismatch, readLock, type ReadLock, verifyLocked, writeLock } from '@datasig/aibom';
import { DatasigError, type Fingerprint, readFingerprint } from '@datasig/core';
import { fingerprintByteLimit, readSmallFile } from '../input/small-file.ts';
import { OutputFile } from '../output-file.ts';

/** Where fingerprint files are kept, below the lock's folder. */
export const fingerprintFolder = 'datasig.fingerprints';

/** Where a lock is. */
export interface LockLocation {
  /** As the user knows it. */
  readonly shown: string;
  /** Absolute; locations and paths of the lock are relative to it. */
  readonly folder: string;
  readonly name: string;
}

/** Finds the lock's folder. */
export function locateLock(shown: string, workingDirectory: string): LockLocation {
  const path = resolve(workingDirectory, shown);
  return { shown, folder: dirname(path), name: basename(path) };
}

/** Reads the lock. @throws DatasigError `lock-not-found`, or what is wrong with it */
export function readLockFile({ shown, folder, name }: LockLocation): ReadLock {
  const bytes = readSmallFile(join(folder, name), lockByteLimit, {
    tooLarge: lockTooLarge,
    unreadable: (reason) => new DatasigError('lock-not-found', reason === 'ENOENT' ? `${shown}: no such lock; make it with datasig lock add, or name it with --lock` : `${shown}: cannot be read (${reason})`, { context: { file: shown } }),
  });
  try {
    return readLock(bytes);
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    throw new DatasigError(error.code, `${shown}: ${error.message}`, { context: { ...error.context, file: shown }, cause: error });
  }
}

/** The lock, or an empty one where there is none. @throws DatasigError */
export function readOrBeginLock(location: LockLocation): Lock {
  try {
    return readLockFile(location).lock;
  } catch (error) {
    if (DatasigError.is(error) && error.code === 'lock-not-found' && statSync(join(location.folder, location.name), { throwIfNoEntry: false }) === undefined) return { datasets: new Map() };
    throw error;
  }
}

/** The fingerprint that was locked, held against the lock. @throws DatasigError `lock-fingerprint-mismatch`, or what is wrong with the file */
export function readLocked(name: string, locked: LockedDataset, { folder }: LockLocation): Fingerprint {
  const { path } = locked.fingerprint;
  const bytes = readSmallFile(join(folder, path), fingerprintByteLimit, {
    tooLarge: () => mismatch(name, path, 'is larger than a fingerprint can be'),
    unreadable: (reason) => mismatch(name, path, `cannot be read (${reason})`),
  });
  try {
    const fingerprint = readFingerprint(bytes);
    verifyLocked(name, locked, { bytes, fingerprint });
    return fingerprint;
  } catch (error) {
    if (!DatasigError.is(error) || error.code === 'lock-fingerprint-mismatch') throw error;
    throw mismatch(name, path, `is not the locked one: ${error.message}`);
  }
}

/** Writes fingerprint files, by their paths in the lock, and then the lock: each whole or not at all. @throws DatasigError `output-exists`, `output-failed` */
export function writeLockFiles(location: LockLocation, lock: Lock, fingerprints: ReadonlyMap<string, string>): void {
  const { shown, folder, name } = location;
  makeFolder(join(folder, fingerprintFolder));
  // Who calls this has read the lock that is there.
  const lockFile = OutputFile.prepare(name, folder, { noun: 'no lock', matches: () => true });
  const files = [...fingerprints].map(([path, text]) => [OutputFile.prepare(path, folder), text] as const);
  for (const [file, text] of files) file.write(text);
  try {
    lockFile.write(writeLock(lock));
  } catch (error) {
    throw DatasigError.is(error) ? new DatasigError(error.code, `${shown}: ${error.message}`, { context: error.context, cause: error }) : error;
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new DatasigError('output-failed', `the folder ${fingerprintFolder} cannot be made (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`, { cause });
  }
}
