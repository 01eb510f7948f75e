/** Nested JSON values as JavaScript values. */
import { NumberLiteral } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import type { JsonLexer } from './lexer.ts';

/** No value of a record stands deeper (`docs/spec/canonical-encoding.md`, "Depth"); also keeps the recursion short. */
const depthLimit = 64;

/** Reads the value that comes next, at `depth` in its record; its numbers as literals where `literals`. @throws InvalidDataError */
export function readValue(lexer: JsonLexer, depth: number, literals = false): Value {
  if (depth > depthLimit) throw lexer.error('depth-exceeded', `values are nested deeper than ${depthLimit} levels`);
  switch (lexer.peek()) {
    case 0x22:
      return lexer.text(lexer.string());
    case 0x7b:
      return readObject(lexer, depth, literals);
    case 0x5b:
      return readArray(lexer, depth, literals);
    case 0x74:
      lexer.word('true');
      return true;
    case 0x66:
      lexer.word('false');
      return false;
    case 0x6e:
      return readNull(lexer);
    default:
      return literals ? readLiteral(lexer) : readNumber(lexer);
  }
}

function readNull(lexer: JsonLexer): null {
  lexer.word('null');
  return null;
}

function readNumber(lexer: JsonLexer): number | bigint {
  const start = lexer.position;
  const number = lexer.number();
  return typeof number === 'number' ? number : lexer.numberValue(number, start);
}

/** The number's digits; also an uncast number must be valid. */
export function readLiteral(lexer: JsonLexer): NumberLiteral {
  const start = lexer.position;
  const number = lexer.number();
  const text = typeof number === 'string' ? number : new TextDecoder().decode(lexer.bytes.subarray(start, lexer.position));
  lexer.numberValue(text, start);
  return new NumberLiteral(text);
}

function readArray(lexer: JsonLexer, depth: number, literals: boolean): Value[] {
  const list: Value[] = [];
  lexer.position++;
  if (lexer.peek() === 0x5d) {
    lexer.position++;
    return list;
  }
  for (;;) {
    list.push(readValue(lexer, depth + 1, literals));
    if (lexer.peek() === 0x5d) break;
    lexer.expect(0x2c, 'a comma or ] after a value in an array');
  }
  lexer.position++;
  return list;
}

/** Without prototype, so that every name is an ordinary one. */
function readObject(lexer: JsonLexer, depth: number, literals: boolean): { readonly [name: string]: Value } {
  const object = Object.create(null) as Record<string, Value>;
  readMembers(lexer, (token) => {
    const name = lexer.name(token);
    if (name in object) throw lexer.error('duplicate-key', 'an object has the same name twice');
    // A null member is left out of its record, so it has no depth.
    object[name] = lexer.peek() === 0x6e ? readNull(lexer) : readValue(lexer, depth + 1, literals);
  });
  return object;
}

/** Steps over an object; `onMember` is called with each name and steps over the value that is next. */
export function readMembers(lexer: JsonLexer, onMember: (name: ReturnType<JsonLexer['string']>) => void): void {
  lexer.position++;
  if (lexer.peek() === 0x7d) {
    lexer.position++;
    return;
  }
  for (;;) {
    if (lexer.peek() !== 0x22) throw lexer.error('invalid-json', 'expected a name in quotes');
    const name = lexer.string();
    lexer.expect(0x3a, 'a colon after a name');
    onMember(name);
    if (lexer.peek() === 0x7d) break;
    lexer.expect(0x2c, 'a comma or } after a value in an object');
  }
  lexer.position++;
}
