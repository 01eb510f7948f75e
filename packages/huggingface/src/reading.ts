/** Which files are read for the splits that are asked for, and how. */
import { type DatasetFormat, type DatasetOptions, formatNameOf } from '@datasig/formats/dataset';
import type { HubFile } from './hub/hub-file.ts';
import type { HubReadingOptions } from './options.ts';
import { checkReaderOptions } from './reader-options.ts';
import type { Repository } from './repository.ts';
import type { ResolvedDataset } from './resolve/data-files.ts';
import { isTruthy } from './resolve/front-matter.ts';
import { isArchive } from './resolve/modules.ts';
import { checkSplits, parseSplits, type SplitSlice } from './resolve/splits.ts';
import { cutsSplits } from './slices.ts';

/** Files in the order of their records. */
export interface Reading {
  readonly files: readonly { readonly file: HubFile; readonly part?: string }[];
  readonly options: DatasetOptions;
  /** Where only some records of the files are meant; the parts of the files are their splits then. */
  readonly slices?: readonly SplitSlice[];
}

/** @throws InvalidArgumentError `unknown-split`; SourceError `unsupported-format` */
export function readingOf({ resolved, files, commit }: Repository, { split, format, pixels }: HubReadingOptions): Reading {
  if (format === undefined) checkReaderOptions(resolved, commit.dataset);
  const slices = split === undefined ? undefined : parseSplits(split);
  if (slices !== undefined) checkSplits(slices, resolved.splits.map(({ name }) => name));
  const isCut = slices !== undefined && cutsSplits(slices);
  const wanted = slices?.map((slice) => slice.split) ?? resolved.splits.map(({ name }) => name);
  const read = (isCut ? [...new Set(wanted)] : wanted).flatMap((name) => {
    const { paths, metadataPaths } = resolved.splits.find((each) => each.name === name)!;
    return [...paths, ...(resolved.folder?.metadata === true ? metadataPaths : [])].map((path) => ({ file: files.get(path)!, ...((isCut || slices === undefined) && { part: name }) }));
  });
  const known = format ?? formatOf(resolved.format, read.map(({ file }) => file.path));
  const options: DatasetOptions = {
    ...(known !== undefined && { format: known }),
    ...(pixels !== undefined && { pixels }),
    ...labelsOf(resolved, read.map(({ file }) => file.path)),
  };
  return { files: read, options, ...(isCut && { slices }) };
}

/** The folders in archives are not known yet: they are labels, unless the card says that there are none. */
function labelsOf({ folder, readerOptions }: ResolvedDataset, paths: readonly string[]): Pick<DatasetOptions, 'labelNames'> {
  if (folder === undefined) return {};
  const isOpen = folder.labelNames === undefined && paths.some((path) => isArchive(path)) && !isTruthy(readerOptions['drop_labels']);
  return isOpen ? {} : { labelNames: folder.labelNames ?? [] };
}

/** What reads the files; undefined where their names tell. */
function formatOf(format: ResolvedDataset['format'], paths: readonly string[]): DatasetFormat | undefined {
  switch (format) {
    case 'json': {
      // Files of lines can be read as JSON, but not the other way round.
      const formats = new Set(paths.map((path) => formatNameOf(path)));
      return formats.size === 1 ? undefined : 'json';
    }
    case 'webdataset':
      return 'tar';
    case 'imagefolder':
      return 'images';
    case 'audiofolder':
      return 'audio';
    case 'zip':
      return undefined;
    default:
      return format;
  }
}
