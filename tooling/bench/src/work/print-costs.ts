/** Measures work in a process of its own. */
import type { RunCosts } from './costs.ts';

/** Prints as JSON what `work` takes a record; it gives their number. */
export async function printCosts(work: () => number | Promise<number>): Promise<void> {
  const startedMs = performance.now();
  const started = process.cpuUsage();
  const recordCount = await work();
  const { user, system } = process.cpuUsage(started);
  const elapsedMs = performance.now() - startedMs;
  const costs: RunCosts = { recordCount, cpuNs: ((user + system) * 1000) / recordCount, clockNs: (elapsedMs * 1e6) / recordCount };
  process.stdout.write(JSON.stringify(costs));
}
