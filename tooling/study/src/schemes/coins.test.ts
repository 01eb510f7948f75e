/** Coins are fair and independent: mean, variance and both ends of what is drawn. */
import { expect, test } from 'vitest';
import { randomFor } from '../seed.ts';
import { countHeads } from './coins.ts';

test.each([0, 1, 31, 32, 100, 256, 300, 4096, 10_000])('%d coins', (count) => {
  const random = randomFor(`${count} coins`);
  const trials = 4000;
  const heads = Array.from({ length: trials }, () => countHeads(random, count));
  const mean = heads.reduce((sum, value) => sum + value, 0) / trials;
  const variance = heads.reduce((sum, value) => sum + (value - count / 2) ** 2, 0) / trials;
  // Four standard errors; that of a variance of nearly normal values is √(2 / trials) of it.
  expect(Math.abs(mean - count / 2)).toBeLessThanOrEqual(4 * Math.sqrt(count / 4 / trials));
  expect(Math.abs(variance - count / 4)).toBeLessThanOrEqual(((4 * count) / 4) * Math.sqrt(2 / trials));
  expect(Math.min(...heads)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...heads)).toBeLessThanOrEqual(count);
});
