/** Programs that hold locks on a file, where the operating system tells (Linux). */
import { readFile, stat } from 'node:fs/promises';
import { DatasigError, SourceError } from '@datasig/core';
import type { DatabaseLocation } from './location.ts';

/** The error, with who could hold the lock if that is what it is about. */
export async function nameLockHolders(error: unknown, { path, shown }: DatabaseLocation): Promise<unknown> {
  if (!DatasigError.is(error) || error.code !== 'database-locked') return error;
  const holders = await findLockHolders(path);
  const who = holders.length === 0 ? 'a program with an unfinished transaction, such as the one that fills it, or an open sqlite3' : holders.join(', ');
  return new SourceError('database-locked', `${shown} is locked by another connection, which did not let go in time: ${who}`, { cause: error.cause, context: { ...error.context, holders }, retryable: true });
}

/** Names and numbers of processes, such as `python3 (1234)`; empty where they are not known. */
async function findLockHolders(path: string): Promise<readonly string[]> {
  const holders = new Set<string>();
  for (const file of [path, `${path}-shm`]) {
    const inode = await stat(file, { bigint: true }).then(({ ino }) => ino.toString(), () => undefined);
    if (inode === undefined) continue;
    for (const processId of await lockingProcesses(inode)) {
      const name = await readFile(`/proc/${processId}/comm`, 'utf8').then((text) => text.trim(), () => 'a process');
      holders.add(`${name} (${processId})`);
    }
  }
  return [...holders];
}

/** Lines such as `1: POSIX  ADVISORY  WRITE 1234 08:02:131 0 EOF`. */
async function lockingProcesses(inode: string): Promise<readonly string[]> {
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  return locks.split('\n').map((line) => line.split(/\s+/)).filter((fields) => fields[5]?.split(':')[2] === inode && /^[1-9]/.test(fields[4]!)).map((fields) => fields[4]!);
}
