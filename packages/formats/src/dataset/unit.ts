/** A unit: what is read at a time. */
import type { DataFile } from './recognize.ts';

/** One file, IDX images and labels, all files of a folder of images or audio, or those that a metadata file names. */
export interface Unit {
  /** Name of the (images, metadata) file: path inside the root. */
  readonly name: string;
  /** How messages call it. */
  readonly shown: string;
  /** Present where the dataset has parts. */
  readonly part?: string;
  readonly files: readonly DataFile[];
  /** Of folders of images or audio, where files are in folders. */
  readonly labels?: MediaLabels;
  /** Of metadata files: by name, the files that their rows may name. */
  readonly described?: ReadonlyMap<string, DataFile>;
}

/** How the files of a unit are labelled. */
export interface MediaLabels {
  /** Names of the folders in the bytewise order of their UTF-8, of all units: a label is an index into it. */
  readonly names: readonly string[];
  /** One a file; null for a file beside the folders. */
  readonly labels: readonly (number | null)[];
}
