/** Formats of datasets of files, and what the name of a file tells of them. */
import { splitCompression } from '../compression.ts';
import type { FormatName } from '../format.ts';
import { type IdxPairName, parseIdxName } from '../idx/names.ts';
import { isImageName } from '../image/file-names.ts';
import { formatOfName, formats } from '../registry.ts';
import { baseNameOf } from './file-name.ts';

/** Formats that files are read in: one by one, in pairs, or together. */
export type DatasetFormat = FormatName | 'idx' | 'images';

/** All of them. */
export const datasetFormats: readonly DatasetFormat[] = [...formats.map(({ name }) => name), 'idx', 'images'];

/** The format that a file's name stands for; undefined where it tells none. */
export function formatNameOf(name: string): DatasetFormat | undefined {
  if (idxNameOf(name) !== undefined) return 'idx';
  return formatOfName(name)?.format.name ?? (isImageName(name) ? 'images' : undefined);
}

/** What the name of an IDX file tells. */
export function idxNameOf(name: string): IdxPairName | undefined {
  return parseIdxName(splitCompression(baseNameOf(name)).name);
}

/** The base name without the endings of format and compression; of an IDX file what images and labels share. */
export function stemOf(name: string): string {
  const base = baseNameOf(name);
  const idxName = idxNameOf(base);
  if (idxName !== undefined) return idxName.part;
  const { name: plain } = splitCompression(base);
  const known = formatOfName(plain)?.format.extensions.find((extension) => plain.toLowerCase().endsWith(extension)) ?? '';
  return plain.slice(0, plain.length - known.length) || base;
}
