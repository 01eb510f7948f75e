/** Node's file system, where there is one. */
import { nodeBuiltin } from '../access/node-builtin.ts';

export type Files = typeof import('node:fs/promises');
export type FileHandle = Awaited<ReturnType<Files['open']>>;

/** Undefined in browsers. */
export function nodeFiles(): Files | undefined {
  return nodeBuiltin<Files>('node:fs/promises');
}
