/** What a CycloneDX document claims of datasets and models. */
import { type ClaimedDataset, claimedDataset, type ClaimedModel, type DocumentClaims } from '../claims/claimed-dataset.ts';
import { parseSha256 } from '../claims/digest.ts';
import { documentFault } from '../document/faults.ts';
import { itemsOf, type JsonNode, type JsonObjectNode, memberAt, memberOf, memberText } from '../document/json-node.ts';
import { embeddedName, fingerprintComment } from './dataset-component.ts';
import { type CycloneDxDocument, placeOf } from './read.ts';

/** All claims, in the order of the document. @throws DatasigError `document-malformed` where one says two things */
export function claimsOfCycloneDx(document: CycloneDxDocument): DocumentClaims {
  const datasets = document.datasets.map((component) => claimOf(component, document.file));
  const inline = document.inlineDatasets.map(({ node, name }): ClaimedDataset => ({
    name, ref: null, location: memberText(memberOf(node, 'contents'), 'url') ?? null, uid: null, recordCount: null, fingerprint: null, files: [],
  }));
  return { format: 'cyclonedx', version: document.version, datasets: [...datasets, ...inline], models: document.models.map(modelOf) };
}

function claimOf(component: JsonObjectNode, file: string | undefined): ClaimedDataset {
  const evidence = itemsOf(memberOf(component, 'externalReferences')).filter(isFingerprintEvidence);
  if (evidence.length > 1) throw documentFault('document-malformed', placeOf(component), 'it names two Datasig fingerprints; expected one', file);
  const data = itemsOf(memberOf(component, 'data'));
  const [reference] = evidence;
  return claimedDataset(
    { name: memberText(component, 'name')!, ref: memberText(component, 'bom-ref') ?? null, location: data.map((entry) => memberText(memberOf(entry, 'contents'), 'url')).find((url) => url !== undefined) },
    propertiesOf(component, file),
    reference === undefined ? undefined : {
      location: memberText(reference, 'url') ?? '',
      sha256: sha256In(reference)[0],
      content: data.filter((entry) => memberText(entry, 'name') === embeddedName).map((entry) => memberText(memberAt(entry, 'contents', 'attachment'), 'content'))[0],
    },
    itemsOf(memberOf(component, 'components')).filter((inner) => memberText(inner, 'type') === 'file').map((inner) => ({ name: memberText(inner, 'name')!, sha256: sha256In(inner)[0] })),
  );
}

/** Whether an external reference is one to a fingerprint. */
export function isFingerprintEvidence(node: JsonNode): node is JsonObjectNode {
  return node.kind === 'object' && memberText(node, 'type') === 'evidence' && memberText(node, 'comment') === fingerprintComment;
}

function modelOf(component: JsonObjectNode): ClaimedModel {
  return { name: memberText(component, 'name')!, ref: memberText(component, 'bom-ref') ?? null, sha256: sha256In(component) };
}

function sha256In(node: JsonNode): readonly string[] {
  return itemsOf(memberOf(node, 'hashes')).flatMap((hash) => (memberText(hash, 'alg') === 'SHA-256' ? (parseSha256(memberText(hash, 'content')) ?? []) : []));
}

function propertiesOf(component: JsonObjectNode, file: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const property of itemsOf(memberOf(component, 'properties'))) {
    const [name, value] = [memberText(property, 'name'), memberText(property, 'value')];
    if (name?.startsWith('datasig:') !== true || value === undefined) continue;
    if (found.has(name)) throw documentFault('document-malformed', placeOf(component), `the property ${name} stands twice; expected one`, file);
    found.set(name, value);
  }
  return found;
}
