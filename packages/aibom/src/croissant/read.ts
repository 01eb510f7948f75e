/** Reading Croissant documents of versions 1.0 and 1.1. */
import { documentFault } from '../document/faults.ts';
import { type JsonNode, type JsonObjectNode, memberAt, memberOf, memberText, textOf, valuesOf } from '../document/json-node.ts';
import { visitObjects } from '../document/visit.ts';

const conformance = /^https?:\/\/mlcommons\.org\/croissant\/(\d[\d.]*)$/;
const versions: ReadonlySet<string> = new Set(['1.0', '1.1']);

/** What of a document concerns us. */
export interface CroissantDocument {
  readonly text: string;
  readonly file: string | undefined;
  readonly root: JsonObjectNode;
  readonly version: string;
  readonly name: string;
  /** FileObjects and FileSets by their `@id`. */
  readonly distribution: ReadonlyMap<string, JsonObjectNode>;
  readonly recordSets: readonly JsonObjectNode[];
}

/** Whether a document says that it is Croissant, of whatever version. */
export function isCroissant(root: JsonNode): boolean {
  return versionsOf(root).length > 0 || valuesOf(memberOf(root, '@context')).some((context) => (memberText(context, 'cr') ?? memberText(context, 'ml') ?? '').includes('mlcommons.org/'));
}

/** `@id` of an object, or of a reference that is a text. */
export function idOf(node: JsonNode | undefined): string | undefined {
  return textOf(node) ?? memberText(node, '@id');
}

/** A name, of which 1.1 allows one for each language. */
export function nameOf(object: JsonNode): string | undefined {
  const name = memberOf(object, 'name');
  if (name?.kind !== 'object') return textOf(name);
  return memberText(name, 'en') ?? textOf(name.members[0]?.value);
}

/**
 * Reads a document and checks its references.
 *
 * @throws DatasigError `document-version`, `document-malformed`, `duplicate-reference`, `dangling-reference`
 */
export function readCroissant(text: string, root: JsonNode, file?: string): CroissantDocument {
  const found = versionsOf(root);
  const version = found.find((each) => versions.has(each));
  if (version === undefined) throw documentFault('document-version', 'conformsTo', `${found[0] === undefined ? 'no version of Croissant' : `Croissant ${found[0]}`}: expected 1.0 or 1.1`, file);
  if (root.kind !== 'object') throw documentFault('document-malformed', '', 'expected an object', file);
  const name = nameOf(root);
  if (name === undefined) throw documentFault('document-malformed', 'name', 'expected a text', file);
  const distribution = new Map<string, JsonObjectNode>();
  for (const resource of valuesOf(memberOf(root, 'distribution'))) {
    const id = idOf(resource) ?? nameOf(resource);
    if (resource.kind !== 'object' || id === undefined) throw documentFault('document-malformed', 'distribution', 'expected each to be an object with an @id', file);
    if (distribution.has(id)) throw documentFault('duplicate-reference', 'distribution', `the @id ${JSON.stringify(id)} stands twice; expected each once`, file);
    distribution.set(id, resource);
  }
  const recordSets = valuesOf(memberOf(root, 'recordSet')).filter((each) => each.kind === 'object');
  checkReferences(distribution, recordSets, file);
  return { text, file, root, version, name, distribution, recordSets };
}

/** The resources that fields of a record set come from, each once. */
export function sourcesOf(recordSet: JsonObjectNode): readonly string[] {
  const found = new Set<string>();
  visitObjects(recordSet, (object) => {
    for (const source of valuesOf(memberOf(object, 'source'))) {
      for (const kind of ['fileObject', 'fileSet', 'distribution']) {
        const id = idOf(memberOf(source, kind));
        if (id !== undefined) found.add(id);
      }
    }
  });
  return [...found];
}

function versionsOf(root: JsonNode): readonly string[] {
  const named = [...valuesOf(memberOf(root, 'conformsTo')), ...valuesOf(memberOf(root, 'dct:conformsTo'))];
  return named.flatMap((each) => conformance.exec(idOf(each) ?? '')?.[1] ?? []);
}

function checkReferences(distribution: ReadonlyMap<string, JsonObjectNode>, recordSets: readonly JsonObjectNode[], file: string | undefined): void {
  for (const [id, resource] of distribution) {
    for (const container of valuesOf(memberOf(resource, 'containedIn'))) {
      const to = idOf(container);
      if (to !== undefined && !distribution.has(to)) throw documentFault('dangling-reference', `${id}.containedIn`, `distribution has no ${JSON.stringify(to)}`, file);
    }
  }
  for (const recordSet of recordSets) {
    for (const to of sourcesOf(recordSet)) {
      if (!distribution.has(to)) throw documentFault('dangling-reference', `recordSet ${JSON.stringify(idOf(recordSet) ?? '')}`, `distribution has no ${JSON.stringify(to)}`, file);
    }
  }
}

/** The context's own object, which terms can be added to; undefined where it is elsewhere. */
export function contextObject(root: JsonObjectNode): JsonObjectNode | undefined {
  return valuesOf(memberAt(root, '@context')).find((context) => context.kind === 'object');
}
