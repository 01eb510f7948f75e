/** Cells that share their records find what each finds alone. */
import { expect, test } from 'vitest';
import { digestByteLength, digestsOf, joinDigests, sliceDigests, viewOf } from '../digests.ts';
import { linearPermutations } from '../schemes/k-mins-arithmetic.ts';
import { randomFor } from '../seed.ts';
import { type Cell, sizesOf } from './cell.ts';
import { measure } from './measure.ts';
import { hasPrefixes, measureShared } from './shared-records.ts';

const size = 60;
const trials = 5;
const cells = [8, 32].flatMap((k) => [1, 10].flatMap((ratio) => [0, 0.5, 1].map((share): Cell => ({ scheme: linearPermutations.name, k, size, ratio, share }))));

/** The same records, made plainly: as many of each trial as the pair with most of them needs. */
function recordsOf(trial: number) {
  const random = randomFor(`shared records n=${size} trial=${trial}`);
  const bytes = new Uint8Array(2 * size * digestByteLength);
  for (let index = 0; index < 2 * size; index++) viewOf(bytes).setUint32(index * digestByteLength, random.uint32());
  return digestsOf(bytes);
}

test('each cell alone', () => {
  if (!hasPrefixes(linearPermutations)) throw new Error('its sketches have no beginnings');
  // Fewer trials of one cell leave those of the others as they are.
  const shared = cells.map((cell, index) => ({ cell, trials: index === 0 ? 2 : trials }));
  const found = measureShared(linearPermutations, shared);
  shared.forEach(({ cell, trials: count }, index) => {
    const sizes = sizesOf(cell);
    const setting = { k: cell.k, largestSize: size };
    let trial = 0;
    const alone = measure(sizes, count, () => {
      const records = recordsOf(trial++);
      const b = sliceDigests(records, 0, size);
      const a = joinDigests(sliceDigests(records, size - sizes.both, size), sliceDigests(records, size, size + sizes.onlyA));
      return linearPermutations.compare(linearPermutations.sketch(a, setting), linearPermutations.sketch(b, setting));
    });
    expect(found[index]).toEqual(alone);
  });
});
