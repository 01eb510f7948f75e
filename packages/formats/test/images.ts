/** The image files of `vectors/formats/images` and the pixels that they must give. */
import { readFileSync } from 'node:fs';

/** A file and what decoding it gives. */
export interface ImageVector {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly data?: Uint8Array;
  /** Code of the error. */
  readonly error?: string;
}

interface Entry {
  readonly file: string;
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly data?: string;
  readonly error?: string;
}

const folder = new URL('../../../vectors/formats/images/', import.meta.url);

/** All files, in the order of their list. */
export const imageVectors: readonly ImageVector[] = (JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Entry[]).map(({ data, ...entry }) => ({
  ...entry,
  bytes: Uint8Array.from(readFileSync(new URL(entry.file, folder))),
  ...(data !== undefined && { data: Uint8Array.from(Buffer.from(data, 'base64')) }),
}));

/** The bytes of one file. */
export function imageBytes(file: string): Uint8Array {
  return imageVectors.find((vector) => vector.file === file)!.bytes;
}
