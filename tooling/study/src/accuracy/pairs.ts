/** Pairs of sets for a scheme: drawn, or made of records. */
import type { PairSizes } from '../core.ts';
import { joinDigests, sliceDigests, type Digests } from '../digests.ts';
import type { Scheme, SchemeComparison, Setting } from '../schemes/scheme.ts';

/** Compares sketches of A, what is only in A and what is in both, and B, likewise; `records` are those of the union. */
export function comparePairOfSets(scheme: Scheme<unknown>, records: Digests, { both, onlyA, onlyB }: PairSizes, setting: Setting): SchemeComparison {
  const common = sliceDigests(records, 0, both);
  const a = sliceDigests(records, both, both + onlyA);
  const b = sliceDigests(records, both + onlyA, both + onlyA + onlyB);
  return scheme.compare(scheme.sketch(joinDigests(common, a), setting), scheme.sketch(joinDigests(common, b), setting));
}
