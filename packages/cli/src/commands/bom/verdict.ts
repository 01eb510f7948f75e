/** What `datasig bom verify` finds. */
import type { DatasetVerdict, DocumentClaims } from '@datasig/aibom';

/** What was found of the digest of a file. */
export interface FileVerdict {
  /** Name of the model, or of the dataset that the file is of. */
  readonly of: string;
  readonly file: string;
  readonly status: 'holds' | 'broken' | 'unclaimed';
  readonly reason: string;
  readonly sha256: string;
}

/** All that was found. */
export interface BillVerdict {
  readonly file: string;
  readonly format: DocumentClaims['format'];
  /** Null where something could not be judged and nothing is broken. */
  readonly holds: boolean | null;
  readonly datasets: readonly DatasetVerdict[];
  readonly files: readonly FileVerdict[];
  readonly models: readonly FileVerdict[];
}
