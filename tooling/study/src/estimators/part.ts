/** The part `estimators`: all estimators on the same pairs of sketches. */
import { keyOfCell, shapesOf, sizesOf, type Grid, type PairShape } from '../accuracy/cell.ts';
import { Score, type Accuracy } from '../accuracy/measure.ts';
import { shares } from '../accuracy/part.ts';
import { simulateBottomK } from '../core.ts';
import type { Mode, Part } from '../part.ts';
import { drawIndependentMinima } from '../schemes/minima.ts';
import { randomFor } from '../seed.ts';
import { estimators } from './estimators.ts';

/** What all estimators did with the pairs of one shape. */
export interface EstimatorResult extends PairShape {
  readonly k: number;
  readonly trials: number;
  readonly estimators: Readonly<Record<string, Accuracy>>;
}

const grids: Readonly<Record<Mode, Grid>> = {
  quick: { shares, ratios: [1, 10], sizes: [400, 10_000], ks: [64, 1024] },
  full: { shares, ratios: [1, 1.5, 3, 10, 100], sizes: [50, 400, 10_000, 1_000_000], ks: [64, 400, 1024, 4096] },
};
const trialsOf: Readonly<Record<Mode, (k: number) => number>> = { full: (k) => (k <= 400 ? 1000 : 500), quick: (k) => (k <= 400 ? 400 : 100) };

/** The part. */
export const estimatorComparison: Part<EstimatorResult> = {
  name: 'estimators',
  title: 'estimators of the Jaccard index on the same sketches',
  tasks: (mode) =>
    grids[mode].ks.flatMap((k) =>
      shapesOf(grids[mode])
        // A sketch that holds its whole set leaves nothing to estimate.
        .filter(({ size }) => size > k)
        .map((shape) => ({ key: keyOfCell({ scheme: 'estimators', k, ...shape }), run: () => runShape(shape, k, trialsOf[mode](k)) })),
    ),
};

function runShape(shape: PairShape, k: number, trials: number): EstimatorResult {
  const random = randomFor(keyOfCell({ scheme: 'estimators', k, ...shape }));
  const randomMinima = randomFor(keyOfCell({ scheme: 'minima of estimators', k, ...shape }));
  const sizes = sizesOf(shape);
  const truth = sizes.both / (sizes.both + sizes.onlyA + sizes.onlyB);
  const scores = estimators.map(({ name }) => [name, new Score(truth)] as const);
  for (let trial = 0; trial < trials; trial++) {
    const [a, b] = simulateBottomK(random, sizes, k, k);
    const [minimaA, minimaB] = drawIndependentMinima(randomMinima, sizes, { k, largestSize: shape.size });
    estimators.forEach((estimator, index) => {
      const { estimate, lower, upper } = estimator.estimate({ a, b, minimaA, minimaB, sizes });
      scores[index]![1].add({ estimate, limits: { lower, upper } });
    });
  }
  return { ...shape, k, trials, estimators: Object.fromEntries(scores.map(([name, score]) => [name, score.result()])) };
}
