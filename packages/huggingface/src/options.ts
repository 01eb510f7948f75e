/** Options of the connector and how they are checked. */
import { InvalidArgumentError } from '@datasig/core';
import type { Json, OpenRequest } from '@datasig/core/spec';
import { datasetFormats, type DatasetFormat } from '@datasig/formats/dataset';

/** Which records of a dataset to read, and how. */
export interface HubReadingOptions {
  /** Which configuration; default: the dataset's default one. */
  readonly config?: string;
  /**
   * `train`, `train+test`, `train[:10%]`, `train[100:200]` as in Hugging Face datasets: one dataset without parts. Not
   * given: every split, each a part.
   */
  readonly split?: string;
  /** Branch, tag, commit, `refs/pr/N` or `refs/convert/parquet`; default: `main`. */
  readonly revision?: string;
  /** Default: by the dataset's card and the names of its files. */
  readonly format?: DatasetFormat;
  /** Whether losslessly encoded images become tensors; `'where-images'`: where there are some. */
  readonly pixels?: boolean | 'where-images';
  /**
   * `full`: files that are read in pieces are fetched whole first, into a temporary folder, and held against their
   * digests. Files that are read from front to back always are held against them.
   */
  readonly verify?: 'full';
  /**
   * `declared`: text of CSV and JSON is cast to what the features in the dataset's card say. `stored`, the default: every
   * value is what it is in its file.
   */
  readonly types?: 'stored' | 'declared';
  /** Name of the dataset in the fingerprint; default: its name on the Hub without the owner, with config and split. */
  readonly name?: string;
}

const optionNames: readonly string[] = ['config', 'split', 'revision', 'format', 'pixels', 'verify', 'types', 'name'];

/** @throws InvalidArgumentError `invalid-argument` for an option that is unknown or of the wrong kind */
export function parseOptions(options: OpenRequest['options']): HubReadingOptions {
  for (const name of Object.keys(options)) {
    if (!optionNames.includes(name)) throw invalidOption(name, `one of ${optionNames.join(', ')}`);
  }
  const { config, split, revision, format, pixels, verify, types, name } = options;
  if (verify !== undefined && verify !== 'full') throw invalidOption('verify', 'full');
  if (types !== undefined && types !== 'stored' && types !== 'declared') throw invalidOption('types', 'stored or declared');
  return {
    ...(config !== undefined && { config: parseText('config', config) }),
    ...(split !== undefined && { split: parseText('split', split) }),
    ...(revision !== undefined && { revision: parseText('revision', revision) }),
    ...(format !== undefined && { format: parseFormat(format) }),
    ...(pixels !== undefined && { pixels: parsePixels(pixels) }),
    ...(verify !== undefined && { verify }),
    ...(types !== undefined && { types }),
    ...(name !== undefined && { name: parseText('name', name) }),
  };
}

function parseFormat(value: Json): DatasetFormat {
  const known = datasetFormats.find((name) => name === value);
  if (known === undefined) throw invalidOption('format', datasetFormats.join(', '));
  return known;
}

function parsePixels(value: Json): boolean | 'where-images' {
  if (typeof value !== 'boolean' && value !== 'where-images') throw invalidOption('pixels', 'true or false');
  return value;
}

function parseText(option: string, value: Json): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalidOption(option, 'a text that is not empty');
  return value;
}

function invalidOption(option: string, expected: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `option ${JSON.stringify(option)} of the huggingface connector: expected ${expected}`, { context: { option } });
}
