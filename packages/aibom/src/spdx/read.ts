/** Reading SPDX 3.0.1 documents. */
import { documentFault } from '../document/faults.ts';
import { type JsonArrayNode, type JsonNode, type JsonObjectNode, memberOf, memberText, textOf, valuesOf } from '../document/json-node.ts';

/** Where the terms of 3.0.1 are defined. */
export const contextAddress = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
/** Elements that every document may refer to: those of the model itself, long and short. */
const individuals = /^(?:https:\/\/spdx\.org\/rdf\/|expandedlicensing_No(?:Assertion|ne)License$|No(?:Assertion|ne)Element$|SpdxOrganization$)/;

/** What of a document concerns datasets. */
export interface SpdxDocument {
  readonly text: string;
  readonly file: string | undefined;
  readonly root: JsonObjectNode;
  readonly graph: JsonArrayNode;
  /** Elements of the graph by their `spdxId`. */
  readonly elements: ReadonlyMap<string, JsonObjectNode>;
  readonly datasets: readonly JsonObjectNode[];
  readonly models: readonly JsonObjectNode[];
  readonly relationships: readonly JsonObjectNode[];
  /** Elements that relationships of a kind lead to, by the element that they come from and the kind. */
  readonly related: ReadonlyMap<string, ReadonlyMap<string, readonly JsonObjectNode[]>>;
}

/** Whether a document says that it is SPDX, of whatever version. */
export function isSpdx(root: JsonNode): boolean {
  return contextsOf(root).some((context) => context.includes('spdx.org/rdf/')) || memberText(root, 'spdxVersion') !== undefined;
}

/** The name of an element. */
export function idOf(element: JsonNode): string | undefined {
  return memberText(element, 'spdxId') ?? memberText(element, '@id');
}

/** The class of an element. */
export function classOf(element: JsonNode): string | undefined {
  return memberText(element, 'type') ?? memberText(element, '@type');
}

/**
 * Reads a document and checks its references, which the JSON schema does not.
 *
 * @throws DatasigError `document-version`, `document-malformed`, `duplicate-reference`, `dangling-reference`
 */
export function readSpdx(text: string, root: JsonNode, file?: string): SpdxDocument {
  const old = memberText(root, 'spdxVersion');
  if (old !== undefined) throw documentFault('document-version', 'spdxVersion', `${JSON.stringify(old)}: expected SPDX 3.0.1, which knows datasets`, file);
  const contexts = contextsOf(root);
  if (!contexts.includes(contextAddress)) throw documentFault('document-version', '@context', `expected SPDX 3.0.1: ${contextAddress}`, file);
  const graph = memberOf(root, '@graph');
  if (root.kind !== 'object' || graph?.kind !== 'array') throw documentFault('document-malformed', '@graph', 'expected an array of elements', file);
  const elements = new Map<string, JsonObjectNode>();
  const objects: JsonObjectNode[] = [];
  for (const item of graph.items) {
    if (item.kind !== 'object' || classOf(item) === undefined) throw documentFault('document-malformed', '@graph', 'expected each element to be an object with a type', file);
    objects.push(item);
    const id = idOf(item);
    if (id === undefined) continue;
    if (elements.has(id)) throw documentFault('duplicate-reference', '@graph', `the spdxId ${JSON.stringify(id)} stands twice; expected each once`, file);
    elements.set(id, item);
  }
  const ofClass = (name: string): readonly JsonObjectNode[] => objects.filter((item) => classOf(item) === name);
  const relationships = objects.filter((item) => memberOf(item, 'relationshipType') !== undefined);
  const document: SpdxDocument = {
    text, file, root, graph, elements,
    datasets: ofClass('dataset_DatasetPackage'),
    models: ofClass('ai_AIPackage'),
    relationships,
    related: groupRelated(relationships, elements),
  };
  checkReferences(document, objects);
  return document;
}

/** Grouped once: what a document has many of it has many relationships of. */
function groupRelated(relationships: readonly JsonObjectNode[], elements: ReadonlyMap<string, JsonObjectNode>): SpdxDocument['related'] {
  const related = new Map<string, Map<string, JsonObjectNode[]>>();
  for (const relationship of relationships) {
    const [from, kind] = [memberText(relationship, 'from'), memberText(relationship, 'relationshipType')];
    if (from === undefined || kind === undefined) continue;
    const kinds = related.get(from) ?? new Map<string, JsonObjectNode[]>();
    const found = kinds.get(kind) ?? [];
    for (const to of valuesOf(memberOf(relationship, 'to'))) {
      const element = elements.get(textOf(to) ?? '');
      if (element !== undefined) found.push(element);
    }
    related.set(from, kinds.set(kind, found));
  }
  return related;
}

function contextsOf(root: JsonNode): readonly string[] {
  return valuesOf(memberOf(root, '@context')).flatMap((context) => textOf(context) ?? []);
}

function checkReferences({ elements, relationships, file }: SpdxDocument, objects: readonly JsonObjectNode[]): void {
  const imported = new Set(objects.flatMap((object) => valuesOf(memberOf(object, 'import')).flatMap((map) => memberText(map, 'externalSpdxId') ?? [])));
  const check = (place: string, reference: string | undefined): void => {
    if (reference === undefined || elements.has(reference) || imported.has(reference) || individuals.test(reference)) return;
    throw documentFault('dangling-reference', place, `there is no element ${JSON.stringify(reference)}, and it is not imported`, file);
  };
  for (const object of objects) check(`${idOf(object) ?? classOf(object)}.creationInfo`, memberText(object, 'creationInfo'));
  for (const relationship of relationships) {
    const place = idOf(relationship) ?? 'Relationship';
    check(`${place}.from`, memberText(relationship, 'from'));
    for (const to of valuesOf(memberOf(relationship, 'to'))) check(`${place}.to`, textOf(to));
  }
}
