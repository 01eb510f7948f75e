/** Ctrl-C and its like: the first ends the run cleanly, the second at once. */

/** Aborted by SIGINT, SIGTERM or SIGHUP; a reader of standard output that goes away ends the process quietly. */
export function listenForInterruption(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interruption.abort(new Error(name)));
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return interruption.signal;
}
