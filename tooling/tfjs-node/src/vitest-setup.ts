/** Global setup of tests on the real tfjs-node: they fail here, rather than run on another backend. */
import { provideTfjsNode } from './provide.ts';

export default async function setup(): Promise<void> {
  await provideTfjsNode();
}
