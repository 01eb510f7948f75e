/** Reading CycloneDX documents (ECMA-424) in JSON: versions 1.5, 1.6 and 1.7. */
import { propertyNames } from '../claims/dataset-claim.ts';
import { documentFault } from '../document/faults.ts';
import { itemsOf, type JsonNode, type JsonObjectNode, memberOf, memberText, textOf } from '../document/json-node.ts';
import { isFingerprintEvidence } from './dataset-component.ts';
import { checkReferences } from './references.ts';
import { objectsOf, optionalObject } from './typed.ts';

const versions: ReadonlySet<string> = new Set(['1.5', '1.6', '1.7']);

/** An entry of `modelCard.modelParameters.datasets` that is no reference. */
export interface InlineDataset {
  readonly node: JsonObjectNode;
  readonly name: string;
  /** The model whose card it stands in. */
  readonly model: JsonObjectNode;
}

/** What of a document concerns datasets. */
export interface CycloneDxDocument {
  readonly text: string;
  readonly file: string | undefined;
  readonly root: JsonObjectNode;
  readonly version: string;
  /** Components of type `data` that are datasets, or of which Datasig claims something, wherever they stand but in a pedigree. */
  readonly datasets: readonly JsonObjectNode[];
  readonly inlineDatasets: readonly InlineDataset[];
  /** Components with a model card. */
  readonly models: readonly JsonObjectNode[];
  /** All `bom-ref` in use. */
  readonly references: ReadonlySet<string>;
}

/** Whether a document says that it is CycloneDX. */
export function isCycloneDx(root: JsonNode): boolean {
  return memberText(root, 'bomFormat') === 'CycloneDX' || (memberText(root, '$schema') ?? '').includes('cyclonedx.org/schema');
}

/**
 * Reads a document and checks what its schema does not: references, and where data may stand.
 *
 * @throws DatasigError `document-version`, `document-malformed`, `duplicate-reference`, `dangling-reference`
 */
export function readCycloneDx(text: string, root: JsonNode, file?: string): CycloneDxDocument {
  if (root.kind !== 'object' || memberText(root, 'bomFormat') !== 'CycloneDX') throw documentFault('document-malformed', 'bomFormat', 'expected "CycloneDX"', file);
  const version = memberText(root, 'specVersion');
  if (version === undefined) throw documentFault('document-malformed', 'specVersion', 'expected a version such as "1.7"', file);
  if (!versions.has(version)) throw documentFault('document-version', 'specVersion', `CycloneDX ${JSON.stringify(version)}: expected 1.5, 1.6 or 1.7`, file);
  const components = listComponents(root, file);
  const datasets: JsonObjectNode[] = [];
  const models: JsonObjectNode[] = [];
  const inlineDatasets: InlineDataset[] = [];
  for (const component of components) {
    checkComponent(component, file);
    if (isDataset(component)) datasets.push(component);
    if (memberText(component, 'type') === 'machine-learning-model') models.push(component);
    const place = { name: placeOf(component), file };
    const parameters = optionalObject(optionalObject(component, 'modelCard', place), 'modelParameters', place);
    for (const entry of objectsOf(parameters, 'datasets', place)) {
      if (memberOf(entry, 'ref') === undefined) inlineDatasets.push({ node: entry, name: memberText(entry, 'name') ?? '', model: component });
      else if (entry.members.length > 1) throw documentFault('document-malformed', placeOf(component), 'an entry of modelParameters.datasets is both a reference and a dataset of its own; expected one of the two', file);
    }
  }
  return { text, file, root, version, datasets, inlineDatasets, models, references: checkReferences(root, file) };
}

/** How an error names a component. */
export function placeOf(component: JsonNode): string {
  return `component ${JSON.stringify(memberText(component, 'bom-ref') ?? memberText(component, 'name') ?? '')}`;
}

/** The component that the document is about, all components, and those inside of them. */
function listComponents(root: JsonObjectNode, file: string | undefined): readonly JsonObjectNode[] {
  const found: JsonObjectNode[] = [];
  const add = (component: JsonObjectNode): void => {
    found.push(component);
    for (const inner of objectsOf(component, 'components', { name: placeOf(component), file })) add(inner);
  };
  const place = { name: '', file };
  const subject = optionalObject(optionalObject(root, 'metadata', place), 'component', place);
  if (subject !== undefined) add(subject);
  for (const component of objectsOf(root, 'components', place)) add(component);
  return found;
}

function isDataset(component: JsonObjectNode): boolean {
  if (memberText(component, 'type') !== 'data') return false;
  const kinds = itemsOf(memberOf(component, 'data')).map((data) => memberText(data, 'type'));
  return kinds.length === 0 || kinds.includes('dataset') || isClaimed(component);
}

/** Whatever the component says that it is: a claim is never passed over. */
function isClaimed(component: JsonObjectNode): boolean {
  return itemsOf(memberOf(component, 'properties')).some((property) => memberText(property, 'name') === propertyNames.uid) || itemsOf(memberOf(component, 'externalReferences')).some(isFingerprintEvidence);
}

function checkComponent(component: JsonObjectNode, file: string | undefined): void {
  for (const name of ['type', 'name']) {
    if (textOf(memberOf(component, name)) === undefined) throw documentFault('document-malformed', placeOf(component), `expected ${name} to be a text`, file);
  }
  const place = { name: placeOf(component), file };
  for (const name of ['data', 'properties', 'externalReferences', 'hashes']) objectsOf(component, name, place);
  if (memberText(component, 'type') === 'data') return;
  const excess = memberOf(component, 'data') !== undefined ? 'data' : isClaimed(component) ? 'a fingerprint or UID of a dataset' : undefined;
  if (excess !== undefined) throw documentFault('document-malformed', placeOf(component), `${excess} on a component of type ${JSON.stringify(memberText(component, 'type'))}; only those of type "data" have them`, file);
}

