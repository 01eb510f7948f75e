/**
 * Folders of images or audio: a record a file, `{image, label}`, where the label is the folder that the file is in; or,
 * where metadata files describe the files, a record a row of theirs.
 */
import { compareText, InvalidArgumentError, SourceError } from '@datasig/core';
import type { SchemaField, Transform } from '@datasig/core/spec';
import { baseNameOf, folderOf } from './file-name.ts';
import { isMetadataName, mediaFields, type MediaFormat } from './media.ts';
import type { DataFile } from './recognize.ts';
import type { MediaLabels, Unit } from './unit.ts';

/** How files are put together. */
export interface GroupingOptions {
  readonly perFile?: boolean;
  readonly labelNames?: readonly string[];
}

/**
 * The files of each part, in their order, with labels that mean the same in all parts; or a unit a metadata file.
 *
 * @throws InvalidArgumentError for options that folders of images and audio do not have
 */
export function formMediaUnits(files: readonly DataFile[], { perFile = false, labelNames = folderNames(files) }: GroupingOptions): readonly Unit[] {
  const { format } = files[0]!;
  if (perFile) throw new InvalidArgumentError('invalid-argument', `perFile: ${format} are records of one dataset, not datasets of their own; leave the option out`, { context: { option: 'perFile' } });
  const packed = files.find(({ version, compression }) => version === undefined || compression !== null);
  if (packed !== undefined) throw new InvalidArgumentError('invalid-location', `${packed.shown}: ${format} are read as plain files; decompress it first, or save it to a file`, { context: { file: packed.shown } });
  const tables = files.filter(({ name }) => isMetadataName(name));
  if (tables.length > 0) return describedUnits(tables, new Map(files.filter(({ name }) => !isMetadataName(name)).map((file) => [file.name, file])));
  return [...Map.groupBy(files, ({ part }) => part)].map(([part, those]) => ({
    ...(part === undefined ? { name: format } : { name: `${part}/${format}`, part }),
    shown: those[0]!.shown,
    files: those,
    ...(labelNames.length > 0 && { labels: labelFiles(those, labelNames) }),
  }));
}

/** @throws SourceError `mixed-formats` for metadata files of several formats: they may well say the same twice */
function describedUnits(tables: readonly DataFile[], described: ReadonlyMap<string, DataFile>): readonly Unit[] {
  const other = tables.find(({ name }) => baseNameOf(name) !== baseNameOf(tables[0]!.name));
  if (other !== undefined) throw new SourceError('mixed-formats', `${tables[0]!.shown} and ${other.shown}: metadata files of one dataset have one format; leave out the others`, { context: { files: [tables[0]!.shown, other.shown] } });
  return tables.map((file) => ({ name: file.name, shown: file.shown, ...(file.part !== undefined && { part: file.part }), files: [file], described }));
}

/** The folders that files are in, each once; none for the root. */
function folderNames(files: readonly DataFile[]): readonly string[] {
  return [...new Set(files.map(labelOf))].filter((label) => label !== undefined).sort(compareText);
}

function labelFiles(files: readonly DataFile[], names: readonly string[]): MediaLabels {
  const indices = new Map<string | undefined, number>(names.map((name, index) => [name, index]));
  return { names, labels: files.map((file) => indices.get(labelOf(file)) ?? null) };
}

/** An archive is no folder. */
function labelOf({ name, archive = '' }: DataFile): string | undefined {
  const folder = folderOf(name);
  return folder === archive ? undefined : baseNameOf(folder);
}

/** The fields of the records; decoded images are typed by what they are. */
export function mediaSchema(format: MediaFormat, labels: MediaLabels | undefined, pixels: boolean): readonly SchemaField[] {
  const field: SchemaField = { name: mediaFields[format], type: { type: pixels ? 'null' : 'bytes' } };
  return labels === undefined ? [field] : [field, { name: 'label', type: { type: 'integer' } }];
}

/** What the labels' numbers mean, for the fingerprint. */
export function labelTransforms([unit]: readonly Unit[]): readonly Transform[] {
  return unit?.labels === undefined ? [] : [{ id: 'folder-labels/1', names: unit.labels.names }];
}
