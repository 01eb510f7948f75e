/** The canonical encoding against its vectors, a stock CBOR library and an equality of its own. */
import { encode, rfc8949EncodeOptions } from 'cborg';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStrictly, meaningOf, meaningOfCbor } from '../../test/meaning.ts';
import { toHex } from '../../test/outcome.ts';
import { respell, values } from '../../test/values.ts';
import { toValue } from '../../test/vector-value.ts';
import { vectors } from '../../test/vectors.ts';
import { InvalidDataError } from '../errors.ts';
import type { Value } from '../spec/v1/batch.ts';
import { encodeCanonical } from './encode.ts';

const encoded = (value: Value): string => toHex(encodeCanonical(value));
const runs = { numRuns: 1000, seed: 20260102 };

describe('vectors', () => {
  it.each(vectors.canonical)('encodes $name', ({ value, cbor, digest }) => {
    const bytes = encodeCanonical(toValue(value));
    expect(toHex(bytes)).toBe(cbor);
    expect(toHex(sha256(bytes))).toBe(digest);
  });

  it.each(vectors.canonical)('a stock library decodes $name', ({ value, cbor }) => {
    expect(meaningOfCbor(decodeStrictly(Buffer.from(cbor, 'hex')))).toBe(meaningOf(toValue(value)));
  });

  it.each(vectors.refused)('refuses $name', ({ value }) => {
    expect(() => encodeCanonical(toValue(value))).toThrowError(InvalidDataError);
  });
});

describe('a stock library', () => {
  // This one drops a byte order mark at the head of a text, which the encoding keeps (text.test.ts).
  const decodable = values.filter((value) => !meaningOf(value).includes('\uFEFF'));

  it('decodes every encoding to what the value means', () => {
    fc.assert(
      fc.property(decodable, (value) => {
        expect(meaningOfCbor(decodeStrictly(encodeCanonical(value)))).toBe(meaningOf(value));
      }),
      runs,
    );
  });

  it('encodes what it decoded to the same bytes, in its own deterministic mode', () => {
    fc.assert(
      fc.property(decodable, (value) => {
        const bytes = encodeCanonical(value);
        expect(toHex(encode(decodeStrictly(bytes), rfc8949EncodeOptions))).toBe(toHex(bytes));
      }),
      runs,
    );
  });
});

describe('equality', () => {
  it('gives equal bytes to values of one meaning', () => {
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat({ max: 719 })), (value, choices) => {
        const other = respell(value, (count) => choices.next().value! % count);
        expect(meaningOf(other)).toBe(meaningOf(value));
        expect(encoded(other)).toBe(encoded(value));
      }),
      runs,
    );
  });

  it('gives different bytes to values of different meaning', () => {
    const small = fc.oneof(values, fc.constantFrom<Value>(0, 1, -1, '', '0', [], {}, [[]], [{}], { a: 1 }, { a: '1' }, [null], Uint8Array.of(), Uint8Array.of(1), Uint8Array.of(0x61), 'a'));
    fc.assert(
      fc.property(fc.array(small, { minLength: 2, maxLength: 25 }), (list) => {
        const byMeaning = new Map(list.map((value) => [meaningOf(value), encoded(value)]));
        expect(new Set(byMeaning.values()).size).toBe(byMeaning.size);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it('does not let one value run into the next', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(encoded([a, b])).toBe(`82${encoded(a)}${encoded(b)}`);
      }),
      runs,
    );
  });
});
