/** What the study uses of core beyond its public entry: the schemes as they are, their estimators, and seeded draws. */
export { Random } from '../../../packages/core/experiments/random.ts';
export { type PairSizes, pairSizes, simulateBottomK, simulateOnePermutation, simulateScaled } from '../../../packages/core/experiments/simulated-sets.ts';
export { estimateProportion } from '../../../packages/core/src/estimate/binomial.ts';
export { compareSketches } from '../../../packages/core/src/estimate/compare.ts';
export { type Interval, multiplyIntervals } from '../../../packages/core/src/estimate/interval.ts';
export { estimateByCounting, estimateOverlap, estimateWithWide } from '../../../packages/core/src/estimate/overlap-estimates.ts';
export { countOverlap } from '../../../packages/core/src/estimate/overlap.ts';
export { type BottomKSketch, bottomKFromHashes, mergeBottomK } from '../../../packages/core/src/sketch/bottom-k.ts';
export { emptyBin, mergeOnePermutation, onePermutationFromBins, type OnePermutationSketch } from '../../../packages/core/src/sketch/one-permutation.ts';
export { mergeScaled, scaledFromHashes, type ScaledSketch } from '../../../packages/core/src/sketch/scaled.ts';
export { coveredSpace, type Sketch } from '../../../packages/core/src/sketch/sketch.ts';
export { type ClassicScheme, classicSchemes, dataPointColumnName } from '../../../packages/core/src/classic/scheme.ts';
export { ClassicFingerprinter } from '../../../packages/core/src/classic-pass/fingerprinter.ts';
export { type ClassicSketch, entriesOf, mergeClassic } from '../../../packages/core/src/sketch/classic.ts';
export { createIdentity, stateLaneCount, subtractStates } from '../../../packages/core/src/identity/identity.ts';
export { addExpanded } from '../../../packages/core/src/kernel/reference/expand.ts';
