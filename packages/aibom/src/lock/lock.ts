/** What a lock says: which datasets there are, what they were, and what they may become. */

/** What a dataset may become; at least one rule. Shares are of distinct records, from 0 to 1. */
export interface Policy {
  /** The UID stays the same: the same records, each as often. */
  readonly identical?: true;
  /** The least Jaccard similarity of the locked and the present records. */
  readonly minJaccard?: number;
  /** The least share of the *locked* distinct records that is still there; what came in does not matter. */
  readonly minContainment?: number;
  /** The most distinct locked records that may be gone; nor may the number of records fall by more. */
  readonly maxRemoved?: number;
  /** By name of another locked dataset: the largest share of this one's distinct records that may be in that one too. */
  readonly forbidOverlap?: Readonly<Record<string, number>>;
}

/** An option of a location, under the name that the command's code has for it. */
export type LocationOption = string | true | false | readonly string[];

/** One dataset. */
export interface LockedDataset {
  /** Files, folders, globs or `scheme:…`, together one dataset; or one fingerprint file. Relative to the lock's folder. */
  readonly locations: readonly string[];
  /** How the locations are opened. */
  readonly options: Readonly<Record<string, LocationOption>>;
  /** What revision they had, where the source has revisions. */
  readonly revision: string | null;
  /** Null where the fingerprint has no identity. */
  readonly uid: string | null;
  readonly recordCount: bigint;
  /** The fingerprint file: its path below the lock's folder, and the SHA-256 of its bytes, 64 hex digits. */
  readonly fingerprint: { readonly path: string; readonly sha256: string };
  readonly policy: Policy;
}

/** A lock. */
export interface Lock {
  /** By name ({@link isDatasetName}). */
  readonly datasets: ReadonlyMap<string, LockedDataset>;
}

/** The layout that this version reads and writes. */
export const lockVersion = 1;

/** Largest lock file: 16 MiB. */
export const lockByteLimit: number = 16 * 1024 * 1024;

/** Options of locations that a lock may keep, by what they hold. Keys and threads are not the data's. */
export const lockedOptions: Readonly<Record<'text' | 'flag' | 'list', readonly string[]>> = {
  text: ['format', 'checksums', 'split', 'config', 'revision', 'verify', 'query', 'types', 'busyTimeout'],
  flag: ['perFile', 'pixels', 'views', 'check'],
  list: ['table', 'classic'],
};

/** Whether a text can name a dataset: also a file can be called so, and `NAME=LOCATION` can be told apart. */
export function isDatasetName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text);
}
