/** From locations to the files that they mean. */
import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { compareText, SourceError } from '@datasig/core';
import { formatNameOf, isFingerprintName, type StoredFile } from '@datasig/formats/dataset';
import { accessing, notFound } from './file-error.ts';
import { isInside, type Location, standardInput } from './location.ts';

/** A file that may hold data. Its version is when it was written. */
export interface InputFile extends StoredFile {
  /** Absolute path, or `-`. */
  readonly path: string;
}

/** Where paths are relative to. */
export interface Places {
  readonly root: string;
  readonly workingDirectory: string;
}

/** The files of all locations, each once, in the bytewise order of their names. @throws SourceError */
export async function expand(locations: readonly Location[], places: Places, signal?: AbortSignal): Promise<readonly InputFile[]> {
  const files = new Map<string, InputFile>();
  for (const location of locations) {
    for (const file of await expandLocation(location, places, signal)) {
      if (files.get(file.path)?.named !== true) files.set(file.path, file);
    }
  }
  return [...files.values()].sort((a, b) => compareText(a.name, b.name));
}

async function expandLocation(location: Location, places: Places, signal: AbortSignal | undefined): Promise<readonly InputFile[]> {
  if (location.path === standardInput) return [{ path: standardInput, name: standardInput, shown: shownPath(standardInput, places), named: true }];
  if (location.pattern !== undefined) return inputFiles(await matching(location.given, location.path, location.pattern), places, true, signal);
  const shown = shownPath(location.path, places);
  const stats = await accessing(shown, () => stat(location.path));
  if (stats.isDirectory()) return inputFiles(await walk(location.path, places, signal), places, false, signal);
  return [inputFile(location.path, stats, places, true)];
}

async function matching(given: string, folder: string, pattern: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const names = await glob(pattern, { cwd: folder, expandDirectories: false, onlyFiles: true });
  const paths = names.filter((name) => !isFingerprintName(name)).map((name) => join(folder, name));
  if (paths.length === 0) throw notFound(given, 'no file matches this pattern; hidden files have to be named in full');
  return paths;
}

/** All files below `folder` but hidden ones. Linked folders are entered, every folder once. */
async function walk(folder: string, places: Places, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const found: string[] = [];
  const entered = new Set<string>();
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    signal?.throwIfAborted();
    const shown = shownPath(next, places);
    const real = await accessing(shown, () => realpath(next!));
    if (entered.size === entered.add(real).size) continue;
    const entries = await accessing(shown, () => readdir(next!, { withFileTypes: true }));
    // Of a folder with two names the first one counts, the same on every file system.
    entries.sort((a, b) => compareText(b.name, a.name));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || isFingerprintName(entry.name)) continue;
      const path = join(next, entry.name);
      const type = entry.isSymbolicLink() ? await targetOf(path, places) : entry;
      if (type?.isDirectory() === true) pending.push(path);
      else if (type?.isFile() === true) found.push(path);
    }
  }
  return found;
}

/** What a link leads to; one that leads nowhere, or back to itself, is an error where its name says that it is data. */
async function targetOf(path: string, places: Places): Promise<Stats | undefined> {
  try {
    return await accessing(shownPath(path, places), () => stat(path));
  } catch (error) {
    const leadsNowhere = error instanceof SourceError && (error.code === 'source-not-found' || error.context['errno'] === 'ELOOP');
    if (!leadsNowhere || formatNameOf(basename(path)) !== undefined) throw error;
    return undefined;
  }
}

async function inputFiles(paths: readonly string[], places: Places, named: boolean, signal: AbortSignal | undefined): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    signal?.throwIfAborted();
    files.push(inputFile(path, await accessing(shownPath(path, places), () => stat(path)), places, named));
  }
  return files;
}

/** @throws SourceError `source-unreadable` for a device or socket */
export function inputFile(path: string, stats: Stats, places: Places, named: boolean): InputFile {
  const shown = shownPath(path, places);
  if (!stats.isFile() && !stats.isFIFO()) {
    throw new SourceError('source-unreadable', `${shown}: cannot be read: it is a device or socket; expected a file, a folder or a named pipe`, { context: { file: shown } });
  }
  const version = stats.isFile() ? { byteLength: stats.size, mtimeMs: stats.mtimeMs } : undefined;
  return { path, name: relative(places.root, path).split(sep).join('/'), shown, ...(version !== undefined && { version }), named };
}

/** A path as messages show it. */
export function shownPath(path: string, { workingDirectory }: Places): string {
  if (path === standardInput) return 'standard input';
  return isInside(workingDirectory, path) ? relative(workingDirectory, path) || '.' : path;
}
