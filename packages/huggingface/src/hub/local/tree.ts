/**
 * Listings that the Hub's Python library (2.0 and later) keeps beside what it downloads, `trees/<sha>.json`:
 * `{format_version: 1, files: {path: {size, blob_id, lfs_sha256?, lfs_size?}}}`. They have all files of the commit.
 */
import { compareText } from '@datasig/core';
import { checkedFile } from '../checked-file.ts';
import type { HubFile } from '../hub-file.ts';

type Members = Readonly<Record<string, unknown>>;

/** All files of the commit in the order of their paths' UTF-8 bytes; undefined for a document of another kind. */
export function parseTree(text: string): readonly HubFile[] | undefined {
  const document = parse(text);
  if (document?.['format_version'] !== 1 || !isMembers(document['files'])) return undefined;
  const files: HubFile[] = [];
  for (const [path, told] of Object.entries(document['files'])) {
    const file = isMembers(told) ? checkedFile({ path, size: told['lfs_size'] ?? told['size'], oid: told['blob_id'], sha256: told['lfs_sha256'] }) : undefined;
    if (file === undefined) return undefined;
    files.push(file);
  }
  return files.sort((a, b) => compareText(a.path, b.path));
}

function parse(text: string): Members | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return isMembers(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
