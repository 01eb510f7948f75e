/** Files put together to what is read at a time: one file, or the images and labels of an IDX pair. */
import { stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { InvalidArgumentError, SourceError } from '@datasig/core';
import { splitCompression } from '@datasig/formats';
import { checkImageOptions } from './image-folder.ts';
import { inputFile, type Places, shownPath } from './expand.ts';
import { accessing, notFound } from './file-error.ts';
import { stemOf } from './naming.ts';
import type { DataFile } from './recognize.ts';
import { idxNameOf } from './data-name.ts';

/** One file, IDX images and labels, or all files of an image folder. */
export interface Unit {
  /** Name of the (images) file: path inside the root. */
  readonly name: string;
  /** How messages call it. */
  readonly shown: string;
  /** Present where the dataset has parts. */
  readonly part?: string;
  readonly files: readonly DataFile[];
}

const compressionEndings = ['', '.gz', '.zst', '.gzip', '.zstd'];

/**
 * The units of files of one format, in the order of the files.
 *
 * @throws SourceError `source-not-found` for images without labels or labels without images; InvalidArgumentError
 * when two parts would have one name
 */
export async function formUnits(files: readonly DataFile[], perFile: boolean, places: Places): Promise<readonly Unit[]> {
  if (files[0]?.format === 'images') {
    checkImageOptions(files, perFile);
    return [{ name: 'images', shown: files[0].shown, files }];
  }
  const units = files[0]?.format === 'idx' ? await pairUp(files, places) : files.map((file) => ({ name: file.name, shown: file.shown, files: [file] }));
  if (!perFile && (files[0]?.format !== 'idx' || units.length === 1)) return units;
  const named = units.map((unit) => ({ ...unit, part: partName(unit.name) }));
  named.forEach((unit, index) => {
    const other = named.findIndex(({ part }) => part === unit.part);
    if (other !== index) throw samePart(named[other]!, unit);
  });
  return named;
}

function partName(name: string): string {
  return posix.join(posix.dirname(name), stemOf(name));
}

function samePart(a: Unit, b: Unit & { readonly part: string }): InvalidArgumentError {
  return new InvalidArgumentError('invalid-location', `${a.shown} and ${b.shown} would both be the part ${JSON.stringify(b.part)}; name one of them only`, { context: { part: b.part } });
}

async function pairUp(files: readonly DataFile[], places: Places): Promise<readonly Unit[]> {
  const images = files.filter((file) => roleOf(file) === 'images');
  const units: Unit[] = [];
  for (const file of images) units.push({ name: file.name, shown: file.shown, files: [file, await labelsOf(file, places)] });
  const paired = new Set(units.map((unit) => unit.files[1]!.path));
  const lonely = files.find((file) => roleOf(file) === 'labels' && !paired.has(file.path));
  if (lonely !== undefined) throw notFound(lonely.shown, `these are labels without their images; name the images file, ${idxNameOf(lonely.path)!.counterpart}: its labels are found beside it`);
  return units;
}

function roleOf(file: DataFile): 'images' | 'labels' {
  const name = idxNameOf(file.path);
  if (name !== undefined && file.version !== undefined) return name.role;
  throw new SourceError('unknown-format', `${file.shown}: an IDX dataset is two files whose names tell images from labels, such as train-images-idx3-ubyte and train-labels-idx1-ubyte`, { context: { file: file.shown } });
}

/** The labels beside the images: first with the same compression. */
async function labelsOf(images: DataFile, places: Places): Promise<DataFile> {
  const { counterpart } = idxNameOf(images.path)!;
  const ownEnding = images.path.slice(splitCompression(images.path).name.length);
  const folder = dirname(images.path);
  for (const ending of new Set([ownEnding, ...compressionEndings])) {
    const path = join(folder, counterpart + ending);
    const stats = await accessing(shownPath(path, places), () => stat(path)).catch(absent);
    if (stats?.isFile() === true) return { ...inputFile(path, stats, places, false), format: 'idx', compression: splitCompression(path).compression };
  }
  throw notFound(shownPath(join(folder, counterpart + ownEnding), places), `no such file; the labels of ${images.shown} are expected there`);
}

function absent(error: unknown): undefined {
  if (error instanceof SourceError && error.code === 'source-not-found') return undefined;
  throw error;
}
