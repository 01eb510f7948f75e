/** The files of a config or a pattern, by split. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import { type CardConfig, invalid } from './dataset-card.ts';
import { findDefaultPatterns, type SplitPatterns } from './default-patterns.ts';
import { isGlob } from './glob.ts';
import type { RepositoryPaths, Wanted } from './repository-paths.ts';

/** Paths by split, in order. */
export type SplitPaths = ReadonlyMap<string, readonly string[]>;

/** Files by split. */
export interface FoundFiles {
  /** How messages call them. */
  readonly what: string;
  /** Those with the ending of a format, by which it is told. */
  readonly splits: SplitPaths;
  /** Those that are read, where they are others. */
  readonly taken?: SplitPaths;
  /** Whether the user named files, not a folder. */
  readonly named: boolean;
  readonly warnings: readonly string[];
}

/**
 * The files of a config, or of the repository where it has none.
 *
 * @throws SourceError `source-not-found`, `invalid-repository`
 */
export function findConfigFiles(files: RepositoryPaths, own: CardConfig | undefined, config: string): FoundFiles {
  const what = own === undefined ? 'the repository' : `config ${JSON.stringify(config)}`;
  const { dataDirectory } = own ?? {};
  const match = (pattern: string, wanted: Wanted): readonly string[] => {
    const found = files.matching(inFolder(dataDirectory, pattern), wanted);
    if (found === undefined) throw invalid(`${what}: ${JSON.stringify(pattern)} is no pattern: ** is a whole part of a path`);
    return found;
  };
  if (own?.dataFiles === undefined) return findByDefault(match, what);
  return { what, splits: collect(own.dataFiles, (pattern) => match(pattern, 'data'), what), named: false, warnings: [] };
}

/**
 * The files that the user names, by a path, a glob or a folder.
 *
 * @throws InvalidArgumentError `invalid-location` for a pattern that is none
 * @throws SourceError `source-not-found`, `invalid-repository`
 */
export function findNamedFiles(files: RepositoryPaths, pattern: string): FoundFiles {
  if (!isGlob(pattern) && files.isFolder(pattern)) {
    return findByDefault((each, wanted) => files.matching(`${pattern}/${each}`, wanted) ?? [], `folder ${pattern}`);
  }
  const taken = files.matching(pattern, 'any');
  if (taken === undefined) throw new InvalidArgumentError('invalid-location', `${pattern}: ** is a whole part of a path, as in data/**/*.csv`, { context: { pattern } });
  if (taken.length === 0) throw new SourceError('source-not-found', `${pattern}: no file of the repository ${isGlob(pattern) ? 'matches this pattern; hidden ones have to be named in full' : 'has this path'}`, { context: { pattern } });
  return { what: pattern, splits: new Map([['train', files.matching(pattern, 'data')!]]), taken: new Map([['train', taken]]), named: true, warnings: [] };
}

/** By the names of files and folders. A split of which no file is data is none. */
function findByDefault(match: (pattern: string, wanted: Wanted) => readonly string[], what: string): FoundFiles {
  const patterns = findDefaultPatterns((pattern) => match(pattern, 'any'));
  if (patterns === undefined) throw new SourceError('source-not-found', `${what}: there are no data files; hidden ones have to be named in full`);
  const splits = [...collect(patterns, (pattern) => match(pattern, 'data'), what)];
  const filled = splits.filter(([, paths]) => paths.length > 0);
  const warnings = splits.filter(([, paths]) => paths.length === 0).map(([split]) => `${what}: by its name, ${split} is a split, but no file of it is of a known format; it is left out`);
  return { what, splits: new Map(filled), named: false, warnings };
}

function inFolder(folder: string | undefined, pattern: string): string {
  const start = (folder ?? '').replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const rest = pattern.replace(/^(?:\.\/)+/, '');
  return start === '' || start === '.' ? rest : `${start}/${rest}`;
}

/** The files of each split, pattern by pattern. @throws SourceError `source-not-found` for a path that no file has */
function collect(patterns: SplitPatterns, match: (pattern: string) => readonly string[], what: string): SplitPaths {
  const find = (pattern: string): readonly string[] => {
    const found = match(pattern);
    if (found.length === 0 && !isGlob(pattern)) throw new SourceError('source-not-found', `${what}: the repository has no file ${JSON.stringify(pattern)} of a known format`, { context: { file: pattern } });
    return found;
  };
  return new Map([...patterns].map(([split, each]) => [split, each.flatMap(find)]));
}
