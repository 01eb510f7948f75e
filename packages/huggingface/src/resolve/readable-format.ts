/** The format of a dataset as Datasig calls it, and what it does not read. */
import { SourceError } from '@datasig/core';
import type { YamlMap } from './front-matter.ts';
import { type InferredModule, insideArchives } from './infer-module.ts';
import { isReadable, type ReadableModule } from './modules.ts';

/**
 * What reads the files: `json` are JSON and JSON Lines, told apart by what is in each file; `webdataset` is tar; `imagefolder` and
 * `audiofolder` are files of one record each.
 */
export type HubFormat = ReadableModule | 'tsv';

/** Endings of compressions that Hugging Face datasets undoes and Datasig does not. */
const otherCompression = /\.(?:xz|bz2|lz4|7z|rar)$/i;

/** @throws SourceError `unsupported-format` naming the Parquet copy */
export function readableFormat(inferred: InferredModule | typeof insideArchives, { delimiter, sep }: YamlMap, splits: ReadonlyMap<string, readonly string[]>, name: string): HubFormat | 'zip' {
  const compressed = [...splits.values()].flat().find((path) => otherCompression.test(path));
  if (compressed !== undefined) throw unsupported(name, `${compressed}: this compression is not read; .gz, .zst and .zip are`);
  if (inferred === insideArchives) return 'zip';
  const { module } = inferred;
  if (!isReadable(module)) throw unsupported(name, `${name}: its files are of the format ${module}, which is not read`);
  return module === 'csv' && (delimiter ?? sep) === '\t' ? 'tsv' : module;
}

function unsupported(name: string, reason: string): SourceError {
  return new SourceError('unsupported-format', `${reason}; read the Hub's Parquet copy, if there is one: hf:${name}@refs/convert/parquet`);
}
