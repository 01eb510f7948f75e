/** Files of which each is one record, or a field of one: images and audio, and the tables that describe them. */
import type { Column } from '@datasig/core/spec';
import { isImageName } from '../image/file-names.ts';
import { baseNameOf } from './file-name.ts';

/** Formats of folders whose files are records. */
export type MediaFormat = keyof typeof mediaFields;

/** The field that has a file's bytes. */
export const mediaFields = { images: 'image', audio: 'audio' } as const;

/** Endings of audio files: those that the library `datasets` takes for audio, and some relatives. */
const audioExtensions: readonly string[] = [
  '.3g2', '.3gp', '.aac', '.aif', '.aifc', '.aiff', '.asf', '.au', '.avr', '.caf', '.f4v', '.flac', '.flv', '.htk', '.ircam', '.m4a', '.m4v', '.mat4', '.mat5', '.mp3',
  '.mpc2k', '.mpg', '.mxf', '.nist', '.nut', '.oga', '.ogg', '.ogm', '.opus', '.paf', '.pvf', '.raw', '.rf64', '.sd2', '.sds', '.svx', '.voc', '.w64', '.wav', '.wavex',
  '.webm', '.wma', '.wmv', '.wve', '.xi',
];

/** Whether the files of a format are records. */
export function isMedia(format: string): format is MediaFormat {
  return Object.hasOwn(mediaFields, format);
}

/** What a file's name says that it is; undefined where it is neither. */
export function mediaFormatOf(name: string): MediaFormat | undefined {
  if (isImageName(name)) return 'images';
  const lower = name.toLowerCase();
  return audioExtensions.some((extension) => lower.endsWith(extension)) ? 'audio' : undefined;
}

/** Whether a file beside images or audio describes them. */
export function isMetadataName(name: string): boolean {
  return ['metadata.csv', 'metadata.jsonl', 'metadata.parquet'].includes(baseNameOf(name));
}

/** A column that names files, one a row or a list of them, and the field that it becomes. */
export interface FileColumn {
  readonly field: string;
  readonly isList: boolean;
}

const suffixes = [['file_name', false], ['file_names', true]] as const;

/** What a column's name says: `file_name`, `x_file_name`, `file_names`, `x_file_names`; undefined for all others. */
export function fileColumnOf(name: Column['name'], format: MediaFormat): FileColumn | undefined {
  for (const [suffix, isList] of suffixes) {
    if (name === suffix || name === `_${suffix}`) return { field: isList ? `${mediaFields[format]}s` : mediaFields[format], isList };
    if (name.endsWith(`_${suffix}`)) return { field: name.slice(0, -suffix.length - 1), isList };
  }
  return undefined;
}
