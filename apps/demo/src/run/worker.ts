/** The module of all workers: one of a run, which starts those that read pieces. What each is, its name says. */
import { openInput } from './input.ts';
import { shardWorkerName } from './protocol.ts';

// What a message asks for waits until the code for it is there.
const early: MessageEvent[] = [];
const keep = (event: MessageEvent): void => void early.push(event);
globalThis.addEventListener('message', keep);

async function begin(): Promise<void> {
  if ((globalThis as { readonly name?: string }).name === shardWorkerName) (await import('@datasig/runner/web')).serveShards(openInput);
  else (await import('./serve-run.ts')).serveRun();
  globalThis.removeEventListener('message', keep);
  for (const { data } of early) globalThis.dispatchEvent(new MessageEvent('message', { data }));
}

// A worker that cannot load its code ends with an error, as one whose module cannot be loaded.
begin().catch((error: unknown) => setTimeout(() => { throw error; }));
