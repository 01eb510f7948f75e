/** Which module reads a dataset's files: that of their most common ending. */
import { SourceError } from '@datasig/core';
import { archiveExtension, extensionsOf, fileNameOf, isMetadataName, type ModuleName, moduleOf } from './modules.ts';

/** A module as it was found. */
export interface InferredModule {
  readonly module: ModuleName;
  /** What separates the cells of a table, where the ending says it. */
  readonly separator?: '\t';
}

/** Files in archives have to be looked at. */
export const insideArchives = 'inside-archives';

/** In a draw the first of these wins, then the last in the order of UTF-8. */
const favourites: readonly string[] = ['.parquet', '.lance', '.vortex', '.arrow', '.jsonl', '.json', '.csv'];

interface Count {
  readonly extension: string;
  readonly isMetadata: boolean;
  count: number;
}

/** The module of the files of a split; undefined where no ending is known. */
function inferModule(paths: readonly string[]): InferredModule | typeof insideArchives | undefined {
  const counts = countExtensions(paths).sort(compareCounts);
  for (const { extension } of counts) {
    const inferred = ofExtension(extension);
    if (inferred !== undefined) return inferred;
    if (extension === archiveExtension) return insideArchives;
  }
  return undefined;
}

/** The module of files in archives, by their paths inside, in the order of the archives; undefined where it is not known. */
export function inferArchivedModule(paths: readonly string[]): InferredModule | undefined {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (const extension of lowerExtensions(path)) counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  const first = [...counts].find(([, count]) => count === most);
  return first && ofExtension(first[0]);
}

/**
 * The one module of all splits.
 *
 * @throws SourceError `mixed-formats` when they differ, `source-not-found` when no file has a known ending
 */
export function inferCommonModule(splits: ReadonlyMap<string, readonly string[]>, what: string): InferredModule | typeof insideArchives {
  const inferred = [...splits].map(([split, paths]) => ({ split, paths, module: inferModule(paths) }));
  const known = inferred.filter(({ module }) => module !== undefined);
  const [first] = known;
  if (first === undefined) {
    const isEmpty = inferred.every(({ paths }) => paths.length === 0);
    throw new SourceError('source-not-found', `${what}: ${isEmpty ? 'no file of a known format matches its patterns' : 'no file has the ending of a known format'}`);
  }
  const empty = inferred.find(({ module }) => module === undefined);
  if (empty !== undefined) {
    throw new SourceError('source-not-found', `${what}: split ${JSON.stringify(empty.split)} has ${empty.paths.length === 0 ? 'no file' : 'no file of a known format'}, but others have`, { context: { split: empty.split } });
  }
  const other = known.find(({ module }) => describe(module!) !== describe(first.module!));
  if (other === undefined) return first.module!;
  throw new SourceError('mixed-formats', `${what}: split ${JSON.stringify(first.split)} is ${describe(first.module!)}, split ${JSON.stringify(other.split)} is ${describe(other.module!)}; name the files of one of them, such as hf:owner/name/data/*.csv`);
}

function describe(inferred: InferredModule | typeof insideArchives): string {
  if (inferred === insideArchives) return 'in archives';
  return inferred.separator === undefined ? inferred.module : 'tsv';
}

function ofExtension(extension: string): InferredModule | undefined {
  const module = moduleOf(extension);
  return module && { module, ...(extension === '.tsv' && { separator: '\t' }) };
}

function countExtensions(paths: readonly string[]): Count[] {
  const counts = new Map<string, Count>();
  for (const path of paths) {
    const isMetadata = isMetadataName(fileNameOf(path));
    for (const extension of lowerExtensions(path)) {
      const key = `${extension} ${isMetadata}`;
      const count = counts.get(key) ?? { extension, isMetadata, count: 0 };
      counts.set(key, count);
      count.count++;
    }
  }
  return [...counts.values()];
}

function lowerExtensions(path: string): readonly string[] {
  return extensionsOf(fileNameOf(path)).map((extension) => extension.toLowerCase());
}

/** The best first. */
function compareCounts(a: Count, b: Count): number {
  if (a.isMetadata !== b.isMetadata) return a.isMetadata ? 1 : -1;
  if (a.count !== b.count) return b.count - a.count;
  const [placeA, placeB] = [placeOf(a.extension), placeOf(b.extension)];
  if (placeA !== placeB) return placeA - placeB;
  return a.extension === b.extension ? 0 : a.extension > b.extension ? -1 : 1;
}

function placeOf(extension: string): number {
  const place = favourites.indexOf(extension);
  return place === -1 ? favourites.length : place;
}
