/** Measures one cell: bias, root mean square and worst error, coverage and width of intervals. */
import type { PairSizes } from '../core.ts';
import type { SchemeComparison } from '../schemes/scheme.ts';

/** What many pairs showed of one quantity; lengths are those of the quantity itself, not percent. */
export interface Accuracy {
  readonly truth: number;
  readonly bias: number;
  readonly rmse: number;
  readonly worst: number;
  /** Share of intervals that held the truth, and their mean width; null where the scheme has none. */
  readonly coverage: number | null;
  readonly width: number | null;
}

/** What a cell found. */
export interface CellResult {
  readonly trials: number;
  readonly jaccard: Accuracy;
  /** Of the smaller set in the larger. */
  readonly containment: Accuracy;
}

/** Intervals that end at the truth but for rounding hold it. */
const tolerance = 1e-9;

/** Runs `compare` on as many pairs of these sizes. */
export function measure(sizes: PairSizes, trials: number, compare: () => SchemeComparison): CellResult {
  const score = new CellScore(sizes);
  for (let trial = 0; trial < trials; trial++) score.add(compare());
  return score.result();
}

/** Sums up the comparisons of a cell. */
export class CellScore {
  readonly #jaccard: Score;
  readonly #containment: Score;
  #trials = 0;

  constructor({ both, onlyA, onlyB }: PairSizes) {
    this.#jaccard = new Score(both / (both + onlyA + onlyB));
    this.#containment = new Score(both / (both + onlyA));
  }

  add({ jaccard, aInB }: SchemeComparison): void {
    this.#trials++;
    this.#jaccard.add(jaccard);
    this.#containment.add(aInB);
  }

  result(): CellResult {
    return { trials: this.#trials, jaccard: this.#jaccard.result(), containment: this.#containment.result() };
  }
}

/** Sums over trials. */
export class Score {
  readonly #truth: number;
  #count = 0;
  #sum = 0;
  #squares = 0;
  #worst = 0;
  #intervals = 0;
  #covered = 0;
  #width = 0;

  constructor(truth: number) {
    this.#truth = truth;
  }

  add({ estimate, limits }: SchemeComparison['jaccard']): void {
    const error = estimate - this.#truth;
    this.#count++;
    this.#sum += error;
    this.#squares += error * error;
    this.#worst = Math.max(this.#worst, Math.abs(error));
    if (limits === null) return;
    this.#intervals++;
    this.#width += limits.upper - limits.lower;
    if (limits.lower <= this.#truth + tolerance && this.#truth <= limits.upper + tolerance) this.#covered++;
  }

  result(): Accuracy {
    const has = this.#intervals > 0;
    return {
      truth: this.#truth,
      bias: this.#sum / this.#count,
      rmse: Math.sqrt(this.#squares / this.#count),
      worst: this.#worst,
      coverage: has ? this.#covered / this.#intervals : null,
      width: has ? this.#width / this.#intervals : null,
    };
  }
}
