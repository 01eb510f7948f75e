/** References inside a CycloneDX document: each name once, and none that leads nowhere. The schema checks neither. */
import { documentFault } from '../document/faults.ts';
import { itemsOf, type JsonNode, type JsonObjectNode, memberAt, memberOf, memberText, textOf } from '../document/json-node.ts';
import { visitObjects } from '../document/visit.ts';

/** References into other documents (BOM-Link). */
const isLink = (reference: string): boolean => reference.startsWith('urn:cdx:');

/** All names. @throws DatasigError `duplicate-reference`, `dangling-reference` */
export function checkReferences(root: JsonObjectNode, file: string | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  visitObjects(root, (object) => {
    const name = memberText(object, 'bom-ref');
    if (name === undefined) return;
    if (names.has(name)) throw documentFault('duplicate-reference', '', `the bom-ref ${JSON.stringify(name)} stands twice; expected each once`, file);
    names.add(name);
  });
  for (const [place, reference] of listReferences(root)) {
    if (!names.has(reference) && !isLink(reference)) throw documentFault('dangling-reference', place, `there is no bom-ref ${JSON.stringify(reference)}`, file);
  }
  return names;
}

/** Places that refer to something, with what they refer to. */
function listReferences(root: JsonObjectNode): readonly (readonly [place: string, reference: string])[] {
  const found: (readonly [string, string])[] = [];
  const add = (place: string, nodes: readonly (JsonNode | undefined)[]): void => {
    for (const node of nodes) {
      const reference = textOf(node);
      if (reference !== undefined) found.push([place, reference]);
    }
  };
  const each = (names: readonly string[], texts: readonly string[], lists: readonly string[]): void => {
    for (const item of itemsOf(memberAt(root, ...names))) {
      const place = names.join('.');
      for (const text of texts) add(`${place}[].${text}`, [memberOf(item, text)]);
      for (const list of lists) add(`${place}[].${list}`, itemsOf(memberOf(item, list)));
    }
  };
  each(['dependencies'], ['ref'], ['dependsOn', 'provides']);
  each(['compositions'], [], ['assemblies', 'dependencies', 'vulnerabilities']);
  each(['annotations'], [], ['subjects']);
  each(['declarations', 'claims'], ['target'], ['mitigationStrategies', 'evidence', 'counterEvidence']);
  visitObjects(root, (object) => {
    for (const dataset of itemsOf(memberAt(object, 'modelParameters', 'datasets'))) add('modelParameters.datasets[].ref', [memberOf(dataset, 'ref')]);
  });
  return found;
}
