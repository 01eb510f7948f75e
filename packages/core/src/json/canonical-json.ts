/** JSON in one form only: the JSON Canonicalization Scheme (RFC 8785), and the same with indentation. */
import { DatasigError } from '../errors.ts';
import type { Json } from '../spec/v1/source.ts';

/** Deeper JSON is no fingerprint of any version. */
const depthLimit = 32;

type Members = { readonly [name: string]: Json };

/** JSON text with keys in the order of RFC 8785 (section 3.2.3); `indent` spaces a level, or none and no white space. */
export function formatJson(value: Json, indent = 0): string {
  let text = '';
  emitJson(value, (piece) => (text += piece), indent);
  return text;
}

/** The same, handed out piece by piece: large files need not be in memory twice. @throws DatasigError `lone-surrogate` */
export function emitJson(value: Json, emit: (piece: string) => void, indent = 0, newline = '\n'): void {
  if (typeof value === 'string') return emit(formatString(value));
  if (value === null || typeof value !== 'object') return emit(JSON.stringify(value));
  const inner = newline + ' '.repeat(indent);
  let isFirst = true;
  const separate = (): void => {
    if (!isFirst) emit(',');
    if (indent > 0) emit(inner);
    isFirst = false;
  };
  emit(Array.isArray(value) ? '[' : '{');
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) {
      separate();
      emitJson(item, emit, indent, inner);
    }
  } else {
    for (const name of memberNames(value as Members)) {
      separate();
      emit(`${formatString(name)}:${indent > 0 ? ' ' : ''}`);
      emitJson((value as Members)[name]!, emit, indent, inner);
    }
  }
  if (!isFirst && indent > 0) emit(newline);
  emit(Array.isArray(value) ? ']' : '}');
}

/** I-JSON (RFC 7493, section 2.1) has well-formed text only. */
function formatString(text: string): string {
  if (text.isWellFormed()) return JSON.stringify(text);
  throw new DatasigError('lone-surrogate', 'a name or description holds a lone UTF-16 surrogate; expected well-formed Unicode');
}

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

/** Whether `text`, of which `value` was parsed, is its canonical form with white space between tokens. */
function isCanonical(value: Json, text: string): boolean {
  let position = 0;
  const different = new Error('different');
  /** Pieces are tokens, or a name with its colon. */
  const expect = (token: string): void => {
    position = skipWhitespace(text, position);
    if (!text.startsWith(token, position)) throw different;
    position += token.length;
  };
  try {
    emitJson(value, (piece) => {
      if (!piece.startsWith('"') || !piece.endsWith(':')) return expect(piece);
      expect(piece.slice(0, -1));
      expect(':');
    });
  } catch (error) {
    if (error === different || DatasigError.is(error)) return false;
    throw error;
  }
  return skipWhitespace(text, position) === text.length;
}

function skipWhitespace(text: string, position: number): number {
  let index = position;
  for (let unit = text.charCodeAt(index); unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09; unit = text.charCodeAt(index)) index++;
  return index;
}

function checkDepth(value: Json, depth: number): void {
  if (value === null || typeof value !== 'object') return;
  if (depth > depthLimit) throw new DatasigError('fingerprint-malformed', `not a fingerprint: the JSON is nested deeper than ${depthLimit} levels`);
  for (const inner of Object.values(value)) checkDepth(inner as Json, depth + 1);
}
