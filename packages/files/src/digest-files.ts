/** The SHA-256 digests of files as they are, whatever they hold. */
import { SourceError } from '@datasig/core';
import { expand } from './expand.ts';
import { LocalFiles } from './local-files.ts';
import { resolveLocations, rootOf } from './location.ts';

/** A file and what it is. */
export interface FileDigest {
  /** Path inside the folder that holds all of them, with `/` between its parts. */
  readonly name: string;
  /** As messages show it. */
  readonly shown: string;
  /** 64 hex digits. */
  readonly sha256: string;
}

/**
 * Reads all files of the locations, by the order of their names: those below folders but hidden ones and fingerprints.
 *
 * @throws InvalidArgumentError `invalid-location`; SourceError, also for streams
 */
export async function digestFiles({ locations, workingDirectory }: { readonly locations: readonly string[]; readonly workingDirectory: string }, signal?: AbortSignal): Promise<readonly FileDigest[]> {
  const resolved = await resolveLocations({ locations, workingDirectory, options: {} });
  const places = { root: await rootOf(resolved, workingDirectory), workingDirectory };
  const store = new LocalFiles(places);
  const { digestOf } = await import('./checksums.ts');
  const digests: FileDigest[] = [];
  for (const { name, shown, version } of await expand(resolved, places, signal)) {
    if (version === undefined) throw new SourceError('source-unreadable', `${shown}: a stream can be read only once; save it to a file first`, { context: { file: shown } });
    digests.push({ name, shown, sha256: await digestOf({ name, shown, version }, store, signal) });
  }
  return digests;
}
