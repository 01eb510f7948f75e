/** What a Croissant document claims of its dataset. */
import { claimedDataset, type DocumentClaims } from '../claims/claimed-dataset.ts';
import { propertyNames } from '../claims/dataset-claim.ts';
import { documentFault } from '../document/faults.ts';
import { type JsonObjectNode, memberOf, memberText, textOf, valuesOf } from '../document/json-node.ts';
import { type CroissantDocument, idOf, nameOf } from './read.ts';
import { fingerprintId, uidPropertyId } from './terms.ts';

/** Its one dataset. @throws DatasigError `document-malformed` where it says two things */
export function claimsOfCroissant(document: CroissantDocument): DocumentClaims {
  const { root, distribution } = document;
  const properties = new Map(root.members.flatMap(({ name, value }) => {
    const text = textOf(value) ?? memberText(value, '@value');
    return name.startsWith('datasig:') && text !== undefined ? [[name, text] as const] : [];
  }));
  const uids = new Set([...uidIdentifiers(root).flatMap((each) => memberText(each, 'value') ?? []), ...(properties.has(propertyNames.uid) ? [properties.get(propertyNames.uid)!] : [])]);
  if (uids.size > 1) throw documentFault('document-malformed', 'identifier', 'it has several UIDs; expected one', document.file);
  for (const uid of uids) properties.set(propertyNames.uid, uid);
  const fingerprint = distribution.get(fingerprintId);
  const dataset = claimedDataset(
    { name: document.name, ref: idOf(root) ?? null, location: memberText(root, 'url') },
    properties,
    fingerprint === undefined ? undefined : { location: memberText(fingerprint, 'contentUrl') ?? '', sha256: memberText(fingerprint, 'sha256'), content: undefined },
    [...distribution].filter(([id]) => id !== fingerprintId).map(([id, resource]) => ({ name: fileNameOf(id, resource), sha256: memberText(resource, 'sha256') })),
  );
  return { format: 'croissant', version: document.version, datasets: [dataset], models: [] };
}

/** Identifiers of ours. */
export function uidIdentifiers(root: JsonObjectNode): readonly JsonObjectNode[] {
  return valuesOf(memberOf(root, 'identifier')).filter((each): each is JsonObjectNode => each.kind === 'object' && memberText(each, 'propertyID') === uidPropertyId);
}

/** The path of a file, or else its name. */
export function fileNameOf(id: string, resource: JsonObjectNode): string {
  return memberText(resource, 'contentUrl') ?? nameOf(resource) ?? id;
}
