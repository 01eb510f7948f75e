/** One JSON value that is all of a run of bytes: a field that another format holds as JSON. */
import type { Value } from '@datasig/core/spec';
import { JsonLexer } from './lexer.ts';
import { readValue } from './value.ts';

/**
 * Reads `bytes`, whose value stands at `depth` in its record, its numbers as literals where `literals`; a byte order
 * mark before it is dropped.
 *
 * @throws InvalidDataError with `byteOffset` as an index into `bytes`
 */
export function readSingleValue(bytes: Uint8Array, depth: number, literals: boolean): Value {
  const lexer = new JsonLexer();
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  lexer.reset(bytes, hasMark ? 3 : 0, bytes.length);
  const value = readValue(lexer, depth, literals);
  if (lexer.peek() !== -1) throw lexer.error('invalid-json', 'expected nothing more after the value');
  return value;
}
