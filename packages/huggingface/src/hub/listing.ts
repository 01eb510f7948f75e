/** The files of a commit, all pages of the listing, checked and in order. */
import { listFiles } from '@huggingface/hub';
import { compareText } from '@datasig/core';
import { encodePath } from './access/endpoint.ts';
import type { Subject } from './access/refusal.ts';
import type { HubApi } from './api.ts';
import { checkedFile } from './checked-file.ts';
import type { HubFile } from './hub-file.ts';

/** Far beyond what the Hub keeps in one repository; a listing without end must not fill the memory. */
const fileLimit = 2_000_000;

/**
 * All files at and below `path`, in the order of their paths' UTF-8 bytes.
 *
 * @throws SourceError `source-not-found` for a folder that is not there; `hub-unreachable` for a listing that cannot be
 */
export async function askFiles(api: HubApi, dataset: string, sha: string, path?: string, signal?: AbortSignal): Promise<readonly HubFile[]> {
  const subject: Subject = { dataset, revision: sha, ...(path !== undefined && { path }) };
  const files = new Map<string, HubFile>();
  try {
    const entries = listFiles({ repo: { type: 'dataset', name: dataset }, revision: sha, recursive: true, hubUrl: api.endpoint.url, ...(path !== undefined && { path: encodePath(path) }), fetch: api.fetchFor(subject, signal) });
    for await (const entry of entries) {
      if (entry.type === 'directory') continue;
      const file = checkedFile({ path: entry.path, size: entry.lfs?.size ?? entry.size, oid: entry.oid, sha256: entry.lfs?.oid });
      if (file === undefined || files.has(file.path)) throw api.malformed(subject, 'its listing has an entry that no repository has');
      if (files.size === fileLimit) throw api.malformed(subject, `its listing has more than ${fileLimit} files`);
      files.set(file.path, file);
    }
  } catch (error) {
    throw api.explain(error, subject);
  }
  return [...files.values()].sort((a, b) => compareText(a.path, b.path));
}
