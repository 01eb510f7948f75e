/**
 * Classic schemes: error of the position-wise rule and of the estimates here, and how often intervals hold the truth.
 * Sets of n records each, of which the share J of the union is in both. Run: node experiments/classic.ts
 */
import { ClassicFingerprinter } from '../src/classic-pass/fingerprinter.ts';
import { classicSchemes, type ClassicScheme, dataPointColumnName } from '../src/classic/scheme.ts';
import { compareSketches } from '../src/estimate/compare.ts';
import { type ClassicSketch, entriesOf } from '../src/sketch/classic.ts';

const trialCount = 200;
const k = 400;
let next = 0;

function sketchOf(scheme: ClassicScheme, first: number, end: number): ClassicSketch {
  const bytes = new Uint8Array((end - first) * 4);
  const view = new DataView(bytes.buffer);
  for (let index = first; index < end; index++) view.setUint32((index - first) * 4, index);
  const pass = new ClassicFingerprinter([{ scheme, k }], { classicUid: false });
  pass.add({ kind: 'columns', rowCount: end - first, columns: [{ name: dataPointColumnName, type: 'bytes', offsets: Uint32Array.from({ length: end - first + 1 }, (_, index) => index * 4), bytes }] });
  return pass.finish().sketches[0] as ClassicSketch;
}

function positions(a: ClassicSketch, b: ClassicSketch): number {
  const others = entriesOf(b);
  const own = entriesOf(a);
  return own.filter((entry, index) => others[index] !== undefined && entry.every((byte, i) => byte === others[index]![i])).length / Math.max(own.length, others.length);
}

const rootMean = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

console.log('scheme                          n    J   RMSE positions  RMSE here  coverage J  coverage n');
for (const scheme of classicSchemes) {
  for (const n of scheme === 'classic/keyed-sha256' ? [20, 300, 1000] : [20, 300, 3000]) {
    for (const shared of [0.5, 0.9, 0.99]) {
      const common = Math.round((2 * n * shared) / (1 + shared));
      const truth = common / (2 * n - common);
      const errors: { readonly byPosition: number; readonly here: number; readonly holds: boolean; readonly holdsSize: boolean }[] = [];
      for (let trial = 0; trial < trialCount; trial++) {
        const first = (next += 2 * n);
        const [a, b] = [sketchOf(scheme, first, first + n), sketchOf(scheme, first + n - common, first + 2 * n - common)];
        const { jaccard, cardinality } = compareSketches(a, b);
        errors.push({ byPosition: positions(a, b) - truth, here: jaccard.estimate! - truth, holds: jaccard.lower <= truth + 1e-12 && truth <= jaccard.upper + 1e-12, holdsSize: cardinality.a.lower <= n && n <= cardinality.a.upper });
      }
      const share = (has: (error: (typeof errors)[number]) => boolean): string => (errors.filter(has).length / trialCount).toFixed(3);
      console.log(scheme.padEnd(28), String(n).padStart(5), truth.toFixed(2), rootMean(errors.map(({ byPosition }) => byPosition)).toFixed(4).padStart(12), rootMean(errors.map(({ here }) => here)).toFixed(4).padStart(12), share(({ holds }) => holds).padStart(10), share(({ holdsSize }) => holdsSize).padStart(10));
    }
  }
}
