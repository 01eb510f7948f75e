/** Bytes from hexadecimal and base64: one text a value. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../../test/outcome.ts';
import { formatBase64, parseBase64, parseHex } from './binary.ts';
import { castText } from './text.ts';

const bytes = fc.uint8Array({ maxLength: 100 });
const runs = { numRuns: 500, seed: 20260117 };

it('reads back hex in either case', () => {
  fc.assert(
    fc.property(bytes, (each) => {
      expect(parseHex(toHex(each))).toEqual(each);
      expect(parseHex(toHex(each).toUpperCase())).toEqual(each);
    }),
    runs,
  );
});

it('reads and writes base64 as another implementation does', () => {
  fc.assert(
    fc.property(bytes, (each) => {
      expect(formatBase64(each)).toBe(Buffer.from(each).toString('base64'));
      expect(parseBase64(formatBase64(each))).toEqual(each);
    }),
    runs,
  );
});

it('takes a base64 text only if it is what its bytes are written as', () => {
  const nearly = fc.array(fc.constantFrom('A', 'B', 'Q', '/', '+', '=', 'z'), { maxLength: 9 }).map((characters) => characters.join(''));
  fc.assert(
    fc.property(nearly, (text) => {
      expect(parseBase64(text) !== undefined).toBe(Buffer.from(text, 'base64').toString('base64') === text);
    }),
    { ...runs, numRuns: 2000 },
  );
});

it('takes long texts', () => {
  const long = new Uint8Array(6_000_001).fill(255);
  expect(parseBase64(formatBase64(long))?.length).toBe(long.length);
});

describe('refused', () => {
  it.each(['a', 'abc', '0g', '0x00', ' 00', '00 ', '00\n', '0\u0000', '００'])('hex %j', (text) => {
    expect(codeOf(() => castText(text, 'bytes:hex'))).toBe('cast-failed');
  });

  it.each(['A', 'AA', 'AAA', 'A===', '====', 'AA=A', 'AB==', 'AAB=', 'AA==AA==', 'AAAA\n', ' AAAA', 'AA-_', 'AAA==', 'AAAA=', 'AAAA===='])('base64 %j', (text) => {
    expect(codeOf(() => castText(text, 'bytes:base64'))).toBe('cast-failed');
  });
});
