/** The files of a repository, sorted and prepared for matching many patterns. */
import { compareText } from '@datasig/core';
import { extensionsOf, isKnownExtension } from './modules.ts';
import { compileGlob, isGlob } from './glob.ts';

/** A file that patterns may match. */
interface RepositoryPath {
  readonly path: string;
  readonly segments: readonly string[];
  readonly fileName: string;
  readonly marks: Marks;
  /** Whether one of its endings is that of a format. */
  readonly isData: boolean;
}

/** Parts of a path, or of a pattern, that are left out unless a pattern has as many of them. */
interface Marks {
  /** Segments that begin with a dot. */
  readonly hiddenCount: number;
  /** Folders that begin with two underscores. */
  readonly specialCount: number;
}

/** Files that describe a dataset and are none of its data, unless a pattern ends with their names. */
const ignoredNames: ReadonlySet<string> = new Set(['README.md', 'config.json', 'dataset_info.json', 'dataset_infos.json', 'dummy_data.zip', 'dataset_dict.json']);

/** Which files a pattern may match. */
export type Wanted = 'data' | 'any';

/** Files of a repository by patterns, in the order of their UTF-8 bytes. */
export class RepositoryPaths {
  readonly #files: readonly RepositoryPath[];
  readonly #byPath: ReadonlyMap<string, RepositoryPath>;

  constructor(paths: readonly string[]) {
    this.#files = [...paths].sort(compareText).map(prepare);
    this.#byPath = new Map(this.#files.map((file) => [file.path, file]));
  }

  /** Whether `path` is a folder that holds something. */
  isFolder(path: string): boolean {
    return !this.#byPath.has(path) && this.#files.some((file) => file.path.startsWith(`${path}/`));
  }

  /** Whether there is such a file. */
  has(path: string): boolean {
    return this.#byPath.has(path);
  }

  /** The paths that a pattern matches; undefined for a pattern that cannot be understood. */
  matching(pattern: string, wanted: Wanted): readonly string[] | undefined {
    const parts = pattern.split('/');
    const fileName = parts.at(-1)!;
    const marks = countMarks(parts);
    const isWanted = (file: RepositoryPath): boolean =>
      (wanted === 'any' || file.isData) &&
      file.marks.hiddenCount === marks.hiddenCount &&
      file.marks.specialCount === marks.specialCount &&
      (file.fileName === fileName || !ignoredNames.has(file.fileName));
    if (!isGlob(pattern)) return [this.#byPath.get(pattern)].filter((file) => file !== undefined).filter(isWanted).map(({ path }) => path);
    const glob = compileGlob(pattern);
    return glob && this.#files.filter((file) => isWanted(file) && glob.matches(file.path, file.segments)).map(({ path }) => path);
  }
}

function prepare(path: string): RepositoryPath {
  const segments = path.split('/');
  const fileName = segments.at(-1)!;
  return { path, segments, fileName, marks: countMarks(segments), isData: extensionsOf(fileName).some(isKnownExtension) };
}

function countMarks(segments: readonly string[]): Marks {
  return {
    hiddenCount: segments.filter((segment) => /^\.+[^.]/.test(segment)).length,
    specialCount: segments.slice(0, -1).filter((segment) => segment.startsWith('__')).length,
  };
}
