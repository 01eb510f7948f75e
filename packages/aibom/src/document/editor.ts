/** Lossless editing of a JSON text: what is not touched keeps its bytes. */
import { type Insertion, type JsonArrayNode, type JsonMember, type JsonNode, type JsonObjectNode, memberOf } from './json-node.ts';
import { formatValue, type Style, styleOf } from './style.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Gathers changes of one document and applies them together. No value may be changed both as a whole and inside. */
export class DocumentEditor {
  readonly text: string;
  readonly root: JsonNode;
  readonly #style: Style;
  readonly #edits: Edit[] = [];
  /** What comes to the end of containers: items, or members with their names. */
  readonly #appended = new Map<JsonObjectNode | JsonArrayNode, { readonly name?: string; readonly value: Insertion }[]>();

  constructor(text: string, root: JsonNode) {
    this.text = text;
    this.root = root;
    this.#style = styleOf(text, root);
  }

  /** Puts another value in the place of one. */
  replace(node: JsonNode, value: Insertion): void {
    const text = formatValue(value, this.#styleAt(node.start), this.#indentationAt(node.start));
    if (text !== this.text.slice(node.start, node.end)) this.#edits.push({ start: node.start, end: node.end, text });
  }

  /** Gives an object a member, or the member another value. */
  set(object: JsonObjectNode, name: string, value: Insertion): void {
    const present = memberOf(object, name);
    if (present !== undefined) return this.replace(present, value);
    this.#append(object, { name, value });
  }

  /** Adds an item to an array. */
  append(array: JsonArrayNode, value: Insertion): void {
    this.#append(array, { value });
  }

  /** The text with all changes. */
  finish(): string {
    const edits = [...this.#edits];
    for (const [container, additions] of this.#appended) edits.push(this.#additionsTo(container, additions));
    edits.sort((a, b) => a.start - b.start);
    const pieces: string[] = [];
    let position = 0;
    for (const { start, end, text } of edits) {
      pieces.push(this.text.slice(position, start), text);
      position = end;
    }
    return pieces.join('') + this.text.slice(position);
  }

  #append(container: JsonObjectNode | JsonArrayNode, addition: { readonly name?: string; readonly value: Insertion }): void {
    const additions = this.#appended.get(container);
    if (additions === undefined) this.#appended.set(container, [addition]);
    else additions.push(addition);
  }

  #additionsTo(container: JsonObjectNode | JsonArrayNode, additions: readonly { readonly name?: string; readonly value: Insertion }[]): Edit {
    const children: readonly (JsonMember | JsonNode)[] = container.kind === 'object' ? container.members : container.items;
    const first = children[0];
    const lead = first === undefined ? undefined : this.text.slice(container.start + 1, first.start);
    const isInLines = lead === undefined ? this.#style.newline !== null : lead.includes('\n');
    const style: Style = isInLines ? this.#style : { ...this.#style, newline: null };
    const outer = this.#indentationAt(container.start);
    const base = lead === undefined || !isInLines ? outer + style.indent : lead.slice(lead.lastIndexOf('\n') + 1);
    const texts = additions.map(({ name, value }) => `${name === undefined ? '' : `${JSON.stringify(name)}${style.colon}`}${formatValue(value, style, base)}`);
    const separator = isInLines ? `,${style.newline ?? '\n'}${base}` : style.comma;
    const joined = texts.join(separator);
    const last = children.at(-1);
    if (last !== undefined) {
      const end = 'nameEnd' in last ? last.value.end : last.end;
      return { start: end, end, text: `${separator}${joined}` };
    }
    const inside = isInLines ? `${style.newline}${base}${joined}${style.newline}${outer}` : joined;
    return { start: container.start + 1, end: container.end - 1, text: inside };
  }

  /** A value in a line with others of its container is written in that line. */
  #styleAt(position: number): Style {
    const lineStart = this.text.lastIndexOf('\n', position - 1) + 1;
    const before = this.text.slice(lineStart, position).trimStart();
    const isAlone = before === '' || /^"(?:[^"\\]|\\.)*"\s*:\s*$/.test(before);
    return isAlone ? this.#style : { ...this.#style, newline: null };
  }

  /** White space at the beginning of the line. */
  #indentationAt(position: number): string {
    const lineStart = this.text.lastIndexOf('\n', position - 1) + 1;
    let end = lineStart;
    while (this.text[end] === ' ' || this.text[end] === '\t') end++;
    return this.text.slice(lineStart, end);
  }
}

