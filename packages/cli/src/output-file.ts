/** Files that `datasig` writes: whole or not at all, and never over something else. */
import { randomBytes } from 'node:crypto';
import { access, chmod, constants, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { looksLikeFingerprint } from './input/fingerprint-file.ts';

/** A file to write, checked before the work begins. */
export class OutputFile {
  /** As the user knows it. */
  readonly shown: string;
  readonly #path: string;

  private constructor(shown: string, path: string) {
    this.shown = shown;
    this.#path = path;
  }

  /** Checks that there is nothing, or a fingerprint, in the file's place. @throws DatasigError `output-exists`, `output-failed` */
  static async prepare(shown: string, workingDirectory: string): Promise<OutputFile> {
    // A link is kept, and what it leads to is replaced.
    const path = await realpath(resolve(workingDirectory, shown)).catch(() => resolve(workingDirectory, shown));
    await checkFolder(shown, dirname(path));
    const entry = await stat(path).catch(() => undefined);
    const isAbsent = entry === undefined && (await lstat(path).catch(() => undefined)) === undefined;
    const isReplaceable = isAbsent || (entry?.isFile() === true && (await looksLikeFingerprint(path)));
    if (!isReplaceable) throw new InvalidArgumentError('output-exists', `${shown} exists and is no fingerprint file; name another with -o`, { context: { file: shown } });
    return new OutputFile(shown, path);
  }

  /** Writes under another name, syncs, renames: a crash leaves the old file or the new one. @throws DatasigError `output-failed` */
  async write(text: string): Promise<void> {
    // Not after the file: its name may be as long as names can be.
    const temporary = join(dirname(this.#path), `.datasig-${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
    try {
      await writeSynced(temporary, text);
      const replaced = await stat(this.#path).catch(() => undefined);
      if (replaced !== undefined) await chmod(temporary, replaced.mode & 0o7777);
      await rename(temporary, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (cause) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw outputFailed(this.shown, cause);
    }
  }
}

/** Writes a new file that only its owner may read. @throws DatasigError `output-exists`, `output-failed` */
export async function writeSecret(shown: string, workingDirectory: string, text: string): Promise<void> {
  try {
    await writeSynced(resolve(workingDirectory, shown), text, 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw outputFailed(shown, cause);
    throw new InvalidArgumentError('output-exists', `${shown} exists; a key file is never replaced: name another with -o`, { context: { file: shown } });
  }
}

async function writeSynced(path: string, text: string, mode = 0o666): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new name must last too; not every system can sync a folder. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function checkFolder(shown: string, folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw outputFailed(shown, cause);
  });
}

function outputFailed(shown: string, cause: unknown): DatasigError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return new DatasigError('output-failed', `${shown} cannot be written (${code}); check the folder and who may write there`, { cause, context: { file: shown, errno: code } });
}
