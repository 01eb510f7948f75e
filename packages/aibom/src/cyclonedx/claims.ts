/** What a CycloneDX document claims of datasets and models. */
import { type ClaimedDataset, claimedDataset, type ClaimedModel, type DocumentClaims } from '../claims/claimed-dataset.ts';
import { parseSha256 } from '../claims/digest.ts';
import { documentFault } from '../document/faults.ts';
import { itemsOf, type JsonNode, type JsonObjectNode, memberAt, memberOf, memberText } from '../document/json-node.ts';
import { embeddedName, isFingerprintEvidence } from './dataset-component.ts';
import { type CycloneDxDocument, placeOf } from './read.ts';

/** All claims, in the order of the document. @throws DatasigError `document-malformed` where one says two things */
export function claimsOfCycloneDx(document: CycloneDxDocument): DocumentClaims {
  const declared = declaredOf(document.root);
  const datasets = document.datasets.map((component) => {
    const claimed = claimOf(component, document.file);
    checkDeclared(component, claimed, declared, document.file);
    return claimed;
  });
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

/** What is declared of each target, in words. */
function declaredOf(root: JsonObjectNode): ReadonlyMap<string, readonly string[]> {
  const claims = itemsOf(memberAt(root, 'declarations', 'claims'));
  const grouped = Map.groupBy(claims, (claim) => memberText(claim, 'target') ?? '');
  return new Map([...grouped].map(([target, each]) => [target, each.flatMap((claim) => memberText(claim, 'predicate') ?? [])]));
}

/** Who reads the declarations and who reads the properties must not come to believe different things. */
function checkDeclared(component: JsonObjectNode, { ref, uid, fingerprint }: ClaimedDataset, declared: ReadonlyMap<string, readonly string[]>, file: string | undefined): void {
  for (const predicate of ref === null ? [] : (declared.get(ref) ?? [])) {
    const isOther = (pattern: RegExp, own: string | null): boolean => own !== null && [...predicate.matchAll(pattern)].some(([, named]) => named !== own);
    const other = isOther(/(dsu1:[0-9a-f]{64})/gi, uid) ? 'UID' : isOther(/\bfingerprint with SHA-256 ([0-9a-f]{64})/gi, fingerprint?.sha256 ?? null) ? 'fingerprint' : undefined;
    if (other !== undefined) throw documentFault('document-malformed', placeOf(component), `declarations.claims names another ${other} of it than the component; expected one`, file);
  }
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
    if (name?.startsWith('datasig:') !== true) continue;
    if (value === undefined) throw documentFault('document-malformed', placeOf(component), `expected the value of the property ${name} to be a text`, file);
    if (found.has(name)) throw documentFault('document-malformed', placeOf(component), `the property ${name} stands twice; expected one`, file);
    found.set(name, value);
  }
  return found;
}
