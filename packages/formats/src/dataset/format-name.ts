/** Formats of datasets of files, and what the name of a file tells of them. */
import { splitCompression } from '../compression.ts';
import type { FormatName } from '../format.ts';
import { type IdxPairName, parseIdxName } from '../idx/names.ts';
import { formatOfName, formats } from '../registry.ts';
import { withoutShard } from '../tfrecord/names.ts';
import { baseNameOf } from './file-name.ts';
import { mediaFields, type MediaFormat, mediaFormatOf } from './media.ts';

/** Formats that files are read in: one by one, in pairs, or together. */
export type DatasetFormat = FormatName | 'idx' | MediaFormat;

/** All of them. */
export const datasetFormats: readonly DatasetFormat[] = [...formats.map(({ name }) => name), 'idx', ...(Object.keys(mediaFields) as readonly MediaFormat[])];

const archiveExtension = '.zip';

/** The format that a file's name stands for; undefined where it tells none. */
export function formatNameOf(name: string): DatasetFormat | undefined {
  if (idxNameOf(name) !== undefined) return 'idx';
  return formatOfName(name)?.format.name ?? mediaFormatOf(name);
}

/** What the name of an IDX file tells. */
export function idxNameOf(name: string): IdxPairName | undefined {
  return parseIdxName(splitCompression(baseNameOf(name)).name);
}

/** Whether a file is an archive of others. */
export function isArchiveName(name: string): boolean {
  return name.toLowerCase().endsWith(archiveExtension);
}

/** Fingerprint files lie beside the data that they describe; they are no data unless they are named. */
export function isFingerprintName(name: string): boolean {
  return /\.datasig\.json$/i.test(name);
}

/** The base name without the endings of archive, format and compression; of an IDX file what images and labels share. */
export function stemOf(name: string): string {
  if (isArchiveName(name)) return stemOf(name.slice(0, -archiveExtension.length));
  const base = baseNameOf(name);
  const idxName = idxNameOf(base);
  if (idxName !== undefined) return idxName.part;
  const { name: plain } = splitCompression(withoutShard(base));
  const known = formatOfName(plain)?.format.extensions.find((extension) => plain.toLowerCase().endsWith(extension)) ?? '';
  return plain.slice(0, plain.length - known.length) || base;
}
