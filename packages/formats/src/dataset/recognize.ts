/** Which files are data, and in which format: by their names, or as the user says. */
import { SourceError } from '@datasig/core';
import { type Compression, splitCompression } from '../compression.ts';
import type { Format } from '../format.ts';
import { formats } from '../registry.ts';
import { isSideName } from '../tfrecord/names.ts';
import { baseNameOf, endingOf, folderOf } from './file-name.ts';
import { type DatasetFormat, formatNameOf } from './format-name.ts';
import { isMedia, isMetadataName } from './media.ts';
import type { StoredFile } from './stored-file.ts';

/** A file whose format is known. */
export interface DataFile extends StoredFile {
  readonly format: DatasetFormat;
  readonly compression: Compression | null;
}

const knownEndings: string = [...formats.flatMap((format) => format.extensions), 'IDX names such as train-images-idx3-ubyte'].join(', ') + ', each also with .gz or .zst, folders of images or audio, and .zip archives of all these';

/**
 * The files that hold data, all in one format. Files in folders that are of no known format are left out.
 *
 * @param where what the user asked for, for messages
 * @throws SourceError `unknown-format`, `mixed-formats`
 */
export function recognize(files: readonly StoredFile[], format: DatasetFormat | undefined, where: string): readonly DataFile[] {
  const recognized = format === undefined ? files.map((file) => byName(file)) : inFormat(files, format);
  const data = withoutMedia(withMetadata(withoutSides(recognized.filter((file) => file !== undefined))));
  const [first] = data;
  if (first === undefined) {
    throw new SourceError('unknown-format', `${where}: no file of a known format here; known are ${knownEndings}; name the files, or say the format (--format)`, { context: { location: where } });
  }
  const other = data.find((file) => file.format !== first.format);
  if (other !== undefined) throw mixedFormats(first, other);
  return data;
}

/** What TensorFlow Datasets writes beside its records tells of them. */
function withoutSides(files: readonly DataFile[]): readonly DataFile[] {
  const folders = new Set(files.filter(({ format }) => format === 'tfrecord').map(({ name }) => folderOf(name)));
  return folders.size === 0 ? files : files.filter(({ name, named }) => named || !isSideName(baseNameOf(name)) || !folders.has(folderOf(name)));
}

/** Beside images or audio, and nothing else, a metadata file is no table of its own: it describes them. */
function withMetadata(files: readonly DataFile[]): readonly DataFile[] {
  const media = files.find(({ format }) => isMedia(format));
  if (media === undefined || !files.every((file) => isMedia(file.format) || isMetadataName(file.name))) return files;
  return files.map((file) => (isMedia(file.format) ? file : { ...file, format: media.format }));
}

/** Pictures and sounds that lie beside other data illustrate them: in folders they are data only among themselves. */
function withoutMedia(files: readonly DataFile[]): readonly DataFile[] {
  const others = files.filter((file) => file.named || !isMedia(file.format));
  return others.some((file) => !isMedia(file.format)) ? others : files;
}

function byName(file: StoredFile): DataFile | undefined {
  const format = formatNameOf(file.name);
  if (format !== undefined) return { ...file, format, compression: splitCompression(file.name).compression };
  if (!file.named) return undefined;
  throw new SourceError('unknown-format', `${file.shown}: the name does not tell the format; known are ${knownEndings}; say the format (--format ${formats[0]!.name})`, { context: { file: file.shown } });
}

/** Named files are what the user says; in folders, those known to be, and if none is, those of unknown format. */
function inFormat(files: readonly StoredFile[], format: DatasetFormat): readonly DataFile[] {
  const chosen = files.filter((file) => file.named || formatNameOf(file.name) === format || (isMedia(format) && isMetadataName(file.name)));
  const taken = chosen.length > 0 ? chosen : files.filter((file) => formatNameOf(file.name) === undefined);
  return taken.map((file) => ({ ...file, format, compression: splitCompression(file.name).compression }));
}

function mixedFormats(a: DataFile, b: DataFile): SourceError {
  return new SourceError(
    'mixed-formats',
    `${a.shown} is ${a.format} and ${b.shown} is ${b.format}; expected files of one format: name them with a pattern such as '*${endingOf(splitCompression(a.name).name)}', or say the format (--format ${a.format})`,
    { context: { files: [a.shown, b.shown], formats: [a.format, b.format] } },
  );
}

/** The format of a file that is read by itself: no IDX, no image, no audio. */
export function formatOf({ format }: { readonly format: DatasetFormat }): Format {
  return formats.find(({ name }) => name === format)!;
}
