/** The tables are those that NumPy draws. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../test/outcome.ts';
import { classicVectors } from '../../test/vectors.ts';
import { affineCoefficients, legacyCoefficients, xorMasks } from './tables.ts';

describe('tables of the classic schemes', () => {
  it('masks are those of the vectors', () => {
    const masks = xorMasks();
    expect(toHex(masks.subarray(0, 32))).toBe(classicVectors.xor.magic0);
    expect(toHex(masks.subarray(-32))).toBe(classicVectors.xor.magic399);
    expect(toHex(sha256(masks))).toBe(classicVectors.xor.sha256OfMagic);
  });

  it('coefficients are in range', () => {
    const { a, b } = legacyCoefficients();
    expect(a.every((each) => each >= 1n && each < 2n ** 61n - 1n)).toBe(true);
    expect(b.every((each) => each < 2n ** 61n - 1n)).toBe(true);
    expect(affineCoefficients(400).a.every((each) => each % 2 === 1)).toBe(true);
  });

  it('the b of affine32 depend on k', () => {
    expect(affineCoefficients(3).a).toEqual(affineCoefficients(400).a.subarray(0, 3));
    expect(affineCoefficients(3).b[0]).not.toBe(affineCoefficients(400).b[0]);
  });
});
