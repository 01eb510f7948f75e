/** Which files are read for the splits that are asked for, and how. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import type { DatasetOptions } from '@datasig/formats/dataset';
import type { HubFile } from './hub/hub-file.ts';
import type { HubReadingOptions } from './options.ts';
import type { Repository } from './repository.ts';

/** Files in the order of their records. */
export interface Reading {
  readonly files: readonly { readonly file: HubFile; readonly part?: string }[];
  readonly options: DatasetOptions;
}

/** @throws InvalidArgumentError, SourceError */
export function readingOf({ resolved, files, commit }: Repository, { split, format, pixels }: HubReadingOptions): Reading {
  const wanted = split === undefined ? resolved.splits : resolved.splits.filter(({ name }) => name === split);
  if (wanted.length === 0) throw new InvalidArgumentError('invalid-argument', 'no such split');
  const options: DatasetOptions = { ...(format !== undefined && { format }), ...(pixels !== undefined && { pixels }) };
  const fileOf = (path: string): HubFile => {
    const file = files.get(path);
    if (file === undefined) throw new SourceError('source-not-found', `${commit.dataset}: ${path}: no such file`);
    return file;
  };
  return { files: wanted.flatMap(({ name, paths }) => paths.map((path) => ({ file: fileOf(path), ...(split === undefined && { part: name }) }))), options };
}
