/** Locations as the user gives them: paths, `file:` URLs, globs and standard input. */
import { lstat, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from '@datasig/core';
import type { OpenRequest } from '@datasig/core/spec';

/** The location, and the path in descriptors, of standard input. */
export const standardInput = '-';

/** A location with its paths made absolute. */
export interface Location {
  /** What the user gave. */
  readonly given: string;
  /** The file or folder, the folder that a glob starts from, or `-`. */
  readonly path: string;
  /** The rest of a glob, with `/` between its segments. */
  readonly pattern?: string;
}

const magic = /[*?[\]{}()!]/;

/** @throws InvalidArgumentError `invalid-location` */
export async function resolveLocations({ locations, workingDirectory }: OpenRequest): Promise<readonly Location[]> {
  if (locations.length === 0) throw new InvalidArgumentError('invalid-location', 'no location given; name a file, a folder, a glob, or - for standard input');
  return Promise.all(locations.map((given) => resolveLocation(given, workingDirectory)));
}

async function resolveLocation(given: string, workingDirectory: string): Promise<Location> {
  if (given === standardInput || given === '/dev/stdin') return { given, path: standardInput };
  if (given === '') throw new InvalidArgumentError('invalid-location', 'a location is empty; name a file, a folder or a glob');
  const path = resolve(workingDirectory, given.startsWith('file:') ? pathOfUrl(given) : given);
  // Brackets are usual in names of files: what exists is no glob.
  if (!magic.test(given) || (await exists(path))) return { given, path };
  return splitGlob(given, path);
}

function pathOfUrl(url: string): string {
  try {
    return url.startsWith('file:/') ? fileURLToPath(url) : decodeURIComponent(url.slice('file:'.length));
  } catch (cause) {
    throw new InvalidArgumentError('invalid-location', `${url} is no URL of a local file; expected file:///path or a plain path`, { cause, context: { location: url } });
  }
}

function splitGlob(given: string, path: string): Location {
  const segments = path.split(sep);
  const first = segments.findIndex((segment) => magic.test(segment));
  return { given, path: segments.slice(0, first).join(sep) || sep, pattern: segments.slice(first).join('/') };
}

/**
 * The folder below which all files of the locations are: descriptors hold paths inside it. Another process finds the
 * same one, without listing folders.
 */
export async function rootOf(locations: readonly Location[], workingDirectory: string): Promise<string> {
  const folders: string[] = [];
  for (const { path, pattern } of locations) {
    if (path !== standardInput) folders.push(pattern !== undefined || (await isFolder(path)) ? path : dirname(path));
  }
  let [root = workingDirectory] = folders;
  while (!folders.every((folder) => isInside(root, folder))) root = dirname(root);
  return root;
}

/** Whether `path` is `folder` or inside it. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
