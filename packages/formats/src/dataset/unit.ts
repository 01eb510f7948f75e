/** A unit: what is read at a time. */
import type { DataFile } from './recognize.ts';

/** One file, IDX images and labels, or all files of an image folder. */
export interface Unit {
  /** Name of the (images) file: path inside the root. */
  readonly name: string;
  /** How messages call it. */
  readonly shown: string;
  /** Present where the dataset has parts. */
  readonly part?: string;
  readonly files: readonly DataFile[];
  /** Of image folders, where images are in folders. */
  readonly labels?: ImageLabels;
}

/** How the images of a unit are labelled. */
export interface ImageLabels {
  /** Names of the folders in the bytewise order of their UTF-8, of all units: a label is an index into it. */
  readonly names: readonly string[];
  /** One a file; null for an image beside the folders. */
  readonly labels: readonly (number | null)[];
}
