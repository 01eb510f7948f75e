/**
 * What a collision of LtHash costs by lattice reduction, roughly, as the number of copies of a record that is allowed.
 *
 * A collision is an integer vector z ≠ 0 with Σ z_i e_i = 0 in every lane and Σ z_i = 0, no entry above the number of
 * copies. Over the integers (a lane that wraps only helps where the multiplicities are large) such vectors are the
 * kernel lattice of a matrix with a row a lane and a column a record, of which the attacker takes as many as suit.
 */

/** A row for each lane, and one for the count of records. */
const rowCount = 1025;
/** Standard deviation of an entry that is uniform over 16 bits. */
const log2Deviation = 16 - Math.log2(12) / 2;
/** The attacker may pick the best of so many vectors for its largest entry. */
const log2Picks = 40;
const leastBlock = 60;
const mostBlock = 20_000;

/** An estimate for one bound on copies. */
export interface LatticeCost {
  /** Block size of the reduction that finds a vector so short. */
  readonly blockSize: number;
  /** Records that the attacker combines. */
  readonly recordCount: number;
  /** log2 of the cost by the core-SVP model, 2^(0.292 β): one call of a sieve, constants and memory for free. */
  readonly coreBits: number;
  /** log2 of operations with what a sieve of that dimension and the number of calls add: 16.4 + log2(8 d). */
  readonly sieveBits: number;
}

/** The least block size that reaches a vector without entries above 2^log2Copies in some dimension. */
export function latticeCost(log2Copies: number): LatticeCost {
  let [low, high] = [leastBlock, mostBlock];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (bestDimension(middle, log2Copies) === null) low = middle + 1;
    else high = middle;
  }
  const dimension = bestDimension(low, log2Copies)!;
  return { blockSize: low, recordCount: dimension + rowCount, coreBits: 0.292 * low, sieveBits: 0.292 * low + 16.4 + Math.log2(8 * dimension) };
}

/** The dimension of the kernel in which this block size does best, or null where that is not enough. */
function bestDimension(blockSize: number, log2Copies: number): number | null {
  const log2Root = log2RootHermite(blockSize);
  let best: { readonly dimension: number; readonly excess: number } | undefined;
  for (let dimension = 50; dimension <= 40_000; dimension += dimension < 4000 ? 25 : 250) {
    const excess = dimension * log2Root + log2Volume(dimension + rowCount) / dimension - log2LongestUseful(dimension + rowCount, log2Copies);
    if (best === undefined || excess < best.excess) best = { dimension, excess };
  }
  return best!.excess <= 0 ? best!.dimension : null;
}

/** Volume of the kernel of a random matrix with `columnCount` columns: the product of its rows' orthogonal parts. */
function log2Volume(columnCount: number): number {
  let sum = (rowCount - 1) * log2Deviation;
  for (let row = 0; row < rowCount; row++) sum += Math.log2(columnCount - row) / 2;
  return sum;
}

/** Length at which the largest of all entries, which are about normal, is small enough for one in 2^40 vectors. */
function log2LongestUseful(columnCount: number, log2Copies: number): number {
  const inside = 2 ** (-log2Picks / columnCount);
  return log2Copies - Math.log2(normalQuantile(inside)) + Math.log2(columnCount) / 2;
}

/** The z with P(|N(0, 1)| ≤ z) = `probability`, by halving; the tail by Abramowitz & Stegun 7.1.26. */
function normalQuantile(probability: number): number {
  const inside = (z: number): number => {
    const x = z / Math.SQRT2;
    const t = 1 / (1 + 0.3275911 * x);
    return 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  };
  let [low, high] = [0, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (inside(middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}

/** log2 of the root Hermite factor that blocks of this size reach (Chen's thesis, 2013). */
function log2RootHermite(blockSize: number): number {
  return Math.log2((blockSize / (2 * Math.PI * Math.E)) * (Math.PI * blockSize) ** (1 / blockSize)) / (2 * (blockSize - 1));
}

/** log2 of the cost of Wagner's generalised birthday for `bits` of output: the least t + bits / (t + 1) over trees of 2^t lists. */
export function wagnerBits(bits: number): number {
  let least = Infinity;
  for (let levels = 1; levels < bits; levels++) least = Math.min(least, levels + bits / (levels + 1));
  return least;
}
