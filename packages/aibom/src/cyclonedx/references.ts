/** References inside a CycloneDX document: each name once, and none that leads nowhere. The schema checks neither. */
import { documentFault } from '../document/faults.ts';
import { type JsonObjectNode, memberOf } from '../document/json-node.ts';
import { visitObjects } from '../document/visit.ts';
import { objectsOf, optionalObject, optionalText, textsOf } from './typed.ts';

/** References into other documents (BOM-Link). */
const isLink = (reference: string): boolean => reference.startsWith('urn:cdx:');

/** All names. @throws DatasigError `duplicate-reference`, `dangling-reference`, `document-malformed` where a name or a reference is no text */
export function checkReferences(root: JsonObjectNode, file: string | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  visitObjects(root, (object) => {
    const name = optionalText(object, 'bom-ref', { name: '', file });
    if (name === undefined) return;
    if (names.has(name)) throw documentFault('duplicate-reference', '', `the bom-ref ${JSON.stringify(name)} stands twice; expected each once`, file);
    names.add(name);
  });
  for (const [place, reference] of listReferences(root, file)) {
    if (!names.has(reference) && !isLink(reference)) throw documentFault('dangling-reference', place, `there is no bom-ref ${JSON.stringify(reference)}`, file);
  }
  return names;
}

/** Places that refer to something, with what they refer to. */
function listReferences(root: JsonObjectNode, file: string | undefined): readonly (readonly [place: string, reference: string])[] {
  const found: (readonly [string, string])[] = [];
  const add = (place: string, references: readonly (string | undefined)[]): void => {
    for (const reference of references) if (reference !== undefined) found.push([place, reference]);
  };
  const each = (parent: JsonObjectNode | undefined, name: string, texts: readonly string[], lists: readonly string[]): void => {
    const place = parent === root ? name : `declarations.${name}`;
    for (const item of objectsOf(parent, name, { name: place, file })) {
      for (const text of texts) add(`${place}[].${text}`, [optionalText(item, text, { name: place, file })]);
      for (const list of lists) add(`${place}[].${list}`, textsOf(item, list, { name: place, file }));
    }
  };
  each(root, 'dependencies', ['ref'], ['dependsOn', 'provides']);
  each(root, 'compositions', [], ['assemblies', 'dependencies', 'vulnerabilities']);
  each(root, 'annotations', [], ['subjects']);
  each(optionalObject(root, 'declarations', { name: '', file }), 'claims', ['target'], ['mitigationStrategies', 'evidence', 'counterEvidence']);
  visitObjects(root, (object) => {
    const place = { name: 'modelParameters.datasets', file };
    const parameters = memberOf(object, 'modelParameters');
    if (parameters !== undefined) add('modelParameters.datasets[].ref', objectsOf(parameters, 'datasets', place).map((dataset) => optionalText(dataset, 'ref', place)));
  });
  return found;
}
