/** Options of the connector and how they are checked. */
import { InvalidArgumentError } from '@datasig/core';
import type { Json, OpenRequest } from '@datasig/core/spec';
import { datasetFormats, type DatasetFormat as FormatName } from '@datasig/formats/dataset';

/** What to fingerprint and how to read it. */
export interface FilesOptions {
  /** Files, folders, globs, `file:` URLs, or `-` for standard input; relative paths are relative to `workingDirectory`. */
  readonly locations: string | readonly string[];
  /** Absolute path; default: the process's own. */
  readonly workingDirectory?: string;
  /** Default: by file name. Needed for standard input. */
  readonly format?: FormatName;
  /** Whether every file (or IDX pair) becomes a part of its own; files may then have different columns. */
  readonly perFile?: boolean;
  /**
   * Whether losslessly encoded images become tensors. `true` is refused where no field is known to hold images;
   * with `'where-images'` such files are read as they are.
   */
  readonly pixels?: boolean | 'where-images';
  /** A list of SHA-256 digests as `sha256sum` writes it: every file is checked against it before it is read. */
  readonly checksums?: string;
  /** Whether records are read as the original Python tool serialises them: for classic sketches only. */
  readonly classic?: boolean;
  /** Name of the dataset; default: that of the file, folder or common parent folder. */
  readonly name?: string;
}

export type { FormatName };

/** The options of an open request, without the locations. */
export type ReadingOptions = Pick<FilesOptions, 'format' | 'perFile' | 'pixels' | 'checksums' | 'classic' | 'name'>;

const optionNames: readonly string[] = ['format', 'perFile', 'pixels', 'checksums', 'classic', 'name'];

/** @throws InvalidArgumentError `invalid-argument` for an option that is unknown or of the wrong kind */
export function parseOptions(options: OpenRequest['options']): ReadingOptions {
  for (const name of Object.keys(options)) {
    if (!optionNames.includes(name)) throw invalidOption(name, `one of ${optionNames.join(', ')}`);
  }
  const { format, perFile, pixels, checksums, classic, name } = options;
  return {
    ...(format !== undefined && { format: parseFormatName(format) }),
    ...(perFile !== undefined && { perFile: parseSwitch('perFile', perFile) }),
    ...(pixels !== undefined && { pixels: pixels === 'where-images' ? pixels : parseSwitch('pixels', pixels) }),
    ...(checksums !== undefined && { checksums: parseText('checksums', checksums) }),
    ...(classic !== undefined && { classic: parseSwitch('classic', classic) }),
    ...(name !== undefined && { name: parseText('name', name) }),
  };
}

function parseFormatName(value: Json): FormatName {
  const known = datasetFormats.find((name) => name === value);
  if (known === undefined) throw invalidOption('format', datasetFormats.join(', '));
  return known;
}

function parseSwitch(option: string, value: Json): boolean {
  if (typeof value !== 'boolean') throw invalidOption(option, 'true or false');
  return value;
}

function parseText(option: string, value: Json): string {
  if (typeof value !== 'string' || value === '') throw invalidOption(option, 'a text that is not empty');
  return value;
}

function invalidOption(option: string, expected: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `option ${JSON.stringify(option)} of the files connector: expected ${expected}`, { context: { option } });
}
