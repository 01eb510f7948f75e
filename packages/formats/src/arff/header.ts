/** The header of ARFF files: `@relation`, `@attribute`s, `@data`. */
import { InvalidDataError } from '@datasig/core';
import { type Attribute, readAttribute } from './attribute.ts';
import type { ArffLines } from './lines.ts';
import type { ArffTokens } from './tokens.ts';

/**
 * Reads the header; the line at hand is that of `@data` then. The name of the relation is no part of the records.
 *
 * @throws InvalidDataError `invalid-arff`, `duplicate-column`, `invalid-utf8`, `truncated`, `empty-file`
 */
export async function readHeader(lines: ArffLines): Promise<readonly Attribute[]> {
  const attributes = new Map<string, Attribute>();
  let hasRelation = false;
  while (await lines.next()) {
    const { position } = lines.tokens;
    try {
      const keyword = readKeyword(lines.tokens);
      if (keyword === '') continue;
      if (!hasRelation && keyword !== '@relation') throw lines.tokens.error('expected @relation and a name: ARFF begins so');
      if (keyword === '@data') {
        finish(lines.tokens, attributes.size);
        return [...attributes.values()];
      }
      if (keyword === '@attribute') add(attributes, readAttribute(lines.tokens), position);
      else if (keyword !== '@relation' || hasRelation) throw lines.tokens.error('expected @attribute or @data');
      hasRelation = true;
    } catch (error) {
      throw lines.placed(error);
    }
  }
  if (lines.line === 0) throw new InvalidDataError('empty-file', 'the file is empty; expected ARFF');
  throw new InvalidDataError('truncated', 'the file ends before @data', { line: lines.line });
}

/** The first word of a line in lower case; empty where there is none. */
function readKeyword(tokens: ArffTokens): string {
  const kind = tokens.next();
  if (kind === 'end' && tokens.commaCount === 0) return '';
  if (kind !== 'word' || tokens.quoted) throw tokens.error('expected @relation, @attribute or @data');
  return tokens.latin1().toLowerCase();
}

function add(attributes: Map<string, Attribute>, attribute: Attribute, byteOffset: number): void {
  if (attributes.has(attribute.name)) throw new InvalidDataError('duplicate-column', 'two attributes have this name; expected unique names', { byteOffset, column: attribute.name });
  attributes.set(attribute.name, attribute);
}

function finish(tokens: ArffTokens, attributeCount: number): void {
  if (tokens.next() !== 'end') throw tokens.error('expected the end of the line after @data');
  if (attributeCount === 0) throw tokens.error('expected at least one @attribute before @data');
}
