/** A commit as git makes it: its files and directories, and the ids of its trees and of itself. */
import { type Digests, gitObjectOid } from '../content/digests.ts';
import type { StoredFile } from './stored-file.ts';

/** An entry of the listing. */
export type Entry =
  | { readonly type: 'directory'; readonly path: string; readonly oid: string }
  | { readonly type: 'file'; readonly path: string; readonly file: StoredFile; readonly digests: Digests };

/** One commit, all of it hashed. */
export interface Commit {
  /** SHA-1 of the commit object: the same files of the same repository always have the same. */
  readonly sha: string;
  readonly title: string;
  /** ISO 8601. */
  readonly date: string;
  /** In the order of `git ls-tree -r -t`. */
  readonly entries: readonly Entry[];
  readonly byPath: ReadonlyMap<string, Entry>;
}

type Directory = Map<string, Directory | Entry & { readonly type: 'file' }>;
const seconds = 1_704_067_200;

/**
 * Hashes the files, one after another, and the trees over them.
 *
 * @param title - The commit's message.
 * @throws Error if a path is both a file and a directory
 */
export async function makeCommit(files: readonly StoredFile[], title: string): Promise<Commit> {
  const root: Directory = new Map();
  for (const file of files) place(root, { type: 'file', path: file.path, file, digests: await file.digests() });
  const entries: Entry[] = [];
  const tree = writeTree(root, '', entries);
  const person = `Test Hub <hub@localhost> ${seconds} +0000`;
  const sha = gitObjectOid('commit', Buffer.from(`tree ${tree}\nauthor ${person}\ncommitter ${person}\n\n${title}\n`));
  return { sha, title, date: new Date(seconds * 1000).toISOString(), entries, byPath: new Map(entries.map((entry) => [entry.path, entry])) };
}

function place(root: Directory, entry: Entry & { readonly type: 'file' }): void {
  const segments = entry.path.split('/');
  const name = segments.pop()!;
  let directory = root;
  for (const segment of segments) {
    const next = directory.get(segment) ?? new Map();
    if (!(next instanceof Map)) throw new Error(`${entry.path}: ${segment} is a file`);
    directory.set(segment, next);
    directory = next;
  }
  if (directory.has(name)) throw new Error(`${entry.path} is a directory, too`);
  directory.set(name, entry);
}

/** Git sorts a directory as if its name ended with a slash. */
function writeTree(directory: Directory, path: string, entries: Entry[]): string {
  const sorted = [...directory].map(([name, child]) => ({ name, child, key: Buffer.from(child instanceof Map ? `${name}/` : name) })).sort((one, other) => Buffer.compare(one.key, other.key));
  const objects = sorted.map(({ name, child }) => {
    const childPath = path === '' ? name : `${path}/${name}`;
    if (!(child instanceof Map)) {
      entries.push(child);
      return Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(child.digests.oid, 'hex')]);
    }
    const inner: Entry[] = [];
    const oid = writeTree(child, childPath, inner);
    entries.push({ type: 'directory', path: childPath, oid });
    for (const entry of inner) entries.push(entry);
    return Buffer.concat([Buffer.from(`40000 ${name}\0`), Buffer.from(oid, 'hex')]);
  });
  return gitObjectOid('tree', Buffer.concat(objects));
}
