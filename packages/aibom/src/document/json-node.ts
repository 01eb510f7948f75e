/** JSON as it stands in a text: each value knows its place, so that a document can be edited without being written anew. */

/** Where a value stands: UTF-16 positions in the text, the end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** One name and its value. */
export interface JsonMember {
  readonly name: string;
  /** Where the name's quote is. */
  readonly start: number;
  /** Behind the name's closing quote. */
  readonly nameEnd: number;
  readonly value: JsonNode;
}

/** An object; its names are all different. */
export interface JsonObjectNode extends Span {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}

/** An array. */
export interface JsonArrayNode extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

/** A text without its escapes. */
interface JsonStringNode extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** A number, `true`, `false` or `null`, whose text is what counts. */
interface JsonLiteralNode extends Span {
  readonly kind: 'number' | 'boolean' | 'null';
}

/** Any value. */
export type JsonNode = JsonObjectNode | JsonArrayNode | JsonStringNode | JsonLiteralNode;

/** The member of an object; undefined where there is none, or `node` is no object. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.find((member) => member.name === name)?.value : undefined;
}

/** The value at the end of a path of names. */
export function memberAt(node: JsonNode | undefined, ...names: readonly string[]): JsonNode | undefined {
  return names.reduce<JsonNode | undefined>(memberOf, node);
}

/** The text of a string; undefined for anything else. */
export function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

/** The text of a member. */
export function memberText(node: JsonNode | undefined, name: string): string | undefined {
  return textOf(memberOf(node, name));
}

/** The items of an array; none for anything else. */
export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** What JSON-LD allows to be one value or several. */
export function valuesOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined) return [];
  return node.kind === 'array' ? node.items : [node];
}

/** A value that stands in a document and is written again as it is, but for white space. */
export class Verbatim {
  readonly text: string;
  readonly node: JsonNode;

  constructor(text: string, node: JsonNode) {
    this.text = text;
    this.node = node;
  }
}

/** What can be written into a document: JSON, in which parts may be verbatim. Members that are undefined are left out. */
export type Insertion = null | boolean | number | string | Verbatim | readonly Insertion[] | { readonly [name: string]: Insertion | undefined };

