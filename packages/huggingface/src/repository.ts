/** A name becomes a commit, its listing, and the files of the config and splits that are asked for. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import type { Hub } from './hub/hub.ts';
import type { HubFile } from './hub/hub-file.ts';
import type { HubLocation } from './location.ts';
import type { HubReadingOptions } from './options.ts';
import type { Commit } from './hub-files.ts';
import { type ResolvedDataset, resolveDataFiles } from './resolve/data-files.ts';
import { settingsPath } from './resolve/dataset-card.ts';

/** Cards and settings are texts of some kB. */
const cardByteLimit = 16 * 1024 * 1024;
const cardPath = 'README.md';

/** A repository at one commit. */
export interface Repository {
  readonly commit: Commit;
  /** By path. */
  readonly files: ReadonlyMap<string, HubFile>;
  readonly resolved: ResolvedDataset;
  /** What the user should know, a sentence each. */
  readonly warnings: readonly string[];
}

/** Asks the Hub. @throws SourceError, InvalidArgumentError */
export async function openRepository(hub: Hub, location: HubLocation, options: HubReadingOptions, signal?: AbortSignal): Promise<Repository> {
  const revision = revisionOf(location, options);
  const { name, sha, warnings } = await hub.dataset(location.name, revision, signal);
  const files = new Map((await hub.listFiles(name, sha, undefined, signal)).map((file) => [file.path, file]));
  const text = async (path: string): Promise<string | undefined> => {
    const file = files.get(path);
    return file === undefined ? undefined : decodeText(await hub.readFile(name, sha, file, cardByteLimit, signal), `${name}: ${path}`);
  };
  const [readme, settings] = await Promise.all([text(cardPath), text(settingsPath)]);
  const resolved = resolveDataFiles({ name, paths: [...files.keys()], readme, settings, revision, config: options.config, pattern: location.pattern });
  return { commit: { dataset: name, sha }, files, resolved, warnings: [...warnings, ...resolved.warnings] };
}

/** @throws InvalidArgumentError where location and option name different ones */
function revisionOf(location: HubLocation, { revision }: HubReadingOptions): string | undefined {
  if (revision !== undefined && location.revision !== undefined && revision !== location.revision) {
    throw new InvalidArgumentError('invalid-argument', `revision: the location names ${JSON.stringify(location.revision)}; leave one of them out`, { context: { option: 'revision' } });
  }
  return revision ?? location.revision;
}

function decodeText(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SourceError('invalid-repository', `${shown}: the card is not UTF-8, so it cannot be known what it says of the files; name them, such as hf:owner/name/data/*.csv`, { cause });
  }
}
