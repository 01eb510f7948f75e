/** Folders of images or sounds: what labels the files, and whether metadata files count. */
import { compareText } from '@datasig/core';
import { isTruthy, type YamlMap } from './front-matter.ts';
import { fileNameOf, isArchive, isFolderMetadata } from './modules.ts';

/** What a record has besides its file. */
export interface FolderRules {
  /** The columns of metadata files are columns of the records. */
  readonly metadata: boolean;
  /** Names of the folders in order: the label of a file is the index of its own. Absent = no labels. */
  readonly labelNames?: readonly string[];
}

/** A split's files. */
interface FolderSplit {
  readonly paths: readonly string[];
  readonly metadataPaths: readonly string[];
}

/**
 * The rules of the whole config: labels where the card wants them, or where it says nothing, all files lie equally
 * deep and in more than one folder, and there are no metadata files.
 *
 * @param archivedPaths the paths of the files in archives, inside of them
 */
export function readFolderRules({ drop_labels: dropLabels, drop_metadata: dropMetadata }: YamlMap, splits: readonly FolderSplit[], archivedPaths: readonly string[]): FolderRules {
  const analyses = !isTruthy(dropLabels) || !isTruthy(dropMetadata);
  const hasMetadata = splits.some(({ metadataPaths }) => metadataPaths.length > 0) || archivedPaths.some((path) => isFolderMetadata(fileNameOf(path)));
  if (analyses && hasMetadata) return { metadata: !isTruthy(dropMetadata) };
  const paths = [...splits.flatMap((split) => split.paths).filter((path) => !isArchive(path)), ...archivedPaths];
  const folders = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))).split('/').at(-1)!));
  const depths = new Set(paths.map((path) => path.split('/').length));
  const labels = analyses && (dropLabels === undefined || dropLabels === null ? folders.size > 1 && depths.size === 1 : !isTruthy(dropLabels));
  return { metadata: false, ...(labels && { labelNames: [...folders].sort(compareText) }) };
}
