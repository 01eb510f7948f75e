/** Datasig's connector for files, folders, globs and standard input. */
import type { Connector, Source } from '@datasig/core/spec';
import type { FilesOptions } from './options.ts';
import { FilesSource } from './source.ts';

export { digestFiles, type FileDigest } from './digest-files.ts';
export type { FilesOptions, FormatName } from './options.ts';

/** The connector; its options are those of {@link FilesOptions} without the locations. */
const connector: Connector = {
  specVersion: 'v1',
  name: 'files',
  schemes: ['file'],
  decodesImages: true,
  open: async (request) => new FilesSource(request, import.meta.url),
};

export default connector;

/**
 * A dataset of files.
 *
 * @throws InvalidArgumentError for options that are not valid; what is wrong with the files shows when they are
 * looked at
 */
export function files({ locations, workingDirectory = process.cwd(), ...options }: FilesOptions): Source {
  return new FilesSource({ locations: typeof locations === 'string' ? [locations] : locations, workingDirectory, options }, import.meta.url);
}
