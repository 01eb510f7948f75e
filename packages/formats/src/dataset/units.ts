/** Files put together to what is read at a time: one file, the images and labels of an IDX pair, or a folder of images or audio. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import { splitCompression } from '../compression.ts';
import type { IdxPairName } from '../idx/names.ts';
import { baseNameOf, folderOf, inFolder } from './file-name.ts';
import { idxNameOf, stemOf } from './format-name.ts';
import { formMediaUnits, type GroupingOptions } from './media-folder.ts';
import { isMedia } from './media.ts';
import { formRecordUnits } from './record-units.ts';
import type { DataFile } from './recognize.ts';
import type { FileStore, StoredFile } from './stored-file.ts';
import type { Unit } from './unit.ts';

const compressionEndings = ['', '.gz', '.zst', '.gzip', '.zstd'];

/**
 * The units of files of one format, in the order of the files.
 *
 * @throws SourceError `source-not-found` for images without labels or labels without images; InvalidArgumentError
 * when two parts would have one name
 */
export async function formUnits(files: readonly DataFile[], options: GroupingOptions, store: FileStore): Promise<readonly Unit[]> {
  const [first] = files;
  if (first !== undefined && isMedia(first.format)) return formMediaUnits(files, options);
  if (first?.format === 'tfrecord') return formRecordUnits(files, options);
  const units = first?.format === 'idx' ? await pairUp(files, store) : files.map((file) => unitOf([file]));
  if (first?.part !== undefined) return units;
  if (options.perFile !== true && (first?.format !== 'idx' || units.length === 1)) return units;
  const named = units.map((unit) => ({ ...unit, part: partName(unit.name) }));
  const byPart = new Map<string, Unit>();
  for (const unit of named) {
    const other = byPart.get(unit.part);
    if (other !== undefined) throw samePart(other, unit);
    byPart.set(unit.part, unit);
  }
  return named;
}

function unitOf(files: readonly [DataFile, ...DataFile[]]): Unit {
  const [{ name, shown, part }] = files;
  return { name, shown, ...(part !== undefined && { part }), files };
}

function partName(name: string): string {
  return inFolder(folderOf(name), stemOf(name));
}

function samePart(a: Unit, b: Unit): InvalidArgumentError {
  return new InvalidArgumentError('invalid-location', `${a.shown} and ${b.shown} would both be the part ${JSON.stringify(b.part)}; name one of them only`, { context: { part: b.part } });
}

async function pairUp(files: readonly DataFile[], store: FileStore): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  for (const file of files) if (idxRoleOf(file) === 'images') units.push(unitOf([file, await labelsOf(file, files, store)]));
  const paired = new Set(units.map((unit) => unit.files[1]!.name));
  const lonely = files.find((file) => idxRoleOf(file) === 'labels' && !paired.has(file.name));
  if (lonely !== undefined) throw notFound(lonely.shown, `these are labels without their images; name the images file, ${idxNameOf(lonely.name)!.counterpart}: its labels are found beside it`);
  return units;
}

function idxRoleOf(file: DataFile): IdxPairName['role'] {
  const name = idxNameOf(file.name);
  if (name !== undefined && file.version !== undefined) return name.role;
  throw new SourceError('unknown-format', `${file.shown}: an IDX dataset is two files whose names tell images from labels, such as train-images-idx3-ubyte and train-labels-idx1-ubyte`, { context: { file: file.shown } });
}

/** The labels beside the images: first with the same compression. */
async function labelsOf(images: DataFile, files: readonly DataFile[], store: FileStore): Promise<DataFile> {
  const folder = folderOf(images.name);
  const { counterpart, otherCounterpart = counterpart } = idxNameOf(images.name)!;
  const ownEnding = baseNameOf(images.name).slice(splitCompression(baseNameOf(images.name)).name.length);
  const endings = [...new Set([ownEnding, ...compressionEndings])];
  for (const base of new Set([counterpart, otherCounterpart].flatMap((each) => endings.map((ending) => each + ending)))) {
    const name = inFolder(folder, base);
    const file: StoredFile | undefined = files.find((each) => each.name === name) ?? (await store.find(name));
    if (file !== undefined) return { ...file, format: 'idx', compression: splitCompression(name).compression };
  }
  throw notFound(store.shownAs(inFolder(folder, counterpart + ownEnding)), `no such file; the labels of ${images.shown} are expected there`);
}

function notFound(file: string, reason: string): SourceError {
  return new SourceError('source-not-found', `${file}: ${reason}`, { context: { file } });
}
