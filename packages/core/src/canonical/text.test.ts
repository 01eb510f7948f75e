/** Text and bytes exactly as they stand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, errorOf, toHex } from '../../test/outcome.ts';
import { texts } from '../../test/values.ts';
import { compareBytes, compareText } from './bytes.ts';
import { encodeCanonical } from './encode.ts';
import { decodeText, firstInvalidText, isValidText } from './text.ts';

const runs = { numRuns: 1000, seed: 20260104 };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('writing', () => {
  it.each([
    [0, '60'],
    [23, '77'],
    [24, '7818'],
    [255, '78ff'],
    [256, '790100'],
    [65_535, '79ffff'],
    [65_536, '7a00010000'],
  ])('%i bytes', (length, head) => {
    expect(toHex(encodeCanonical('x'.repeat(length)))).toBe(`${head}${'78'.repeat(length)}`);
    expect(toHex(encodeCanonical(new Uint8Array(length)))).toBe(`${(Number.parseInt(head.slice(0, 2), 16) - 0x20).toString(16)}${head.slice(2)}${'00'.repeat(length)}`);
  });

  it.each([
    ['NUL', '\u0000', '6100'],
    ['a byte order mark', '\uFEFFa', '64efbbbf61'],
    ['composed é', 'é', '62c3a9'],
    ['decomposed é', 'e\u0301', '6365cc81'],
    ['a character beyond U+FFFF', '😀', '64f09f9880'],
    ['23 characters of 24 bytes', `é${'x'.repeat(22)}`, `7818c3a9${'78'.repeat(22)}`],
    ['a noncharacter', '\uFFFF', '63efbfbf'],
    ['the replacement character', '\uFFFD', '63efbfbd'],
  ])('%s', (_, text, expected) => {
    expect(toHex(encodeCanonical(text))).toBe(expected);
  });

  it('is the UTF-8 of any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(toHex(encodeCanonical(text))).toMatch(new RegExp(`^(6.|7[0-7]|78..)${Buffer.from(text).toString('hex')}$`));
      }),
      runs,
    );
  });

  it.each(['\uD800', '\uDFFF', 'a\uD83D', '\uDE00a', '\uDE00\uD83D', `${'x'.repeat(40)}\uD800`])('refuses a lone surrogate (%#), as a value and as a name', (text) => {
    expect(codeOf(() => encodeCanonical(text))).toBe('lone-surrogate');
    expect(codeOf(() => encodeCanonical({ [text]: 1 }))).toBe('lone-surrogate');
    expect(codeOf(() => encodeCanonical(new Map([[text, 1]])))).toBe('lone-surrogate');
  });
});

/** Overlong, surrogate, beyond U+10FFFF, stray and cut sequences (Unicode, table 3-7). */
const invalid = ['80', 'c0af', 'c1bf', 'e08080', 'eda080', 'edbfbf', 'f08080af', 'f4908080', 'f5808080', 'ff', 'fe', 'c3', 'e282', 'f09f98', '61c3', 'c361'];

describe('reading', () => {
  it.each(invalid)('refuses the bytes %s', (digits) => {
    const bytes = Buffer.from(digits, 'hex');
    expect(isValidText(bytes)).toBe(false);
    expect(errorOf(() => decodeText(bytes))).toMatchObject({ code: 'invalid-utf8', message: expect.not.stringContaining(digits) as string });
  });

  it('gives back every text, byte order mark and all', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(decodeText(utf8(text))).toBe(text);
      }),
      runs,
    );
  });
});

describe('columns of text', () => {
  const column = (rows: readonly Uint8Array[]): { bytes: Uint8Array; offsets: Uint32Array } => ({
    bytes: Buffer.concat(rows),
    offsets: Uint32Array.from([0, ...rows].map((_, index) => rows.slice(0, index).reduce((sum, row) => sum + row.length, 0))),
  });
  const row = fc.oneof(texts.map(utf8), fc.constantFrom(...invalid.map((digits) => Uint8Array.from(Buffer.from(digits, 'hex')))), fc.uint8Array({ maxLength: 3 }));

  it('names the first row that is not valid by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.boolean()), { maxLength: 12 }), fc.boolean(), (rows, nullable) => {
        const { bytes, offsets } = column(rows.map(([each]) => each));
        const valid = nullable ? Uint8Array.from(rows, ([, present]) => (present ? 1 : 0)) : undefined;
        const expected = rows.findIndex(([each, present]) => (present || !nullable) && !isValidText(each));
        expect(firstInvalidText(bytes, offsets, rows.length, valid)).toBe(expected);
      }),
      runs,
    );
  });

  it('refuses a character split over two rows', () => {
    const { bytes, offsets } = column([utf8('aé').subarray(0, 2), utf8('é').subarray(1)]);
    expect(firstInvalidText(bytes, offsets, 2)).toBe(0);
  });
});

describe('order', () => {
  it('of names is that of their UTF-8', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(utf8(a), utf8(b)));
        expect(Math.sign(compareBytes(utf8(a), utf8(b)))).toBe(Buffer.compare(utf8(a), utf8(b)));
      }),
      runs,
    );
  });

  it('puts characters beyond U+FFFF last', () => {
    expect(['😀', '\uE000', '\uFFFD', 'z'].sort(compareText)).toEqual(['z', '\uE000', '\uFFFD', '😀']);
  });
});
