/** Checks of large databases in a process of their own: SQLite cannot be interrupted, a process can be ended. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CheckedTables } from './integrity.ts';
import type { DatabaseLocation } from './location.ts';

/** What is to be checked. */
export interface CheckRequest {
  readonly location: DatabaseLocation;
  readonly tables: CheckedTables;
  readonly busyTimeoutMs: number;
}

/** A file beside this one, compiled or not as this one is. */
const entry: URL = new URL(`./check-entry.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** Whether nothing was found. What was found, or why nothing could be, shows when the caller checks as well. @throws the signal's reason */
export async function passesCheck(request: CheckRequest, signal: AbortSignal | undefined): Promise<boolean> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, [fileURLToPath(entry), JSON.stringify(request)], { stdio: 'ignore' });
  const kill = (): unknown => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  try {
    const [code] = (await once(child, 'exit').catch(() => [null])) as readonly (number | null)[];
    signal?.throwIfAborted();
    return code === 0;
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
  }
}
