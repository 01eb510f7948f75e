/**
 * The part `classic`: the original tool's schemes, as core makes and compares them, over many random sets: whether what
 * one dataset shows is chance, and how far the original's own rule, the share of equal positions, is from the truth.
 */
import { keyOfCell, type PairShape, sizesOf } from '../accuracy/cell.ts';
import { type Accuracy, Score } from '../accuracy/measure.ts';
import { ClassicFingerprinter, type ClassicScheme, classicSchemes, type ClassicSketch, compareSketches, dataPointColumnName, entriesOf, mergeClassic } from '../core.ts';
import type { Mode, Part } from '../part.ts';
import { confidence } from '../schemes/scheme.ts';

/** What a scheme did with the pairs of one shape. */
export interface ClassicResult extends PairShape {
  readonly scheme: ClassicScheme;
  readonly k: number;
  readonly trials: number;
  /** By core. */
  readonly jaccard: Accuracy;
  /** By the share of equal positions, which has no interval. */
  readonly positions: Accuracy;
}

/** The original tool makes 400 entries. */
const k = 400;
const trialsOf: Readonly<Record<Mode, number>> = { quick: 10, full: 250 };
/** Two sets of one size, and the shapes of MNIST's rows: half of a set beside all of it, a seventh beside all. */
const pairs: readonly Omit<PairShape, 'size'>[] = [
  { ratio: 1, share: 0.1428 }, { ratio: 1, share: 0.5 }, { ratio: 1, share: 0.9 }, { ratio: 1, share: 0.99 }, { ratio: 2, share: 1 }, { ratio: 7, share: 1 },
];
const sizes: Readonly<Record<Mode, readonly number[]>> = { quick: [1400], full: [1400, 14_000] };
/** A hash for each place of each record takes its time. */
const smallOnly: readonly ClassicScheme[] = ['classic/keyed-sha256'];

/** The part. */
export const classic: Part<ClassicResult> = {
  name: 'classic',
  title: "the original tool's schemes over many random sets",
  tasks: (mode) =>
    classicSchemes.flatMap((scheme) =>
      sizes[mode].slice(0, smallOnly.includes(scheme) ? 1 : sizes[mode].length).flatMap((size) =>
        pairs.map((pair) => ({ key: keyOfCell({ scheme, k, size, ...pair }), run: () => runShape(scheme, { size, ...pair }, trialsOf[mode]) })),
      ),
    ),
};

function runShape(scheme: ClassicScheme, shape: PairShape, trials: number): ClassicResult {
  const { both, onlyA, onlyB } = sizesOf(shape);
  const truth = both / (both + onlyA + onlyB);
  const [jaccard, positions] = [new Score(truth), new Score(truth)];
  for (let trial = 0; trial < trials; trial++) {
    const common = sketchOf(scheme, trial, 0, both);
    const a = mergeClassic(common, sketchOf(scheme, trial, both, both + onlyA));
    const b = mergeClassic(common, sketchOf(scheme, trial, both + onlyA, both + onlyA + onlyB));
    const { estimate, lower, upper } = compareSketches(a, b, { confidence }).jaccard;
    jaccard.add({ estimate: estimate ?? 0, limits: { lower, upper } });
    positions.add({ estimate: shareOfPositions(a, b), limits: null });
  }
  return { scheme, k, ...shape, trials, jaccard: jaccard.result(), positions: positions.result() };
}

/** Records are the trial's number and their own: digests make random sets of them. */
function sketchOf(scheme: ClassicScheme, trial: number, first: number, end: number): ClassicSketch {
  const count = end - first;
  const bytes = new Uint8Array(8 * count);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < count; index++) {
    view.setUint32(8 * index, trial);
    view.setUint32(8 * index + 4, first + index);
  }
  const pass = new ClassicFingerprinter([{ scheme, k }], { classicUid: false });
  const offsets = Uint32Array.from({ length: count + 1 }, (_, index) => 8 * index);
  if (count > 0) pass.add({ kind: 'columns', rowCount: count, columns: [{ name: dataPointColumnName, type: 'bytes', offsets, bytes }] });
  return pass.finish().sketches[0] as ClassicSketch;
}

/** The similarity of the original tool. */
function shareOfPositions(a: ClassicSketch, b: ClassicSketch): number {
  const [own, others] = [entriesOf(a), entriesOf(b)];
  const equal = own.filter((entry, index) => others[index] !== undefined && entry.every((byte, at) => byte === others[index]![at]));
  return equal.length / Math.max(own.length, others.length);
}
