/** The claim of a dataset's UID and its evidence, as CycloneDX declares them from 1.6 on. */
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { propertyNames } from '../claims/dataset-claim.ts';
import type { Insertion } from '../document/json-node.ts';

/** One declaration. */
export interface Declaration {
  readonly claim: { readonly [name: string]: Insertion };
  readonly evidence: { readonly [name: string]: Insertion };
}

/** Declares that the dataset of that reference has the UID, or, where it is left out, the fingerprint. */
export function declare({ uid, fingerprint }: DatasetClaim, reference: string): Declaration {
  const evidence = `evidence:${reference}`;
  return {
    claim: {
      'bom-ref': `claim:${reference}`,
      target: reference,
      predicate: uid === null ? `The records of this dataset are those of the fingerprint with SHA-256 ${fingerprint.sha256}.` : `The records of this dataset have the Datasig UID ${uid}.`,
      reasoning: 'The UID is a digest of all records, each as often as it occurs, in any order: other records have another UID. Whoever has the data can make it again.',
      evidence: [evidence],
    },
    evidence: {
      'bom-ref': evidence,
      propertyName: propertyNames.uid,
      description: `The fingerprint file of the dataset, with SHA-256 ${fingerprint.sha256}.`,
      data: [{ name: 'fingerprint', contents: { url: fingerprint.location } }],
    },
  };
}
