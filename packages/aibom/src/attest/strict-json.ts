/** JSON of unknown origin that every parser reads alike: UTF-8, each name once, not deep, nothing behind it. */
import { DatasigError } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { depthLimit } from './vocabulary.ts';

/** Parses the bytes; `what` names them in messages. @throws DatasigError `attestation-malformed` */
export function parseStrictJson(bytes: Uint8Array, what: string): Json {
  const text = decode(bytes, what);
  // Before parsing: what is deep or says two things is not even looked at.
  checkStructure(text, what);
  return parse<Json>(text, what);
}

function decode(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new DatasigError('attestation-malformed', `${what} is not UTF-8 text`, { cause });
  }
}

function parse<Value>(text: string, what: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    // The parser's own message quotes the text.
    throw new DatasigError('attestation-malformed', `${what} is not valid JSON`);
  }
}

/** Depth, and names that stand twice in one object. Whether it is JSON at all is for the parser to say. */
function checkStructure(text: string, what: string): void {
  const open: Set<string>[] = [];
  for (let position = 0; position < text.length; position++) {
    const character = text[position]!;
    if (character === '{' || character === '[') {
      if (open.length === depthLimit) throw new DatasigError('attestation-malformed', `${what} is nested deeper than ${depthLimit} levels`);
      open.push(new Set());
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, position);
      if (isFollowedByColon(text, end + 1)) addName(open.at(-1), text.slice(position, end + 1), what);
      position = end;
    }
  }
}

function addName(names: Set<string> | undefined, token: string, what: string): void {
  const name = parse<string>(token, what);
  if (names?.has(name) === true) throw new DatasigError('attestation-malformed', `${what} has one name twice in an object, which parsers read differently`);
  names?.add(name);
}

/** Index of the closing quote, or of the last character where there is none. */
function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position;
}

function isFollowedByColon(text: string, start: number): boolean {
  let position = start;
  while (position < text.length && ' \t\r\n'.includes(text[position]!)) position++;
  return text[position] === ':';
}
