/** Intervals from a likelihood of one parameter. */
import type { Interval } from './core.ts';

/** Half of the chi-squared quantile of one degree of freedom at 95 %: so far below its maximum the likelihood may be. */
const depth = 1.920729;
const steps = 60;
const goldenShare = (Math.sqrt(5) - 1) / 2;

/** The maximum of a concave log-likelihood over [0, most], and the limits by its ratio (Wilks 1938), at a confidence of 95 %. */
export function likelihoodInterval(likelihood: (value: number) => number, most: number): Interval {
  const estimate = mostLikely(likelihood, most);
  const least = likelihood(estimate) - depth;
  return {
    estimate,
    lower: likelihood(0) >= least ? 0 : findCrossing(likelihood, least, 0, estimate),
    upper: likelihood(most) >= least ? most : findCrossing(likelihood, least, most, estimate),
  };
}

/** The maximum of a concave log-likelihood over [0, most], by golden section; the ends are looked at too, since it is often there. */
export function mostLikely(likelihood: (value: number) => number, most: number): number {
  let [low, high] = [0, most];
  let left = high - goldenShare * (high - low);
  let right = low + goldenShare * (high - low);
  let [atLeft, atRight] = [likelihood(left), likelihood(right)];
  for (let step = 0; step < steps; step++) {
    if (atLeft < atRight) {
      [low, left, atLeft] = [left, right, atRight];
      right = low + goldenShare * (high - low);
      atRight = likelihood(right);
    } else {
      [high, right, atRight] = [right, left, atLeft];
      left = high - goldenShare * (high - low);
      atLeft = likelihood(left);
    }
  }
  return [0, most, (low + high) / 2].reduce((best, value) => (likelihood(value) > likelihood(best) ? value : best));
}

/** Where the likelihood is `level`, between `outside`, where it is lower, and `inside`. */
function findCrossing(likelihood: (value: number) => number, level: number, outside: number, inside: number): number {
  let [out, within] = [outside, inside];
  for (let step = 0; step < steps; step++) {
    const middle = (out + within) / 2;
    if (likelihood(middle) < level) out = middle;
    else within = middle;
  }
  return within;
}
