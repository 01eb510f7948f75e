/** Pairs of sets for a scheme: drawn, or made of records. */
import type { PairSizes, Random } from '../core.ts';
import { digestByteLength, digestsOf, joinDigests, sliceDigests, type Digests } from '../digests.ts';
import type { Scheme, SchemeComparison, Setting } from '../schemes/scheme.ts';

/** Compares sketches of a drawn pair, or of a pair of sets of random digests where the scheme cannot be drawn. */
export function compareRandomPair(scheme: Scheme<unknown>, random: Random, sizes: PairSizes, setting: Setting): SchemeComparison {
  if (scheme.draw === undefined) return comparePairOfSets(scheme, randomDigests(random, sizes), sizes, setting);
  return scheme.compare(...scheme.draw(random, sizes, setting));
}

/** Compares sketches of A, what is only in A and what is in both, and B, likewise; `records` are those of the union. */
export function comparePairOfSets(scheme: Scheme<unknown>, records: Digests, { both, onlyA, onlyB }: PairSizes, setting: Setting): SchemeComparison {
  const common = sliceDigests(records, 0, both);
  const a = sliceDigests(records, both, both + onlyA);
  const b = sliceDigests(records, both + onlyA, both + onlyA + onlyB);
  return scheme.compare(scheme.sketch(joinDigests(common, a), setting), scheme.sketch(joinDigests(common, b), setting));
}

function randomDigests(random: Random, { both, onlyA, onlyB }: PairSizes): Digests {
  const words = Uint32Array.from({ length: ((both + onlyA + onlyB) * digestByteLength) / 4 }, () => random.uint32());
  return digestsOf(new Uint8Array(words.buffer));
}
