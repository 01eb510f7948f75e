/** What identifies a file's bytes on the Hub, by reading them once: git's SHA-1, or LFS's SHA-256 and its pointer. */
import { createHash } from 'node:crypto';
import type { Content } from './content.ts';

/** Digests of one file, lower-case hex. */
export interface Digests {
  /** SHA-1 of the git blob: of the bytes, or of the pointer when they are kept outside of git. */
  readonly oid: string;
  /** Present for LFS files. */
  readonly lfs?: {
    readonly sha256: string;
    /** The text that git holds in place of the bytes (git-lfs, docs/spec.md). */
    readonly pointer: string;
  };
}

/** Digests of a file in git. */
export async function digestPlain(content: Content): Promise<Digests> {
  const hash = createHash('sha1').update(`blob ${content.byteLength}\0`);
  for await (const chunk of content.read(0, content.byteLength)) hash.update(chunk);
  return { oid: hash.digest('hex') };
}

/** Digests of a file in LFS. */
export async function digestLfs(content: Content): Promise<Digests> {
  const hash = createHash('sha256');
  for await (const chunk of content.read(0, content.byteLength)) hash.update(chunk);
  const sha256 = hash.digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${content.byteLength}\n`;
  return { oid: gitObjectOid('blob', Buffer.from(pointer)), lfs: { sha256, pointer } };
}

/** SHA-1 of a git object that is in memory. */
export function gitObjectOid(type: 'blob' | 'tree' | 'commit', bytes: Uint8Array): string {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
