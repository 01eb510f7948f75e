/** Values of formulas that the whitepaper states, for sizes that it names. */
import { detectableShare, percent } from '@datasig/study';

/** Sizes of sketches in tables. */
export const tableKs: readonly number[] = [64, 256, 1024, 4096, 16_384];
/** Probabilities in tables. */
export const tablePowers: readonly number[] = [0.5, 0.95, 0.999];

/** By name. */
export function formulaFacts(): [string, string][] {
  const k = 1024;
  return [
    ['detectable 1024', percent(detectableShare(k, 0.95))],
    // The largest standard error of counting at equal sizes: √((J − J³) / (2k)) at J = 1/√3.
    ['largest error 1024', percent(Math.sqrt((1 / Math.sqrt(3) - 1 / Math.sqrt(3) ** 3) / (2 * k)))],
    ['simple bound 1024', percent(1 / (2 * Math.sqrt(k)))],
    ['cardinality error 1024', percent(1 / Math.sqrt(k - 1))],
    ['collisions of a billion', percent(1e18 / 2 ** 65)],
    ['false confirmations', ((1e9 * k) / 2 ** 64).toFixed(8)],
  ];
}
