/** Entries of a listing as the API describes them. */
import { createHash } from 'node:crypto';
import type { Digests } from '../content/digests.ts';
import type { HubRequest } from '../hub-request.ts';
import type { Commit, Entry } from '../store/commit.ts';
import type { Repository } from '../store/repository.ts';

/** The hash by which Xet knows a file; any that depends on all bytes will do, since readers cannot check it. */
export function xetHash(sha256: string): string {
  return createHash('sha256').update(`xet ${sha256}`).digest('hex');
}

/** The digests that a request is told: the file's own, unless a fault changed the object. */
export function toldDigests(request: HubRequest, digests: Digests): Digests {
  if (request.altered.changedObject !== true) return digests;
  const { oid, lfs } = digests;
  return { oid: changed(oid), ...(lfs === undefined ? {} : { lfs: { ...lfs, sha256: changed(lfs.sha256) } }) };
}

function changed(hex: string): string {
  return `${(Number.parseInt(hex[0]!, 16) ^ 1).toString(16)}${hex.slice(1)}`;
}

/** An item of `tree` and `paths-info`. */
export function describeEntry(request: HubRequest, repository: Repository, commit: Commit, entry: Entry, expand: boolean): Readonly<Record<string, unknown>> {
  const lastCommit = expand ? { lastCommit: { id: commit.sha, title: commit.title, date: commit.date } } : {};
  if (entry.type === 'directory') return { type: 'directory', oid: entry.oid, size: 0, path: entry.path, ...lastCommit };
  const { oid, lfs } = toldDigests(request, entry.digests);
  return {
    type: 'file', oid, size: entry.file.content.byteLength, path: entry.path,
    ...(lfs === undefined ? {} : { lfs: { oid: lfs.sha256, size: entry.file.content.byteLength, pointerSize: lfs.pointer.length } }),
    ...(lfs !== undefined && repository.options.xet === true ? { xetHash: xetHash(lfs.sha256) } : {}),
    ...lastCommit,
    ...(expand ? { securityFileStatus: { status: 'safe', avScan: { virusFound: false, virusNames: null }, pickleImportScan: null } } : {}),
  };
}
