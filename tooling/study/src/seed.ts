/** Seeds from names, so that a result depends on its own name and on nothing that ran before it. */
import { hash } from 'node:crypto';
import { Random } from './core.ts';
import { viewOf } from './digests.ts';

/** A stream of random numbers for a name. */
export function randomFor(name: string): Random {
  const view = viewOf(hash('sha256', `datasig study ${name}`, 'buffer'));
  return Random.ofState(Uint32Array.from({ length: 4 }, (_, word) => view.getUint32(4 * word)));
}
