/** Versions of a dataset among the arguments: a folder of fingerprints, several files, or the git revisions of one. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Version } from '@datasig/aibom';
import { DatasigError, type Fingerprint, InvalidArgumentError, readFingerprint, selectPart } from '@datasig/core';
import type { Session } from '../session.ts';
import { requireFingerprint } from './fingerprint-file.ts';

/** A version and, where it is a revision, which. */
export interface NamedVersion extends Version {
  readonly file: string;
  readonly commit: string | null;
  readonly date: string | null;
  readonly subject: string | null;
}

const ending = '.datasig.json';

/** The versions, oldest first. @throws DatasigError */
export async function readVersions(paths: readonly string[], limit: number, part: string | undefined, session: Session): Promise<NamedVersion[]> {
  const [first = ''] = paths;
  const entry = paths.length === 1 ? statSync(resolve(session.workingDirectory, first), { throwIfNoEntry: false }) : undefined;
  const versions = entry?.isFile() === true ? await revisionsOf(first, limit, session) : await filesOf(entry?.isDirectory() === true ? listFolder(first, session) : paths, session);
  return part === undefined ? versions : versions.map((version) => ({ ...version, fingerprint: selectPart(version.fingerprint, part) }));
}

async function filesOf(files: readonly string[], { workingDirectory }: Session): Promise<NamedVersion[]> {
  const versions: NamedVersion[] = [];
  for (const file of files) {
    const { fingerprint } = await requireFingerprint(file, workingDirectory);
    versions.push({ label: file.endsWith(ending) ? file.slice(0, -ending.length) : file, file, fingerprint, commit: null, date: null, subject: null });
  }
  return versions;
}

/** By name, numbers in names by their size: v2 before v10. */
function listFolder(folder: string, { workingDirectory }: Session): string[] {
  const order = new Intl.Collator('en', { numeric: true });
  const names = readdirSync(resolve(workingDirectory, folder)).filter((name) => name.endsWith(ending)).sort((a, b) => order.compare(a.slice(0, -ending.length), b.slice(0, -ending.length)) || (a < b ? -1 : 1));
  if (names.length > 0) return names.map((name) => join(folder, name));
  throw new InvalidArgumentError('fingerprint-not-found', `${folder}: there are no fingerprint files (${ending}) in this folder`, { context: { folder } });
}

async function revisionsOf(file: string, limit: number, session: Session): Promise<NamedVersion[]> {
  await requireFingerprint(file, session.workingDirectory);
  const { readRevisions } = await import('./git.ts');
  return (await readRevisions(file, limit, session)).map(({ commit, date, subject, bytes }) => {
    const label = commit === null ? 'not committed' : commit.slice(0, 10);
    return { label, file, commit, date, subject, fingerprint: readRevision(file, label, bytes) };
  });
}

function readRevision(file: string, label: string, bytes: Uint8Array): Fingerprint {
  try {
    return readFingerprint(bytes);
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    throw new DatasigError(error.code, `${file} at ${label}: ${error.message}; leave old revisions out with --limit`, { context: { ...error.context, file }, cause: error });
  }
}
