/** The files of a folder on disk, or of an object of paths, as contents. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type Content, contentOf, contentOfFile } from '../content/content.ts';
import type { Files } from '../options.ts';

/** Paths with their contents; git's own folder is left out, links are followed. */
export async function readFiles(files: Files): Promise<ReadonlyMap<string, Content>> {
  if ('files' in files) return new Map(Object.entries(files.files).map(([path, data]) => [path, contentOf(data)]));
  return readFolder(files.folder);
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, Content>> {
  const found = new Map<string, Content>();
  const waiting = [folder];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const name of (await readdir(current)).sort()) {
      const path = join(current, name);
      const status = await stat(path);
      if (status.isDirectory() && name !== '.git') waiting.push(path);
      if (status.isFile()) found.set(relative(folder, path).split(sep).join('/'), contentOfFile(path, status.size));
    }
  }
  return found;
}
