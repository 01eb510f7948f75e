/** All schemes of the study, in the order of its tables. */
import { cMinHash } from './c-min-hash.ts';
import { densifiedByRotation, densifiedOptimally } from './densified.ts';
import { kMinsUniversal, linearPermutations } from './k-mins-arithmetic.ts';
import { kMinsBlake3, kMinsSha1, kMinsSha256 } from './k-mins-hashed.ts';
import type { Scheme } from './scheme.ts';
import { setSketchNarrow, setSketchWide } from './set-sketch.ts';
import { bottomK, onePermutation, scaled } from './shipped.ts';
import { superMinHash } from './super-min-hash.ts';
import { xorMasks } from './xor-masks.ts';

/** Schemes by name. A scheme's own sketch type is known to it alone. */
export const schemes: readonly Scheme<unknown>[] = [
  bottomK, scaled, onePermutation, densifiedByRotation, densifiedOptimally, kMinsSha256, kMinsSha1, kMinsBlake3, kMinsUniversal, linearPermutations,
  xorMasks, cMinHash, superMinHash, setSketchWide, setSketchNarrow,
];

/** The scheme of a name. @throws Error where there is none */
export function schemeNamed(name: string): Scheme<unknown> {
  const scheme = schemes.find((each) => each.name === name);
  if (scheme === undefined) throw new Error(`no scheme is named ${name}`);
  return scheme;
}
