/** What a new bill of materials is made of. */
import type { DatasetClaim } from './dataset-claim.ts';

/** A model and its file. */
export interface ModelDescription {
  readonly name: string;
  readonly version?: string;
  readonly license?: string;
  readonly supplier?: string;
  /** URL of the model. */
  readonly location?: string;
  /** When it was published (RFC 3339, UTC); SPDX asks for it. */
  readonly releaseTime?: string;
  /** SHA-256 of its file; absent where there is no file. */
  readonly sha256?: string;
}

/** All of it. */
export interface BillContents {
  readonly datasets: readonly DatasetClaim[];
  readonly model?: ModelDescription;
  /** Names of datasets that the model was tested on; it was trained on the others. */
  readonly testedOn?: ReadonlySet<string>;
  /** When the document was made (RFC 3339, UTC); left out where a format allows it. */
  readonly timestamp?: string;
  /** `urn:uuid:…`; left out where it is not asked for. */
  readonly serialNumber?: string;
}
