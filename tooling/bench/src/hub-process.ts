/** A Hub in a process of its own, so that what it takes is not measured. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { serveHubScript } from './paths.ts';

/** Serves folders by their datasets' names while `work` runs, which gets the Hub's endpoint. @throws Error when it cannot be started */
export async function withHub<T>(folders: Readonly<Record<string, string>>, work: (endpoint: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [serveHubScript, ...Object.entries(folders).flat()], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    const lines = createInterface(child.stdout);
    const [endpoint] = (await Promise.race([once(lines, 'line'), ended.then(() => Promise.reject(new Error('the Hub did not start')))])) as [string];
    return await work(endpoint);
  } finally {
    child.stdin.end();
    await ended;
  }
}
