/** The part `spot-checks`: schemes over digests of real texts beside the same cells drawn. */
import { digestsOfTexts } from '../digests.ts';
import type { Mode, Part } from '../part.ts';
import { schemes } from '../schemes/index.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { type Cell, keyOfCell, type PairShape, sizesOf } from './cell.ts';
import { type CellResult, measure } from './measure.ts';
import { comparePairOfSets } from './pairs.ts';
import { runCell } from './part.ts';

/** One cell both ways; `drawn` is null for schemes that cannot be drawn. */
export interface SpotCheck extends Cell {
  readonly records: CellResult;
  readonly drawn: CellResult | null;
}

const shapes: Readonly<Record<Mode, readonly PairShape[]>> = {
  quick: [{ size: 400, ratio: 1, share: 0.5 }],
  full: [
    { size: 400, ratio: 1, share: 0.5 },
    { size: 400, ratio: 10, share: 0.9 },
    { size: 10_000, ratio: 1, share: 0.1428 },
    { size: 1_000_000, ratio: 10, share: 0.5 },
  ],
};
const k = 64;
const drawnTrials = 1000;
const mostTrials = 200;
/** Of large sets, if one trial is not too long. */
const leastTrials = 10;
/** A digest takes as long as some hundred simple steps. */
const stepsOfDigest = 500;
const mostSteps: Readonly<Record<Mode, number>> = { quick: 5e7, full: 3e9 };
const mostStepsInTrial = 2e9;

/** The part. */
export const spotChecks: Part<SpotCheck> = {
  name: 'spot-checks',
  title: 'sketches of records beside drawn ones',
  tasks: (mode) =>
    schemes.flatMap((scheme) =>
      shapes[mode].flatMap((shape) => {
        const cell: Cell = { scheme: scheme.name, k, ...shape };
        const trials = trialsOf(scheme, cell, mode);
        return trials === 0 ? [] : [{ key: keyOfCell(cell), run: () => check(scheme, cell, trials) }];
      }),
    ),
};

function trialsOf(scheme: Scheme<unknown>, cell: Cell, mode: Mode): number {
  const { both, onlyA, onlyB } = sizesOf(cell);
  const steps = (both + onlyA + onlyB) * (stepsOfDigest + scheme.stepsPerRecord(k));
  return steps > mostStepsInTrial ? 0 : Math.min(mostTrials, Math.max(leastTrials, Math.floor(mostSteps[mode] / steps)));
}

function check(scheme: Scheme<unknown>, cell: Cell, trials: number): SpotCheck {
  const sizes = sizesOf(cell);
  const setting = { k, largestSize: cell.size };
  let trial = 0;
  const records = measure(sizes, trials, () => {
    trial++;
    const texts = Array.from({ length: sizes.both + sizes.onlyA + sizes.onlyB }, (_, index) => `spot check ${trial}, record ${index}`);
    return comparePairOfSets(scheme, digestsOfTexts(texts), sizes, setting);
  });
  return { ...cell, records, drawn: scheme.draw === undefined ? null : runCell(scheme, cell, drawnTrials) };
}
