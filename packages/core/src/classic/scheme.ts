/** The schemes of the original Python tool (version 0.0.7), by name, and what their signatures look like. */

/** All of them; `docs/spec/classic.md` has their bytes. */
export const classicSchemes = [
  'classic/datasketch-affine32',
  'classic/datasketch-legacy',
  'classic/keyed-sha256',
  'classic/single-sha256',
  'classic/xor',
] as const;

/** A scheme of the original tool. */
export type ClassicScheme = (typeof classicSchemes)[number];

/** What a classic sketch is made with. */
export interface ClassicParameters {
  readonly scheme: ClassicScheme;
  /** Entries of the signature: 1 to {@link maximumClassicK}. */
  readonly k: number;
}

/** The original tool's default, and the most that it makes. */
export const maximumClassicK = 400;

const entryByteLengths: Readonly<Record<ClassicScheme, number>> = {
  'classic/datasketch-affine32': 4,
  'classic/datasketch-legacy': 8,
  'classic/keyed-sha256': 32,
  'classic/single-sha256': 32,
  'classic/xor': 32,
};

/** The column in which formats hand over data points that are bytes already. */
export const dataPointColumnName = 'record';

/** Bytes of one entry of a signature. */
export function classicEntryByteLength(scheme: ClassicScheme): number {
  return entryByteLengths[scheme];
}

/** Whether `text` names a classic scheme. */
export function isClassicScheme(text: string): text is ClassicScheme {
  return (classicSchemes as readonly string[]).includes(text);
}

/** Whether `k` is one that a classic sketch can have. */
export function isValidClassicK(k: number): boolean {
  return Number.isInteger(k) && k >= 1 && k <= maximumClassicK;
}
