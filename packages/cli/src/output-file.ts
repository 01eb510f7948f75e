/**
 * Files that `datasig` writes: whole or not at all, and never over something else. Without promises: nothing else is
 * going on then, and ten ways to the thread pool and back take longer than the writing.
 */
import { accessSync, chmodSync, closeSync, constants, existsSync, fsyncSync, lstatSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { looksLikeFingerprint } from './input/fingerprint-file.ts';

/** What may be in a file's place and is replaced: what the command writes there itself. */
export interface Replaceable {
  /** What a file that is none is called: `no fingerprint file`. */
  readonly noun: string;
  /** Whether the file at this path is one. */
  readonly matches: (path: string) => boolean;
}

const fingerprintFile: Replaceable = { noun: 'no fingerprint file', matches: looksLikeFingerprint };

/** A file to write, checked before the work begins. */
export class OutputFile {
  /** As the user knows it. */
  readonly shown: string;
  readonly #path: string;

  private constructor(shown: string, path: string) {
    this.shown = shown;
    this.#path = path;
  }

  /** Checks that there is nothing, or something of its kind, in the file's place. @throws DatasigError `output-exists`, `output-failed` */
  static prepare(shown: string, workingDirectory: string, kind: Replaceable = fingerprintFile): OutputFile {
    // A link is kept, and what it leads to is replaced.
    const path = targetOf(resolve(workingDirectory, shown));
    checkFolder(shown, dirname(path));
    const entry = tryTo(() => statSync(path));
    const isAbsent = entry === undefined && tryTo(() => lstatSync(path)) === undefined;
    const isReplaceable = isAbsent || (entry?.isFile() === true && kind.matches(path));
    if (!isReplaceable) throw new InvalidArgumentError('output-exists', `${shown} exists and is ${kind.noun}; name another${kind === fingerprintFile ? ' with -o' : ''}`, { context: { file: shown } });
    return new OutputFile(shown, path);
  }

  /** Writes under another name, syncs, renames: a crash leaves the old file or the new one. @throws DatasigError `output-failed` */
  write(text: string | Uint8Array): void {
    // Not after the file: its name may be as long as names can be.
    const temporary = join(dirname(this.#path), `.datasig-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
    try {
      writeSynced(temporary, text);
      const replaced = tryTo(() => statSync(this.#path));
      if (replaced !== undefined) chmodSync(temporary, replaced.mode & 0o7777);
      renameSync(temporary, this.#path);
      syncFolder(dirname(this.#path));
    } catch (cause) {
      tryTo(() => rmSync(temporary, { force: true }));
      throw outputFailed(this.shown, cause);
    }
  }
}

/** Writes a new file. @throws DatasigError `output-exists`, `output-failed` */
export function writeNew(shown: string, workingDirectory: string, bytes: Uint8Array): void {
  try {
    writeSynced(resolve(workingDirectory, shown), bytes);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw outputExists(shown);
    throw outputFailed(shown, cause);
  }
}

/** @throws DatasigError `output-exists` when there is such a file */
export function assertNew(shown: string, workingDirectory: string): void {
  if (existsSync(resolve(workingDirectory, shown))) throw outputExists(shown);
}

function outputExists(shown: string): InvalidArgumentError {
  return new InvalidArgumentError('output-exists', `${shown} exists; a signature is never written over a file: name another with -o`, { context: { file: shown } });
}

/** Writes a new file that only its owner may read, unless `mode` says otherwise. @throws DatasigError `output-exists`, `output-failed` */
export function writeSecret(shown: string, workingDirectory: string, text: string, mode = 0o600): void {
  try {
    writeSynced(resolve(workingDirectory, shown), text, mode);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw outputFailed(shown, cause);
    throw keyExists(shown);
  }
}

/** Where the public key of a pair is written. */
export function publicKeyFileOf(privateFile: string): string {
  return `${privateFile.replace(/\.pem$/, '')}.pub.pem`;
}

/** @throws DatasigError `output-exists` when there is such a file */
export function assertNoKeyFile(shown: string, workingDirectory: string): void {
  if (existsSync(resolve(workingDirectory, shown))) throw keyExists(shown);
}

function keyExists(shown: string): InvalidArgumentError {
  return new InvalidArgumentError('output-exists', `${shown} exists; a key file is never replaced: name another with -o`, { context: { file: shown } });
}

function writeSynced(path: string, text: string | Uint8Array, mode = 0o666): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The new name must last too; not every system can sync a folder. */
function syncFolder(path: string): void {
  const descriptor = tryTo(() => openSync(path, 'r'));
  if (descriptor === undefined) return;
  tryTo(() => fsyncSync(descriptor));
  closeSync(descriptor);
}

/** What a link leads to; a path where nothing is stands for itself. */
function targetOf(path: string): string {
  return tryTo(() => realpathSync.native(path)) ?? path;
}

function checkFolder(shown: string, folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw outputFailed(shown, cause);
  }
}

function tryTo<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function outputFailed(shown: string, cause: unknown): DatasigError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return new DatasigError('output-failed', `${shown} cannot be written (${code}); check the folder and who may write there`, { cause, context: { file: shown, errno: code } });
}
