/** How a dataset is read and prepared, as the page asks for it. */
import { parseCast, type Preparation } from '@datasig/core';
import type { DatasetFormat } from '@datasig/formats/dataset';

/** What can be set; all of it has an option of the command. */
export interface Settings {
  /** Absent: by the file's name. */
  readonly format?: DatasetFormat;
  readonly perFile: boolean;
  readonly pixels: boolean;
  /** Names in the file; absent = all. */
  readonly columns?: readonly string[];
  /** New names by old ones. */
  readonly rename: Readonly<Record<string, string>>;
  /** Texts that stand for null. */
  readonly nullTokens: readonly string[];
  /** Casts by (new) name, as the command line writes them. */
  readonly casts: Readonly<Record<string, string>>;
}

/** Everything as it is. */
export const plainSettings: Settings = { perFile: false, pixels: false, rename: {}, nullTokens: [], casts: {} };

/** @throws InvalidArgumentError for a cast that is none */
export function toPreparation({ columns, rename, nullTokens, casts }: Settings): Preparation {
  return {
    ...(columns !== undefined && { columns }),
    ...(Object.keys(rename).length > 0 && { rename }),
    ...(nullTokens.length > 0 && { nullTokens }),
    ...(Object.keys(casts).length > 0 && { casts: Object.fromEntries(Object.entries(casts).map(([name, cast]) => [name, parseCast(cast)])) }),
  };
}

/** Whether records are taken as they are in the file. */
export function isPlain({ columns, rename, nullTokens, casts, format, perFile, pixels }: Settings): boolean {
  return columns === undefined && format === undefined && !perFile && !pixels && nullTokens.length === 0 && Object.keys(rename).length === 0 && Object.keys(casts).length === 0;
}
