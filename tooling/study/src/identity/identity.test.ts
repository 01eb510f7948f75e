/** What collisions cost, and the one that is built. */
import { expect, test } from 'vitest';
import { latticeCost, wagnerBits } from './lattice.ts';
import { findParityCollision } from './parity-collision.ts';

test('more copies cost the attacker less', () => {
  const bits = [8, 16, 20, 24].map((log2Copies) => latticeCost(log2Copies).coreBits);
  expect(bits).toEqual(bits.toSorted((a, b) => b - a));
});

test("Wagner's tree costs about 2^(2 √bits)", () => {
  expect(wagnerBits(256)).toBe(31);
  expect(wagnerBits(16_384)).toBe(255);
});

test('with 2^31 copies two datasets have one UID', () => {
  expect(findParityCollision()).toMatchObject({ log2Copies: 31, sameUid: true });
});
