/** Declarations of ARFF: `@attribute NAME TYPE`. */
import { InvalidDataError } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import { decodeUtf8 } from '../utf8.ts';
import { type DateParser, defaultDatePattern, parseDatePattern } from './date-pattern.ts';
import { ArffTokens } from './tokens.ts';

/** What an attribute's values are. */
type AttributeType =
  | { readonly kind: 'numeric' }
  | { readonly kind: 'string' }
  | { readonly kind: 'nominal'; readonly values: readonly string[] }
  | { readonly kind: 'date'; readonly parse: DateParser };

/** A column. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** Its declaration as written after `@attribute`, a character a byte. */
  readonly declaration: string;
}

const fieldTypes = { numeric: 'float64', string: 'text', nominal: 'text', date: 'timestamp' } as const;

/** The field that an attribute becomes. */
export function fieldOf({ name, type }: Attribute): SchemaField {
  return { name, type: { type: fieldTypes[type.kind] } };
}

/** Reads what follows `@attribute`. @throws InvalidDataError `invalid-arff`, `invalid-utf8` */
export function readAttribute(tokens: ArffTokens): Attribute {
  const declaration = tokens.rest();
  if (tokens.next() !== 'word' || tokens.commaCount > 0) throw tokens.error('expected the name of an attribute after @attribute');
  const name = wordText(tokens);
  try {
    return { name, type: readType(tokens), declaration };
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ byteOffset: error.position.byteOffset ?? tokens.start, column: name }) : error;
  }
}

/** The attribute of a {@link Attribute.declaration}. @throws InvalidDataError */
export function parseAttribute(declaration: string): Attribute {
  const bytes = Uint8Array.from(declaration, (character) => character.charCodeAt(0));
  const tokens = new ArffTokens();
  tokens.reset(bytes, 0, bytes.length);
  return readAttribute(tokens);
}

function readType(tokens: ArffTokens): AttributeType {
  const kind = tokens.next();
  if (kind === 'open') return { kind: 'nominal', values: readNominal(tokens) };
  const word = kind === 'word' && !tokens.quoted ? tokens.latin1().toLowerCase() : '';
  switch (word) {
    case 'numeric':
    case 'real':
    case 'integer':
      expectEnd(tokens, true);
      return { kind: 'numeric' };
    case 'string':
      expectEnd(tokens, false);
      return { kind: 'string' };
    case 'date':
      return { kind: 'date', parse: readPattern(tokens) };
    case 'relational':
      throw tokens.error('a relational attribute has tables for values, which a record has no place for');
    default:
      throw tokens.error('expected a type: numeric, real, integer, string, date or {VALUE, …}');
  }
}

/** The values in braces; the opening one is behind. */
function readNominal(tokens: ArffTokens): readonly string[] {
  const values = new Set<string>();
  for (let kind = tokens.next(); kind !== 'close'; kind = tokens.next()) {
    if (kind !== 'word' || tokens.commaCount > 1 || (values.size === 0 && tokens.commaCount > 0)) throw tokens.error("expected the values of a nominal attribute between { and } on one line; quote those with spaces, write '' for an empty one");
    values.add(wordText(tokens));
  }
  if (tokens.commaCount > 0) throw tokens.error('a comma before } in the values of a nominal attribute');
  expectEnd(tokens, false);
  return [...values];
}

function readPattern(tokens: ArffTokens): DateParser {
  const kind = tokens.next();
  if (kind === 'end') return parseDatePattern(defaultDatePattern);
  if (kind !== 'word') throw tokens.error('expected a date pattern in quotes');
  const parse = parseDatePattern(wordText(tokens));
  expectEnd(tokens, false);
  return parse;
}

/** Nothing may follow but, for numbers, a range such as `[0, 10]`, which says nothing of the records. */
function expectEnd(tokens: ArffTokens, rangeAllowed: boolean): void {
  const kind = tokens.next();
  if (kind === 'end' || (rangeAllowed && kind === 'word' && tokens.textBytes[tokens.textStart] === 0x5b)) return;
  throw tokens.error(kind === 'open' ? 'a weight follows the type of an attribute; records have no place for it' : 'expected the end of the line after the type of an attribute');
}

/** The text of the word at hand. */
function wordText(tokens: ArffTokens): string {
  return decodeUtf8(tokens.textBytes.subarray(tokens.textStart, tokens.textEnd), { byteOffset: tokens.start });
}
