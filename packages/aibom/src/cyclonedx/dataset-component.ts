/** A dataset as a CycloneDX component. */
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { propertyNames } from '../claims/dataset-claim.ts';
import { type Insertion, type JsonNode, type JsonObjectNode, memberText, type Verbatim } from '../document/json-node.ts';

/** Tells our evidence from that of others. */
const fingerprintComment = 'Datasig fingerprint';
/** The entry of `data` that holds an embedded fingerprint. */
export const embeddedName = 'Datasig fingerprint';

/** An object of a document. */
export type Members = { readonly [name: string]: Insertion | undefined };

/**
 * The component of a dataset: `data` is always there, as readers tell datasets by it.
 *
 * @param original the entry of another document that the component takes the place of; it is kept whole
 */
export function datasetComponent(claim: DatasetClaim, reference: string | undefined, original?: Verbatim): Members {
  return {
    type: 'data',
    'bom-ref': reference,
    supplier: claim.supplier === undefined ? undefined : { name: claim.supplier },
    name: claim.name,
    version: claim.version,
    licenses: claim.license === undefined ? undefined : [{ expression: claim.license }],
    pedigree: claim.derivedFrom.length === 0 ? undefined : { ancestors: ancestorComponents(claim) },
    externalReferences: [fingerprintEvidence(claim)],
    components: claim.files.length === 0 ? undefined : fileComponents(claim),
    data: [original ?? dataEntry(claim), ...embeddedEntries(claim)],
    properties: claimProperties(claim),
  };
}

/** What the dataset was derived from, each a component of its own. */
function ancestorComponents({ derivedFrom }: DatasetClaim): readonly Members[] {
  return derivedFrom.map((ancestor) => datasetComponent(ancestor, undefined));
}

/** The fingerprint file with its SHA-256. */
export function fingerprintEvidence({ fingerprint }: DatasetClaim): Members {
  return { type: 'evidence', url: fingerprint.location, comment: fingerprintComment, hashes: [{ alg: 'SHA-256', content: fingerprint.sha256 }] };
}

/** Whether an external reference is one to a fingerprint. */
export function isFingerprintEvidence(node: JsonNode): node is JsonObjectNode {
  return node.kind === 'object' && memberText(node, 'type') === 'evidence' && memberText(node, 'comment') === fingerprintComment;
}

/** The files of the data with their SHA-256. */
export function fileComponents({ files }: DatasetClaim): readonly Members[] {
  return files.map(({ name, sha256 }) => ({ type: 'file', name, hashes: [{ alg: 'SHA-256', content: sha256 }] }));
}

/** The embedded fingerprint, if it was asked for. */
export function embeddedEntries({ fingerprint }: DatasetClaim): readonly Members[] {
  if (fingerprint.content === undefined) return [];
  return [{ type: 'other', name: embeddedName, contents: { attachment: { contentType: 'application/json', encoding: 'base64', content: fingerprint.content } } }];
}

/** UID, counts and parameters. */
export function claimProperties({ uid, properties }: DatasetClaim): readonly { readonly name: string; readonly value: string }[] {
  const all = uid === null ? properties : [[propertyNames.uid, uid] as const, ...properties];
  return all.map(([name, value]) => ({ name, value }));
}

function dataEntry({ name, location }: DatasetClaim): Members {
  return { type: 'dataset', name, contents: location === undefined ? undefined : { url: location } };
}
