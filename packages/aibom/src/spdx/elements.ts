/** Elements of SPDX 3.0.1 that Datasig writes. */
import { type DatasetClaim, propertyNames } from '../claims/dataset-claim.ts';
import type { Insertion } from '../document/json-node.ts';

/** An object of a document. */
export type Members = { readonly [name: string]: Insertion | undefined };

/** Begins the comment of the integrity method and of the identifier that hold a UID. */
export const uidComment = 'Datasig UID, version 1: a digest of all records, each as often as it occurs, in any order';
/** Begins the address of a fingerprint that stands in the document itself. */
export const embeddedPrefix = 'data:application/json;base64,';
/** Tells our file from others. */
export const fingerprintComment = 'Datasig fingerprint';

/** The UID is exact identity, so it may verify; a sketch never does. */
export function uidHash(uid: string): Members {
  return { type: 'Hash', comment: uidComment, algorithm: 'other', hashValue: uid };
}

/** The same as a name of the dataset. */
export function uidIdentifier(uid: string): Members {
  return { type: 'ExternalIdentifier', comment: uidComment, externalIdentifierType: 'other', identifier: uid };
}

/** A SHA-256 of a file. */
export function sha256Hash(sha256: string): Members {
  return { type: 'Hash', algorithm: 'sha256', hashValue: sha256 };
}

/** Counts and parameters, as CycloneDX has them. */
export function propertiesExtension({ uid, properties }: DatasetClaim): Members {
  const all = uid === null ? properties : [[propertyNames.uid, uid] as const, ...properties];
  return { type: 'extension_CdxPropertiesExtension', extension_cdxProperty: all.map(([name, value]) => propertyEntry(name, value)) };
}

/** One of them. */
export function propertyEntry(name: string, value: string): Members {
  return { type: 'extension_CdxPropertyEntry', extension_cdxPropName: name, extension_cdxPropValue: value };
}

/** What elements hang together by. */
export interface ElementContext {
  /** An `@id`, or a whole CreationInfo. */
  readonly creationInfo: Insertion;
}

/** The fingerprint file, and that it is evidence for the dataset. */
export function fingerprintElements({ fingerprint }: DatasetClaim, dataset: string, { creationInfo }: ElementContext): readonly Members[] {
  const id = `${dataset}-fingerprint`;
  return [
    {
      type: 'software_File', spdxId: id, creationInfo, name: fingerprint.location, comment: fingerprintComment,
      verifiedUsing: [sha256Hash(fingerprint.sha256)],
      contentType: 'application/json',
      externalRef: fingerprint.content === undefined ? undefined : [embeddedReference(fingerprint.content)],
    },
    relationship(`${id}-evidence`, dataset, 'hasEvidence', [id], creationInfo),
  ];
}

/** The file itself, in the document. */
export function embeddedReference(content: string): Members {
  return { type: 'ExternalRef', externalRefType: 'other', locator: [`${embeddedPrefix}${content}`], contentType: 'application/json' };
}

/** The files of the data. */
export function fileElements({ files }: DatasetClaim, dataset: string, { creationInfo }: ElementContext): readonly Members[] {
  if (files.length === 0) return [];
  const ids = files.map((_, index) => `${dataset}-file-${index + 1}`);
  return [
    ...files.map(({ name, sha256 }, index): Members => ({ type: 'software_File', spdxId: ids[index], creationInfo, name, verifiedUsing: [sha256Hash(sha256)] })),
    relationship(`${dataset}-files`, dataset, 'contains', ids, creationInfo),
  ];
}

/** A relationship between elements. */
export function relationship(spdxId: string, from: string, relationshipType: string, to: readonly string[], creationInfo: Insertion): Members {
  return { type: 'Relationship', spdxId, creationInfo, from, relationshipType, to };
}
