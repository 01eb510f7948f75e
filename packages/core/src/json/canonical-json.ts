/** JSON in one form only: the JSON Canonicalization Scheme (RFC 8785), and the same with indentation. */
import { DatasigError } from '../errors.ts';
import type { Json } from '../spec/v1/source.ts';

/** Deeper JSON is no fingerprint of any version. */
const depthLimit = 32;

/** JSON text with keys in the order of RFC 8785 (section 3.2.3); `indent` spaces a level, or none and no white space. */
export function formatJson(value: Json, indent = 0): string {
  return formatValue(value, indent, '\n');
}

function formatValue(value: Json, indent: number, newline: string): string {
  if (typeof value === 'string') return formatString(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = newline + ' '.repeat(indent);
  const items = Array.isArray(value)
    ? (value as readonly Json[]).map((item) => formatValue(item, indent, inner))
    : memberNames(value as Members).map((name) => `${formatString(name)}:${indent > 0 ? ' ' : ''}${formatValue((value as Members)[name]!, indent, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  return indent > 0 ? `${open}${inner}${items.join(`,${inner}`)}${newline}${close}` : `${open}${items.join(',')}${close}`;
}

/** I-JSON (RFC 7493, section 2.1) has well-formed text only. */
function formatString(text: string): string {
  if (text.isWellFormed()) return JSON.stringify(text);
  throw new DatasigError('lone-surrogate', 'a name or description holds a lone UTF-16 surrogate; expected well-formed Unicode');
}

type Members = { readonly [name: string]: Json };

/** RFC 8785 sorts by UTF-16 code units, which is how JavaScript compares strings; absent members are left out. */
function memberNames(value: Members): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined).sort();
}

/**
 * Parses JSON that is in canonical form but for white space. That rules out what parsers disagree about: duplicate
 * names, numbers beyond a double, escapes, the order of members.
 *
 * @throws DatasigError `fingerprint-malformed`
 */
export function parseCanonicalJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new DatasigError('fingerprint-malformed', 'not a fingerprint: the file is not valid JSON', { cause });
  }
  checkDepth(value, 1);
  if (!isCanonical(value, text)) {
    throw new DatasigError('fingerprint-malformed', 'the JSON is not in canonical form (RFC 8785 but for white space): names stand twice or out of order, or the file was rewritten by another tool');
  }
  return value;
}

function isCanonical(value: Json, text: string): boolean {
  try {
    return formatJson(value) === withoutWhitespace(text);
  } catch (error) {
    if (DatasigError.is(error)) return false;
    throw error;
  }
}

function withoutWhitespace(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1');
}

function checkDepth(value: Json, depth: number): void {
  if (value === null || typeof value !== 'object') return;
  if (depth > depthLimit) throw new DatasigError('fingerprint-malformed', `not a fingerprint: the JSON is nested deeper than ${depthLimit} levels`);
  for (const inner of Object.values(value)) checkDepth(inner as Json, depth + 1);
}
