/** What the classic schemes draw from NumPy's generators, drawn again here; the first k entries are those of any k. */
import { MersenneTwister } from './mersenne-twister.ts';
import { Pcg64 } from './pcg-64.ts';
import { maximumClassicK } from './scheme.ts';

/** The parameters of permutations x → a · x + b. */
export interface Coefficients<Words> {
  readonly a: Words;
  readonly b: Words;
}

const wordsPerMask = 8;
/** 2^61 − 1. */
const prime = (1n << 61n) - 1n;

/** A table that is made when it is first asked for. */
function once<Table>(make: () => Table): () => Table {
  let made: Table | undefined;
  return () => (made ??= make());
}

/** The masks of `classic/xor`: 400 times 32 bytes of `default_rng(0)`, in each of which words are little-endian. */
export const xorMasks: () => Uint8Array = once(() => {
  const random = new Pcg64(0);
  const masks = new Uint8Array(maximumClassicK * wordsPerMask * 4);
  const view = new DataView(masks.buffer);
  for (let at = 0; at < masks.length; at += 4) view.setUint32(at, random.nextUint32(), true);
  return masks;
});

/** The coefficients of `classic/datasketch-legacy`: pairs of `RandomState(1)`, a from 1 and b from 0 to 2^61 − 2. */
export const legacyCoefficients: () => Coefficients<BigUint64Array> = once(() => {
  const random = new MersenneTwister(1);
  const [a, b] = [new BigUint64Array(maximumClassicK), new BigUint64Array(maximumClassicK)];
  for (let i = 0; i < maximumClassicK; i++) {
    a[i] = 1n + random.nextBelow(prime - 1n);
    b[i] = random.nextBelow(prime);
  }
  return { a, b };
});

/**
 * The coefficients of `classic/datasketch-affine32`: k odd `a` and then k `b` of `RandomState(1)`. The `b` depend on k,
 * since they are drawn after all `a`.
 */
export function affineCoefficients(k: number): Coefficients<Uint32Array> {
  const random = new MersenneTwister(1);
  const a = Uint32Array.from({ length: k }, () => 2 * (random.nextUint32() & 0x7fff_ffff) + 1);
  const b = Uint32Array.from({ length: k }, () => random.nextUint32());
  return { a, b };
}
