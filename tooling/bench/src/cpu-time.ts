/** CPU time of this process. */
import { setImmediate } from 'node:timers/promises';

/** CPU time of all threads that `work` takes, in nanoseconds. */
export async function measureCpuNs(work: () => unknown): Promise<number> {
  // Lets Ctrl-C through: the work itself may not wait for anything.
  await setImmediate();
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) * 1000;
}
