/** Image folders: a record an image, `{image, label}`, where the label is the folder that the image is in. */
import { compareText, InvalidArgumentError } from '@datasig/core';
import type { SchemaField, Transform } from '@datasig/core/spec';
import { baseNameOf, folderOf } from './file-name.ts';
import type { DataFile } from './recognize.ts';
import type { ImageLabels, Unit } from './unit.ts';

/**
 * The images of each part, in the order of the files, with labels that mean the same in all parts.
 *
 * @throws InvalidArgumentError for options that image folders do not have
 */
export function formImageUnits(files: readonly DataFile[], perFile: boolean): readonly Unit[] {
  if (perFile) throw new InvalidArgumentError('invalid-argument', 'perFile: images are records of one dataset, not datasets of their own; leave the option out', { context: { option: 'perFile' } });
  const packed = files.find(({ version, compression }) => version === undefined || compression !== null);
  if (packed !== undefined) throw new InvalidArgumentError('invalid-location', `${packed.shown}: images are read as plain files; decompress it first, or save it to a file`, { context: { file: packed.shown } });
  const names = labelNames(files);
  return [...Map.groupBy(files, ({ part }) => part)].map(([part, images]) => ({
    ...(part === undefined ? { name: 'images' } : { name: `${part}/images`, part }),
    shown: images[0]!.shown,
    files: images,
    ...(names.length > 0 && { labels: labelImages(images, names) }),
  }));
}

/** The folders that images are in, each once; none for the root. */
function labelNames(files: readonly DataFile[]): readonly string[] {
  const folders = files.map(({ name }) => folderOf(name)).filter((folder) => folder !== '');
  return [...new Set(folders.map((folder) => baseNameOf(folder)))].sort(compareText);
}

function labelImages(files: readonly DataFile[], names: readonly string[]): ImageLabels {
  const indices = new Map(names.map((name, index) => [name, index]));
  return { names, labels: files.map(({ name }) => indices.get(baseNameOf(folderOf(name))) ?? null) };
}

/** The fields of the records; decoded images are typed by what they are. */
export function imageSchema(labels: ImageLabels | undefined, pixels: boolean): readonly SchemaField[] {
  const image: SchemaField = { name: 'image', type: { type: pixels ? 'null' : 'bytes' } };
  return labels === undefined ? [image] : [image, { name: 'label', type: { type: 'integer' } }];
}

/** What the labels' numbers mean, for the fingerprint. */
export function labelTransforms([unit]: readonly Unit[]): readonly Transform[] {
  return unit?.labels === undefined ? [] : [{ id: 'folder-labels/1', names: unit.labels.names }];
}
