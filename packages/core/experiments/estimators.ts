/**
 * Measures the error of both estimators of the Jaccard index and the coverage and width of their intervals.
 *
 * Run `node experiments/estimators.ts` in packages/core for bottom-k sketches, with `one-permutation` behind it for
 * those; each prints a table of docs/adr/0004-estimators.md.
 */
import { estimateByCounting, estimateOverlap, estimateWithWide, type OverlapEstimates } from '../src/estimate/overlap-estimates.ts';
import { countOverlap, type Overlap } from '../src/estimate/overlap.ts';
import { coveredSpace, type Sketch } from '../src/sketch/sketch.ts';
import { Random } from './random.ts';
import { pairSizes, simulateBottomK, simulateOnePermutation } from './simulated-sets.ts';

const confidence = 0.95;
const largerSize = 1_000_000;
const ofBins = process.argv[2] === 'one-permutation';
const simulate = ofBins ? simulateOnePermutation : simulateBottomK;
const estimators = { counting: estimateByCountingMatches, joint: estimateJointlyAlways, shipped: estimateAsShipped };

/** What one estimator did in one setting. */
class Score {
  private squaredError = 0;
  private covered = 0;
  private width = 0;
  private trials = 0;

  add({ jaccard }: OverlapEstimates, truth: number): void {
    const { estimate, lower, upper } = jaccard!;
    this.squaredError += (estimate - truth) ** 2;
    this.covered += lower <= truth && truth <= upper ? 1 : 0;
    this.width += upper - lower;
    this.trials++;
  }

  get error(): number {
    return Math.sqrt(this.squaredError / this.trials);
  }

  get coverage(): number {
    return this.covered / this.trials;
  }

  get meanWidth(): number {
    return this.width / this.trials;
  }
}

function estimateByCountingMatches(_a: Sketch, _b: Sketch, overlap: Overlap): OverlapEstimates {
  return estimateByCounting(overlap, confidence);
}

function estimateAsShipped(a: Sketch, b: Sketch, overlap: Overlap): OverlapEstimates {
  return estimateOverlap(a, b, overlap, confidence);
}

/** The joint estimator whatever the thresholds; counting where the wide sketch has nothing below the other's. */
function estimateJointlyAlways(a: Sketch, b: Sketch, overlap: Overlap): OverlapEstimates {
  const aIsWide = coveredSpace(a) >= coveredSpace(b);
  const [wide, oriented] = aIsWide ? [a, overlap] : [b, { ...overlap, onlyA: overlap.onlyB, onlyB: overlap.onlyA }];
  if (oriented.both + oriented.onlyA === 0) return estimateByCounting(overlap, confidence);
  return estimateWithWide(wide, oriented, confidence);
}

function measure(sizeRatio: number, k: number, jaccardShare: number): string {
  const random = new Random(20_260_101);
  const sizes = pairSizes(Math.round(largerSize / sizeRatio), largerSize, jaccardShare);
  const truth = sizes.both / (sizes.both + sizes.onlyA + sizes.onlyB);
  const scores = { counting: new Score(), joint: new Score(), shipped: new Score() };
  for (let trial = 0; trial < (k <= 64 ? 4000 : 1500); trial++) {
    const [a, b] = simulate(random, sizes, k, k);
    const overlap = countOverlap(a, b);
    for (const name of ['counting', 'joint', 'shipped'] as const) scores[name].add(estimators[name](a, b, overlap), truth);
  }
  return formatRow(sizeRatio, k, jaccardShare, truth, scores);
}

function formatRow(sizeRatio: number, k: number, jaccardShare: number, truth: number, scores: Record<keyof typeof estimators, Score>): string {
  const { counting, joint, shipped } = scores;
  const percent = (value: number): string => (100 * value).toFixed(3);
  const against = (value: number, reference: number): string => `${(100 * (value / reference - 1)).toFixed(1)} %`;
  return [
    '', `1:${sizeRatio}`, k, jaccardShare, truth.toFixed(4),
    percent(counting.error), percent(joint.error), percent(shipped.error), against(shipped.error, counting.error),
    counting.coverage.toFixed(3), shipped.coverage.toFixed(3), against(shipped.meanWidth, counting.meanWidth), '',
  ].join(' | ').trim();
}

console.log('| sizes | k | share of largest J | J | error: counting, % | joint, % | shipped, % | change | coverage: counting | shipped | width: change |');
console.log('|---|---|---|---|---|---|---|---|---|---|---|');
for (const sizeRatio of ofBins ? [1, 1.5, 20] : [1, 1.2, 1.5, 20]) {
  for (const k of [64, 1024]) {
    for (const jaccardShare of ofBins ? [0.14, 0.5, 0.9] : [0.01, 0.14, 0.5, 0.9, 0.99]) console.log(measure(sizeRatio, k, jaccardShare));
  }
}
