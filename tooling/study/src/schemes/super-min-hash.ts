/**
 * SuperMinHash: the k values of a record stand in k different places, one in each of [0, 1), [1, 2) …, so that places
 * depend on each other in a way that lowers the variance (Ertl, "SuperMinHash: a new minwise hashing algorithm for
 * Jaccard similarity estimation", arXiv 1706.05698, §3). Divided by k, a value is even in [0, 1).
 */
import { Random } from '../core.ts';
import { digestByteLength, viewOf } from '../digests.ts';
import { LazyPermutation } from './lazy-permutation.ts';
import { type Minima, schemeOfMinima } from './minima.ts';
import type { Scheme } from './scheme.ts';
import { drawSuperMinHash } from './super-min-hash-draw.ts';

/** SuperMinHash. */
export const superMinHash: Scheme<Minima> = schemeOfMinima({
  name: 'super-min-hash',
  title: 'SuperMinHash (Ertl 2017)',
  valueByteLength: 8,
  stepsPerRecord: () => 20,
  lower: (minima, { count, bytes }) => {
    const view = viewOf(bytes);
    lowerByStages(minima, count, (index) => Random.ofState(Uint32Array.from({ length: 4 }, (_, word) => view.getUint32(index * digestByteLength + 4 * word))));
  },
  draw: (random, sizes, { k }) => drawSuperMinHash(random, sizes, k),
});

/** Ertl's algorithm with its early end: no record goes on to a stage above all that is held. */
function lowerByStages(minima: Minima, count: number, streamOf: (index: number) => Random): void {
  const k = minima.length;
  const values = new Float64Array(k).fill(Infinity);
  const permutation = new LazyPermutation(k);
  const placesOfStage = new Uint32Array(k);
  placesOfStage[k - 1] = k;
  let highest = k - 1;
  for (let index = 0; index < count; index++) {
    const stream = streamOf(index);
    permutation.begin();
    for (let stage = 0; stage <= highest; stage++) {
      const value = stage + stream.uniform();
      const place = permutation.take(stage, stream);
      const held = values[place]!;
      if (value >= held) continue;
      const heldStage = Math.min(Math.floor(held), k - 1);
      values[place] = value;
      if (stage >= heldStage) continue;
      placesOfStage[heldStage]!--;
      placesOfStage[stage]!++;
      while (placesOfStage[highest] === 0) highest--;
    }
  }
  for (let place = 0; place < k; place++) minima[place] = Math.min(minima[place]!, values[place]! / k, 1);
}
