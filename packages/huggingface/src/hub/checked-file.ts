/** A file as somebody tells of it, checked. */
import { isPlainPath } from './access/endpoint.ts';
import type { HubFile } from './hub-file.ts';

/** What is told; nothing of it need be so. */
export interface ToldFile {
  readonly path: unknown;
  readonly size: unknown;
  readonly oid: unknown;
  /** Of files outside of git, with or without the prefix `sha256:`. */
  readonly sha256?: unknown;
}

/** Undefined for what no repository has. */
export function checkedFile({ path, size, oid, sha256 }: ToldFile): HubFile | undefined {
  if (typeof path !== 'string' || !isPlainPath(path)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  if (typeof oid !== 'string' || !/^[0-9a-f]{40}$/.test(oid)) return undefined;
  if (sha256 === undefined || sha256 === null) return { path, byteLength: size, oid };
  const digest = String(sha256).replace(/^sha256:/, '');
  return /^[0-9a-f]{64}$/.test(digest) ? { path, byteLength: size, oid, sha256: digest } : undefined;
}
