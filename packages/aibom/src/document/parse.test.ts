/** Strict reading: what JSON is, and what is refused with which code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../../test/claims.ts';
import { documentByteLimit, decodeDocument, parseDocument } from './parse.ts';
import { formatValue, defaultStyle } from './style.ts';
import { Verbatim } from './json-node.ts';

const codeOf = (text: string): string => failure(() => parseDocument(text, 'bom.json')).code;

describe('a document', () => {
  it('is read like JSON.parse reads it, whatever its white space', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent);
        const written = formatValue(new Verbatim(text, parseDocument(text)), defaultStyle, '');
        expect(JSON.parse(written)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('may begin with a byte order mark', () => {
    expect(parseDocument('\uFEFF{}')).toMatchObject({ kind: 'object', start: 1, end: 3 });
  });

  it('keeps the text of numbers', () => {
    const text = '[1.0, 1e400, 123456789012345678901234567890, -0]';
    expect(formatValue(new Verbatim(text, parseDocument(text)), { ...defaultStyle, newline: null }, '')).toBe(text);
  });
});

describe('what is refused', () => {
  it.each([
    ['', 'invalid-json'],
    ['{', 'invalid-json'],
    ['{"a":1,}', 'invalid-json'],
    ['[1 2]', 'invalid-json'],
    ['{a:1}', 'invalid-json'],
    ['01', 'invalid-json'],
    ['+1', 'invalid-json'],
    ['NaN', 'invalid-json'],
    ['nul', 'invalid-json'],
    ['"\n"', 'invalid-json'],
    ['"\\x"', 'invalid-json'],
    ['"open', 'invalid-json'],
    ['{} {}', 'invalid-json'],
    ['// no', 'invalid-json'],
    ['{"a":1,"a":1}', 'duplicate-key'],
    ['{"a":1,"\\u0061":1}', 'duplicate-key'],
    ['"\\ud800"', 'lone-surrogate'],
    ['['.repeat(200_000), 'depth-exceeded'],
    ['{"a":'.repeat(101), 'depth-exceeded'],
  ])('%.20s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('says where', () => {
    expect(failure(() => parseDocument('{\n  "a": 1,\n  "a": 2\n}', 'bom.json')).message).toBe('bom.json, line 3: this name stands twice in one object (character 3 of the line)');
  });

  it('never says what stands there', () => {
    expect(failure(() => parseDocument('{"secret": nonsense}')).message).not.toContain('nonsense');
  });

  it('is too large before it is looked at', () => {
    expect(failure(() => decodeDocument(new Uint8Array(documentByteLimit + 1))).code).toBe('document-too-large');
  });

  it('has too many values', () => {
    expect(codeOf(`[${'1,'.repeat(4_000_000)}1]`)).toBe('document-too-large');
  });

  it('is not UTF-8', () => {
    expect(failure(() => decodeDocument(Uint8Array.of(0x22, 0xff, 0x22))).code).toBe('invalid-utf8');
  });
});
