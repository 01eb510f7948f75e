/** From a fingerprint to what an attestation says of its dataset. */
import { type Fingerprint, formatSketchParameters, InvalidArgumentError, sketchParameters } from '@datasig/core';
import type { AttestedDataset } from './model.ts';

/** What the fingerprint does not hold itself. */
export interface DatasetDetails {
  /** SHA-256 of the fingerprint file's bytes: 64 hex digits. */
  readonly fingerprintSha256: string;
  readonly fingerprintUri?: string;
  /** The part that `fingerprint` is of its file. */
  readonly part?: string;
  /** Otherwise the fingerprint's. */
  readonly name?: string;
  /** Otherwise the revision, where the dataset has one origin with a revision. */
  readonly version?: string;
  readonly uri?: string;
}

/** Describes the dataset. @throws InvalidArgumentError `invalid-argument` for a fingerprint without identity */
export function attestedDataset(fingerprint: Fingerprint, details: DatasetDetails): AttestedDataset {
  const { canonicalization, dataset, generator, identity, records, sketches } = fingerprint;
  if (identity === null) {
    throw new InvalidArgumentError('invalid-argument', `the fingerprint of ${JSON.stringify(dataset.name)} has no UID, and an attestation names a dataset by nothing else; make it without --no-identity and --classic`);
  }
  const [origin, ...others] = dataset.origins;
  const version = details.version ?? (others.length === 0 ? origin?.revision : undefined);
  return {
    name: details.name ?? dataset.name,
    ...(version !== undefined && { version }),
    ...(details.uri !== undefined && { uri: details.uri }),
    uid: identity.uid,
    fingerprint: {
      sha256: details.fingerprintSha256,
      ...(details.fingerprintUri !== undefined && { uri: details.fingerprintUri }),
      ...(details.part !== undefined && { part: details.part }),
      canonicalization,
      identityScheme: identity.scheme,
      recordCount: records.count,
      byteLength: records.byteLength,
      sketches: sketches.map((sketch) => formatSketchParameters(sketchParameters(sketch))),
      generator,
    },
  };
}
