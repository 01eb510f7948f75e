/** All objects of a document, from the outermost in, in their order. */
import type { JsonNode, JsonObjectNode } from './json-node.ts';

/** Calls `visit` for every object. */
export function visitObjects(root: JsonNode, visit: (object: JsonObjectNode) => void): void {
  if (root.kind === 'array') for (const item of root.items) visitObjects(item, visit);
  if (root.kind !== 'object') return;
  visit(root);
  for (const { value } of root.members) visitObjects(value, visit);
}
