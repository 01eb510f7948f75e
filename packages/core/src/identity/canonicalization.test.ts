/** Keys and what two fingerprints must share. */
import { describe, expect, it } from 'vitest';
import { codeOf, errorOf, toHex } from '../../test/outcome.ts';
import { fromHex } from '../../test/vector-value.ts';
import { vectors } from '../../test/vectors.ts';
import { assertSameCanonicalization, type Canonicalization, canonicalizationFor, keyIdOf } from './canonicalization.ts';

const plain = canonicalizationFor();
const [keyed, otherwise] = [1, 2].map((byte) => canonicalizationFor(new Uint8Array(32).fill(byte))) as [Canonicalization, Canonicalization];

describe('keys', () => {
  it('have the id of the vectors', () => {
    expect(keyIdOf(fromHex(vectors.keyId.keyHex))).toBe(vectors.keyId.keyIdHex);
    expect(canonicalizationFor(fromHex(vectors.keyId.keyHex))).toEqual({ id: 'datasig-cbor/1', digest: 'hmac-sha-256', keyId: vectors.keyId.keyIdHex });
  });

  it.each([0, 1, 16, 31, 33, 64])('of %i bytes are refused, and not shown', (length) => {
    const key = new Uint8Array(length).fill(0xab);
    const error = errorOf(() => canonicalizationFor(key));
    expect(error.code).toBe('invalid-key');
    expect(error.message).not.toContain('ab'.repeat(4));
    expect(error.message).not.toContain('171');
  });

  it('do not show in their id', () => {
    const key = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
    expect(toHex(key)).not.toContain(keyIdOf(key).slice(0, 8));
  });
});

describe('two fingerprints', () => {
  it('may be put together when all is the same', () => {
    expect(() => assertSameCanonicalization(plain, canonicalizationFor())).not.toThrow();
    expect(() => assertSameCanonicalization(keyed, { ...keyed })).not.toThrow();
  });

  it.each<[string, Canonicalization, Canonicalization]>([
    ['encoding-mismatch', plain, { ...plain, id: 'datasig-cbor/2' as 'datasig-cbor/1' }],
    ['encoding-mismatch', plain, { ...keyed, id: 'datasig-cbor/2' as 'datasig-cbor/1' }],
    ['digest-mismatch', plain, keyed],
    ['key-mismatch', keyed, otherwise],
  ])('are refused by %s, both ways', (code, a, b) => {
    expect(codeOf(() => assertSameCanonicalization(a, b))).toBe(code);
    expect(codeOf(() => assertSameCanonicalization(b, a))).toBe(code);
  });
});
