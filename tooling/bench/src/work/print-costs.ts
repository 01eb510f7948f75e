/** Measures work in a process of its own. */
import type { RunCosts } from './costs.ts';

/** What `work` takes a record; it gives their number. */
export async function measureCosts(work: () => number | Promise<number>): Promise<RunCosts> {
  const startedMs = performance.now();
  const started = process.cpuUsage();
  const recordCount = await work();
  const { user, system } = process.cpuUsage(started);
  const elapsedMs = performance.now() - startedMs;
  return { recordCount, cpuNs: ((user + system) * 1000) / recordCount, clockNs: (elapsedMs * 1e6) / recordCount };
}

/** Prints it as JSON. */
export async function printCosts(work: () => number | Promise<number>): Promise<void> {
  process.stdout.write(JSON.stringify(await measureCosts(work)));
}
