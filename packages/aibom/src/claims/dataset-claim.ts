/** What a bill of materials says of a dataset, whatever its format. */
import { type Fingerprint, formatBase64, formatSketchParameters, sketchParameters } from '@datasig/core';

/** A file and its digest. */
export interface FileDigest {
  /** Path inside the dataset, with slashes. */
  readonly name: string;
  readonly sha256: string;
}

/** What is known of a dataset beside its fingerprint. */
export interface ClaimDetails {
  /** Otherwise that of the fingerprint. */
  readonly name?: string;
  /** Otherwise the revision that was read, if one. */
  readonly version?: string;
  /** URL of the data; otherwise where the fingerprint says that they were read. */
  readonly location?: string;
  /** SPDX licence expression. */
  readonly license?: string;
  readonly supplier?: string;
  /** When the data were made and published (RFC 3339, UTC); SPDX asks for both. */
  readonly builtTime?: string;
  readonly releaseTime?: string;
  readonly files?: readonly FileDigest[];
  /** URL of the fingerprint file; relative ones are relative to the bill of materials. */
  readonly fingerprintLocation: string;
  /** What the data were derived from. */
  readonly derivedFrom?: readonly DatasetClaim[];
  /** Leaves out the UID, which shows who knows the records that they were these. */
  readonly hidesUid?: boolean;
}

/** A fingerprint and the file that it stands in. */
export interface FingerprintSource {
  /** The whole, or a part. */
  readonly fingerprint: Fingerprint;
  /** SHA-256 of the file's bytes, 64 hex digits. */
  readonly sha256: string;
  /** The part, where it is one. */
  readonly part?: string;
  /** The file, where the document shall hold it. */
  readonly content?: Uint8Array;
}

/** The fingerprint file as the document names it. */
export interface FingerprintReference {
  readonly location: string;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  /** The file, base64, where it is embedded. */
  readonly content?: string;
}

/** A dataset with all that is claimed of it. */
export interface DatasetClaim {
  readonly name: string;
  readonly version?: string;
  readonly location?: string;
  readonly license?: string;
  readonly supplier?: string;
  readonly builtTime?: string;
  readonly releaseTime?: string;
  readonly files: readonly FileDigest[];
  /** Null where the fingerprint has none, or it was to be left out. */
  readonly uid: string | null;
  readonly fingerprint: FingerprintReference;
  /** `datasig:…` names and their values, without the UID. */
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly derivedFrom: readonly DatasetClaim[];
}

/** Names of properties in all formats. */
export const propertyNames = {
  uid: 'datasig:uid',
  recordCount: 'datasig:recordCount',
  byteLength: 'datasig:byteLength',
  encoding: 'datasig:encoding',
  digest: 'datasig:digest',
  keyId: 'datasig:keyId',
  sketches: 'datasig:sketches',
  generator: 'datasig:generator',
} as const;

/** Makes the claim of a dataset from its fingerprint. */
export function claimDataset({ fingerprint, sha256, part, content }: FingerprintSource, details: ClaimDetails): DatasetClaim {
  const version = details.version ?? onlyOrigin(fingerprint)?.revision;
  const location = details.location ?? originLocation(fingerprint);
  return {
    name: details.name ?? fingerprint.dataset.name,
    ...(version !== undefined && { version }),
    ...(location !== undefined && { location }),
    ...(details.license !== undefined && { license: details.license }),
    ...(details.supplier !== undefined && { supplier: details.supplier }),
    ...(details.builtTime !== undefined && { builtTime: details.builtTime }),
    ...(details.releaseTime !== undefined && { releaseTime: details.releaseTime }),
    files: details.files ?? [],
    uid: details.hidesUid === true ? null : (fingerprint.identity?.uid ?? null),
    fingerprint: {
      location: part === undefined ? details.fingerprintLocation : `${details.fingerprintLocation}#${encodeURIComponent(part)}`,
      sha256,
      ...(content !== undefined && { content: formatBase64(content) }),
    },
    properties: describeParameters(fingerprint),
    derivedFrom: details.derivedFrom ?? [],
  };
}

function describeParameters({ records, canonicalization, sketches, generator }: Fingerprint): readonly (readonly [string, string])[] {
  const { id, digest, keyId } = canonicalization;
  return [
    ...(records.isCountUnknown === true ? [] : [[propertyNames.recordCount, records.count.toString()] as const]),
    [propertyNames.byteLength, records.byteLength.toString()],
    [propertyNames.encoding, id],
    [propertyNames.digest, digest],
    ...(keyId === null ? [] : [[propertyNames.keyId, keyId] as const]),
    // How they were made, never what is in them: that is similarity, which is no identity.
    ...(sketches.length === 0 ? [] : [[propertyNames.sketches, sketches.map((sketch) => formatSketchParameters(sketchParameters(sketch))).join(', ')] as const]),
    [propertyNames.generator, `${generator.name} ${generator.version}`],
  ];
}

function onlyOrigin({ dataset }: Fingerprint): Fingerprint['dataset']['origins'][number] | undefined {
  return dataset.origins.length === 1 ? dataset.origins[0] : undefined;
}

/** Where data were read, as a reference that a document can hold: a Hub dataset by its page, a file by its name. */
function originLocation(fingerprint: Fingerprint): string | undefined {
  const origin = onlyOrigin(fingerprint);
  if (origin === undefined || origin.location === '' || origin.location === '-') return undefined;
  if (origin.connector === 'tfjs') return undefined;
  if (origin.connector !== 'huggingface') return toReference(origin.location);
  const [dataset] = /^[^\s/]+(?:\/[^\s/]+)?/.exec(origin.location) ?? [];
  return dataset === undefined ? undefined : `https://huggingface.co/datasets/${dataset}${origin.revision === undefined ? '' : `/tree/${encodeURIComponent(origin.revision)}`}`;
}

/** A path as a relative reference (RFC 3986): a colon in its first segment would make it an address. */
export function toReference(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
