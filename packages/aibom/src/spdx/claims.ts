/** What an SPDX document claims of datasets and models. */
import { type ClaimedDataset, claimedDataset, type ClaimedModel, type DocumentClaims } from '../claims/claimed-dataset.ts';
import { propertyNames } from '../claims/dataset-claim.ts';
import { parseSha256 } from '../claims/digest.ts';
import { documentFault } from '../document/faults.ts';
import { type JsonNode, type JsonObjectNode, memberOf, memberText, textOf, valuesOf } from '../document/json-node.ts';
import { embeddedPrefix, fingerprintComment, uidComment } from './elements.ts';
import { classOf, idOf, type SpdxDocument } from './read.ts';

/** All claims, in the order of the document. @throws DatasigError `document-malformed` where one says two things */
export function claimsOfSpdx(document: SpdxDocument): DocumentClaims {
  return {
    format: 'spdx',
    version: '3.0.1',
    datasets: document.datasets.map((dataset) => claimOf(document, dataset)),
    models: document.models.map((model): ClaimedModel => ({ name: memberText(model, 'name') ?? '', ref: idOf(model) ?? null, sha256: sha256In(model) })),
  };
}

function claimOf(document: SpdxDocument, dataset: JsonObjectNode): ClaimedDataset {
  const id = idOf(dataset);
  const files = fingerprintFiles(document, id);
  const name = memberText(dataset, 'name') ?? id ?? '';
  if (files.length > 1) throw documentFault('document-malformed', name, 'two Datasig fingerprints are evidence of it; expected one', document.file);
  const properties = new Map(propertyNodes(dataset).map((property) => [memberText(property, 'extension_cdxPropName') ?? '', memberText(property, 'extension_cdxPropValue') ?? '']));
  const listed = properties.get(propertyNames.uid);
  const uids = new Set([...uidsOf(dataset, 'verifiedUsing', 'hashValue'), ...uidsOf(dataset, 'externalIdentifier', 'identifier'), ...(listed === undefined ? [] : [listed])]);
  if (uids.size > 1) throw documentFault('document-malformed', name, 'it has several UIDs; expected one', document.file);
  const [uid] = uids;
  if (uid !== undefined) properties.set(propertyNames.uid, uid);
  const [file] = files;
  return claimedDataset(
    { name, ref: id ?? null, location: memberText(dataset, 'software_downloadLocation') },
    properties,
    file === undefined ? undefined : { location: memberText(file, 'name') ?? '', sha256: sha256In(file)[0], content: embeddedContent(file) },
    relatedTo(document, id, 'contains').map((each) => ({ name: memberText(each, 'name') ?? '', sha256: sha256In(each)[0] })),
  );
}

/** Files of ours that are evidence of a dataset. */
export function fingerprintFiles(document: SpdxDocument, id: string | undefined): readonly JsonObjectNode[] {
  return relatedTo(document, id, 'hasEvidence').filter((file) => classOf(file) === 'software_File' && memberText(file, 'comment') === fingerprintComment);
}

/** Property entries of a package. */
export function propertyNodes(dataset: JsonObjectNode): readonly JsonNode[] {
  return valuesOf(memberOf(dataset, 'extension')).flatMap((extension) => valuesOf(memberOf(extension, 'extension_cdxProperty')));
}

function uidsOf(dataset: JsonObjectNode, list: string, member: string): readonly string[] {
  return valuesOf(memberOf(dataset, list)).filter((entry) => memberText(entry, 'comment') === uidComment).flatMap((entry) => memberText(entry, member) ?? []);
}

/** Elements that a dataset has this relationship to. */
function relatedTo({ related }: SpdxDocument, from: string | undefined, kind: string): readonly JsonObjectNode[] {
  return from === undefined ? [] : (related.get(from)?.get(kind) ?? []);
}

function sha256In(element: JsonNode): readonly string[] {
  return valuesOf(memberOf(element, 'verifiedUsing')).flatMap((hash) => (memberText(hash, 'algorithm') === 'sha256' ? (parseSha256(memberText(hash, 'hashValue')) ?? []) : []));
}

function embeddedContent(file: JsonObjectNode): string | undefined {
  return textOf(embeddedLocator(file))?.slice(embeddedPrefix.length);
}

/** Where a file's contents stand in the document. */
export function embeddedLocator(file: JsonObjectNode): JsonNode | undefined {
  return valuesOf(memberOf(file, 'externalRef')).flatMap((reference) => valuesOf(memberOf(reference, 'locator'))).find((locator) => textOf(locator)?.startsWith(embeddedPrefix) === true);
}
