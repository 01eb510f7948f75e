/** Ctrl-C and its like: the first ends the run cleanly, the second at once. */
import { exitCodes } from './exit-code.ts';

/**
 * Aborted by SIGINT, SIGTERM or SIGHUP. A reader of standard output that goes away ends the process quietly; output
 * that cannot be written, as on a full disk, is an error; errors that cannot be told leave the exit code.
 */
export function listenForInterruption(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interruption.abort(new Error(name)));
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`error [output-failed]: standard output cannot be written (${error.code})\n`);
    process.exit(exitCodes.notEvaluated);
  });
  process.stderr.on('error', () => undefined);
  return interruption.signal;
}
