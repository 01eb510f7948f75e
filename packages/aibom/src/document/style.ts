/** How a document is laid out, so that what is added looks like what is there. */
import { type Insertion, type JsonNode, Verbatim } from './json-node.ts';

/** White space between tokens. */
export interface Style {
  /** Line end and nothing else; null where all stands in one line. */
  readonly newline: string | null;
  /** One level. */
  readonly indent: string;
  /** Between a name and its value. */
  readonly colon: string;
  /** Between values in one line. */
  readonly comma: string;
}

/** The layout of documents that are made anew. */
export const defaultStyle: Style = { newline: '\n', indent: '  ', colon: ': ', comma: ', ' };

/** The layout of a document, seen from its outermost object. */
export function styleOf(text: string, root: JsonNode): Style {
  if (root.kind !== 'object' || root.members.length === 0) return defaultStyle;
  const [first, second] = root.members;
  const lead = text.slice(root.start + 1, first!.start);
  const lineStart = lead.lastIndexOf('\n');
  const colon = text.slice(first!.nameEnd, first!.value.start);
  return {
    newline: lineStart === -1 ? null : lead.includes('\r\n') ? '\r\n' : '\n',
    indent: lineStart === -1 ? '' : lead.slice(lineStart + 1),
    colon,
    comma: second === undefined || lineStart !== -1 ? (colon === ':' ? ',' : ', ') : text.slice(first!.value.end, second.start),
  };
}

/** The text of a value whose first line is already indented; further lines begin with `base` and their own levels. */
export function formatValue(value: Insertion, style: Style, base: string): string {
  if (value instanceof Verbatim) return formatNode(value.text, value.node, style, base);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = base + style.indent;
  if (Array.isArray(value)) return enclose('[', (value as readonly Insertion[]).map((item) => formatValue(item, style, inner)), ']', style, base);
  const members = Object.entries(value).flatMap(([name, each]: readonly [string, Insertion | undefined]) => (each === undefined ? [] : [`${JSON.stringify(name)}${style.colon}${formatValue(each, style, inner)}`]));
  return enclose('{', members, '}', style, base);
}

/** The same for a value that stands in a text: names, numbers and texts keep every character. */
function formatNode(text: string, node: JsonNode, style: Style, base: string): string {
  const inner = base + style.indent;
  if (node.kind === 'array') return enclose('[', node.items.map((item) => formatNode(text, item, style, inner)), ']', style, base);
  if (node.kind !== 'object') return text.slice(node.start, node.end);
  return enclose('{', node.members.map((member) => `${text.slice(member.start, member.nameEnd)}${style.colon}${formatNode(text, member.value, style, inner)}`), '}', style, base);
}

function enclose(open: string, pieces: readonly string[], close: string, { newline, indent, comma }: Style, base: string): string {
  if (pieces.length === 0) return `${open}${close}`;
  if (newline === null) return `${open}${pieces.join(comma)}${close}`;
  const lead = `${newline}${base}${indent}`;
  return `${open}${lead}${pieces.join(`,${lead}`)}${newline}${base}${close}`;
}

/** The text of a new document, with a line end. */
export function formatDocument(value: Insertion): string {
  return `${formatValue(value, defaultStyle, '')}\n`;
}
