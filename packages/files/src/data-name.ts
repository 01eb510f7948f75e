/** What the name of a file tells of its contents. */
import { basename } from 'node:path';
import { formatOfName, type IdxPairName, isImageName, parseIdxName, splitCompression } from '@datasig/formats';
import type { FormatName } from './options.ts';

/** The format that a name stands for; undefined where it tells none. */
export function formatNameOf(path: string): FormatName | undefined {
  if (idxNameOf(path) !== undefined) return 'idx';
  return formatOfName(path)?.format.name ?? (isImageName(path) ? 'images' : undefined);
}

/** What the name of an IDX file tells. */
export function idxNameOf(path: string): IdxPairName | undefined {
  return parseIdxName(splitCompression(basename(path)).name);
}
