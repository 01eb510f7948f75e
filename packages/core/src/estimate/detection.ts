/**
 * Detection power: how small a change a comparison would have noticed.
 */

/** "A change of `minimumDetectableChange` or more of the records would have been seen with probability `power`." */
export interface Detection {
  /** A share of the distinct records, 0 when the comparison is exact. Holds for changes not aimed at the sketch. */
  readonly minimumDetectableChange: number;
  readonly power: number;
  /** How many distinct hashes were compared. */
  readonly comparedCount: number;
}

const power = 0.95;

/**
 * The power of a comparison of `comparedCount` hashes: all of a random sample of m escape a change of the share f
 * with probability (1 − f)^m, so that f = 1 − (1 − power)^(1/m).
 */
export function detectionPower(comparedCount: number, complete: boolean): Detection {
  const minimumDetectableChange = complete ? 0 : 1 - (1 - power) ** (1 / comparedCount);
  return { minimumDetectableChange, power, comparedCount };
}
