/** Members that must have their type where they are there: what cannot be read is not taken for nothing. */
import { documentFault } from '../document/faults.ts';
import { type JsonNode, type JsonObjectNode, memberOf } from '../document/json-node.ts';

/** Where a member stands, for errors. */
export interface Place {
  /** How the error names the object that has the member. */
  readonly name: string;
  readonly file: string | undefined;
}

/** The items of a list of objects; none where it is not there. @throws DatasigError `document-malformed` for anything else */
export function objectsOf(object: JsonNode | undefined, name: string, place: Place): readonly JsonObjectNode[] {
  return listOf(object, name, place).map((item) => {
    if (item.kind !== 'object') throw malformed(place, `expected each of ${name} to be an object`);
    return item;
  });
}

/** The texts of a list; none where it is not there. @throws DatasigError `document-malformed` for anything else */
export function textsOf(object: JsonNode | undefined, name: string, place: Place): readonly string[] {
  return listOf(object, name, place).map((item) => {
    if (item.kind !== 'string') throw malformed(place, `expected each of ${name} to be a text`);
    return item.value;
  });
}

/** A text; undefined where it is not there. @throws DatasigError `document-malformed` for anything else */
export function optionalText(object: JsonNode | undefined, name: string, place: Place): string | undefined {
  const node = memberOf(object, name);
  if (node === undefined) return undefined;
  if (node.kind !== 'string') throw malformed(place, `expected ${name} to be a text`);
  return node.value;
}

/** An object; undefined where it is not there. @throws DatasigError `document-malformed` for anything else */
export function optionalObject(object: JsonNode | undefined, name: string, place: Place): JsonObjectNode | undefined {
  const node = memberOf(object, name);
  if (node === undefined || node.kind === 'object') return node;
  throw malformed(place, `expected ${name} to be an object`);
}

function listOf(object: JsonNode | undefined, name: string, place: Place): readonly JsonNode[] {
  const node = memberOf(object, name);
  if (node === undefined) return [];
  if (node.kind !== 'array') throw malformed(place, `expected ${name} to be an array`);
  return node.items;
}

function malformed({ name, file }: Place, reason: string): Error {
  return documentFault('document-malformed', name, reason, file);
}
