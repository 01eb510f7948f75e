/** Intervals by the order of minima hold at any ratio of sizes, with exact minima and with rounded ones. */
import { expect, test } from 'vitest';
import { sizesOf } from '../accuracy/cell.ts';
import { CellScore } from '../accuracy/measure.ts';
import { drawIndependentMinima, type Minima } from './minima.ts';
import { estimateByOrder, orderOf } from './order.ts';
import { randomFor } from '../seed.ts';
import type { Scheme } from './scheme.ts';
import { setSketchNarrow, setSketchWide } from './set-sketch.ts';

const exact: Pick<Scheme<Minima>, 'name' | 'draw' | 'compare'> = {
  name: 'exact minima',
  draw: drawIndependentMinima,
  compare: (a, b) => {
    const { estimate, lower, upper } = estimateByOrder(orderOf(a, b), 1);
    return { jaccard: { estimate, limits: { lower, upper } }, aInB: { estimate: 0, limits: null } };
  },
};
const shapes = [1, 1.5, 10, 100].flatMap((ratio) => [0, 0.1, 0.9, 1].map((share) => ({ size: 1000, ratio, share })));
const trials = 300;
const k = 128;

test.each([exact, setSketchWide, setSketchNarrow].map((scheme) => [scheme.name, scheme as Scheme<unknown>] as const))('%s', (name, scheme) => {
  for (const shape of shapes) {
    const random = randomFor(`order ${name} ${shape.ratio} ${shape.share}`);
    const sizes = sizesOf(shape);
    const score = new CellScore(sizes);
    for (let trial = 0; trial < trials; trial++) score.add(scheme.compare(...scheme.draw!(random, sizes, { k, largestSize: shape.size })));
    const { coverage, bias, rmse, width } = score.result().jaccard;
    // 91.2 % is 3 standard errors below 95 %.
    expect(coverage!).toBeGreaterThanOrEqual(0.912);
    // Wide intervals would hold too: they are to be as wide as errors are large, but for the ends of the scale.
    expect(width! / 2).toBeLessThanOrEqual(2.6 * rmse + 3 / k);
    expect(Math.abs(bias)).toBeLessThanOrEqual((4 * rmse) / Math.sqrt(trials) + 1 / k);
  }
});

test('A and B change places', () => {
  const [a, b] = drawIndependentMinima(randomFor('order places'), { both: 20, onlyA: 30, onlyB: 300 }, { k, largestSize: 320 });
  const [there, back] = [estimateByOrder(orderOf(a, b), 1), estimateByOrder(orderOf(b, a), 1)];
  for (const name of ['estimate', 'lower', 'upper'] as const) expect(back[name]).toBeCloseTo(there[name], 12);
});

test('equal minima tell that sets are alike', () => {
  const [a] = drawIndependentMinima(randomFor('order alike'), { both: 50, onlyA: 0, onlyB: 0 }, { k, largestSize: 50 });
  expect(estimateByOrder(orderOf(a, a), 1)).toMatchObject({ estimate: 1, upper: 1 });
});
