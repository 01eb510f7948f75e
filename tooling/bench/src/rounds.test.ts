/** The order of rounds, and what is compared with what. */
import { expect, test } from 'vitest';
import { measureRounds } from './rounds.ts';
import { median, spread } from './statistics.ts';

const quiet = (signal: AbortSignal = new AbortController().signal) => ({ signal, status: (): void => {} });

test('variants take turns, and rounds to warm up do not count', async () => {
  const order: string[] = [];
  const variant = (name: string, first: number) => ({ name, measure: async () => (order.push(name), first * order.length) });
  const samples = await measureRounds([variant('a', 1), variant('b', 10)], { roundCount: 2 }, quiet());
  expect(order.join('')).toBe('ababab');
  expect([samples.of('a'), samples.of('b')]).toEqual([[3, 5], [40, 60]]);
});

test('ratios and differences are taken round by round', async () => {
  const variant = (name: string, values: number[]) => ({ name, measure: async () => values.shift()! });
  const samples = await measureRounds([variant('a', [10, 200, 30]), variant('b', [5, 100, 10])], { roundCount: 3, warmUpCount: 0 }, quiet());
  expect(samples.ratio('a', 'b')).toEqual({ name: 'a / b', median: 2, min: 2, max: 3, runs: 3 });
  expect(samples.differences('a', 'b')).toEqual([5, 100, 20]);
});

test('an interruption ends the rounds', async () => {
  const controller = new AbortController();
  const measure = async (): Promise<number> => (controller.abort(new Error('enough')), 1);
  await expect(measureRounds([{ name: 'a', measure }], { roundCount: 5 }, quiet(controller.signal))).rejects.toThrow('enough');
});

test('the median of an even number of samples lies between the middle two', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  expect(spread([2, 9, 1])).toEqual({ median: 2, min: 1, max: 9, runs: 3 });
});
