/** A file of a commit: its bytes, where they are kept, and its digests once someone asks for them. */
import { type Content } from '../content/content.ts';
import { type Digests, digestLfs, digestPlain } from '../content/digests.ts';
import { globExpression } from '../glob.ts';
import type { LfsOptions } from '../options.ts';

/** One file. */
export interface StoredFile {
  /** With `/` between segments, not encoded. */
  readonly path: string;
  readonly content: Content;
  /** Whether git holds a pointer only. */
  readonly outside: boolean;
  /** Reads the file at the first call. */
  readonly digests: () => Promise<Digests>;
}

const hubPatterns: readonly string[] = [
  '7z', 'arrow', 'bin', 'bz2', 'db', 'flac', 'ftz', 'gif', 'gz', 'h5', 'jpeg', 'jpg', 'mp3', 'mp4', 'msgpack', 'npy', 'npz', 'ogg', 'parquet', 'pickle', 'pkl', 'png', 'rar', 'tar',
  'tgz', 'tiff', 'wav', 'webp', 'xz', 'zip', 'zst',
].map((ending) => `*.${ending}`);
const hubThresholdBytes = 10 * 2 ** 20;

/** A file, kept in git or outside by the rules of `lfs`. */
export function storedFile(path: string, content: Content, lfs: LfsOptions): StoredFile {
  const outside = content.byteLength > 0 && isOutside(path, content.byteLength, lfs);
  let digests: Promise<Digests> | undefined;
  return { path, content, outside, digests: () => (digests ??= outside ? digestLfs(content) : digestPlain(content)) };
}

/** An empty file has no pointer (git-lfs, docs/spec.md). */
function isOutside(path: string, byteLength: number, { patterns, thresholdBytes }: LfsOptions): boolean {
  const isDefault = patterns === undefined && thresholdBytes === undefined;
  if (byteLength >= (thresholdBytes ?? (isDefault ? hubThresholdBytes : Infinity))) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (patterns ?? (isDefault ? hubPatterns : [])).some((pattern) => globExpression(pattern).test(pattern.includes('/') ? path : name));
}
