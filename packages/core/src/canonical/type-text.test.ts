/** The written form of types. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/outcome.ts';
import { types } from '../../test/types.ts';
import type { LogicalType } from '../spec/v1/schema.ts';
import { formatType, parseType } from './type-text.ts';

const runs = { numRuns: 2000, seed: 20260128 };

it('reads back, whatever the names', () => {
  fc.assert(
    fc.property(types, (type) => {
      expect(parseType(formatType(type))).toEqual(type);
    }),
    runs,
  );
});

it.each([
  'integer', 'list<list<text>>', 'struct{}', 'struct{a: integer, "a b": struct{"": null}}', 'map<text,list<float32>>', 'tensor<uint8>', 'tensor<uint8,[]>', 'tensor<float16,[28,28]>', 'struct{__proto__: text}', 'struct{"\\ud800": text}',
])('%s', (text) => {
  expect(formatType(parseType(text))).toBe(text);
});

const malformed = [
  '', ' ', 'int', 'Integer', 'integer ', ' integer', 'integerx', 'list', 'list<>', 'list<text', 'list<text>>', 'list< text>', 'list<text,text>', 'map<text>', 'map<text, text>', 'map<text,text,text>',
  'struct', 'struct{', 'struct{a}', 'struct{a:text}', 'struct{a: text,b: text}', 'struct{a: text, }', 'struct{, a: text}', 'struct{a b: text}', 'struct{1: text}', 'struct{"a: text}', 'struct{"\\x": text}', 'struct{"\n": text}', "struct{'a': text}",
  'tensor<>', 'tensor<bfloat16>', 'tensor<uint8,>', 'tensor<uint8,[01]>', 'tensor<uint8,[00]>', 'tensor<uint8,[1,]>', 'tensor<uint8,[-1]>', 'tensor<uint8,[1.5]>', 'tensor<uint8,[1e3]>', 'tensor<uint8, [1]>', 'tensor<uint8,[1, 2]>',
  'tensor<uint8,[1234567890123456]>', 'constructor', '__proto__', 'struct{a: toString}', 'integer\n', 'integer\u0000',
];

describe('malformed', () => {
  it.each(malformed)('%j', (text) => {
    expect(codeOf(() => parseType(text))).toBe('fingerprint-malformed');
  });

  it('by any change of a well-formed one: another type or an error, nothing else', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 2 }), fc.constantFrom('', '<', '>', '[', ']', '{', '}', ',', ': ', '"', '\\', '0', 'a', 'list<', '\u0000'));
    fc.assert(
      fc.property(types.map(formatType), fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        const changed = changes.reduce((before, [at, cut, more]) => before.slice(0, at % (before.length + 1)) + more + before.slice((at % (before.length + 1)) + cut), text);
        let read: LogicalType | undefined;
        try {
          read = parseType(changed);
        } catch (error) {
          expect(error).toMatchObject({ code: 'fingerprint-malformed' });
        }
        if (read !== undefined) expect(parseType(formatType(read))).toEqual(read);
      }),
      runs,
    );
  });

  it('by depth: 64 levels and no more', () => {
    const nested = (levels: number): string => `${'list<'.repeat(levels - 1)}text${'>'.repeat(levels - 1)}`;
    expect(formatType(parseType(nested(64)))).toBe(nested(64));
    expect(codeOf(() => parseType(nested(65)))).toBe('fingerprint-malformed');
    expect(codeOf(() => parseType(nested(100_000)))).toBe('fingerprint-malformed');
  });
});
