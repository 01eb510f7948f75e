/** Known datasets: fingerprint files, and all those below folders. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatasigError } from '@datasig/core';
import { type NamedFingerprint, requireFingerprint } from '../input/fingerprint-file.ts';
import type { Session } from '../session.ts';

const ending = '.datasig.json';

/** Reads them all. @throws DatasigError, also for a folder that has none */
export async function readKnownDatasets(paths: readonly string[], session: Session): Promise<NamedFingerprint[]> {
  const known: NamedFingerprint[] = [];
  for (const file of paths.flatMap((path) => filesOf(path, session))) known.push(await requireFingerprint(file, session.workingDirectory));
  return known;
}

function filesOf(path: string, { workingDirectory }: Session): string[] {
  const folder = resolve(workingDirectory, path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)).sort();
  if (names.length === 0) throw new DatasigError('fingerprint-not-found', `${path}: there are no fingerprint files (${ending}) in this folder`, { context: { folder: path } });
  return names.map((name) => join(path, name));
}
