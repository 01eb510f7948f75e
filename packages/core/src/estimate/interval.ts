/**
 * Intervals, and how intervals of independent quantities combine.
 *
 * Combination is by the method of variance estimates recovery (MOVER; Zou & Donner, "Construction of confidence limits
 * about effect measures", Statistics in Medicine 27, 2008): each side's distance from the estimate adds in quadrature.
 */

/** A point with limits on both sides; the limits may be infinite. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** The interval of x / y for independent x, y ≥ 0, combined on the logarithmic scale. */
export function divideIntervals(x: Interval, y: Interval): Interval {
  return { estimate: x.estimate / y.estimate, lower: lowerRatio(x, y), upper: 1 / lowerRatio(y, x) };
}

/** The interval of x · y for independent x ≥ 0, y > 0, combined on the logarithmic scale. */
export function multiplyIntervals(x: Interval, y: Interval): Interval {
  return divideIntervals(x, { estimate: 1 / y.estimate, lower: 1 / y.upper, upper: 1 / y.lower });
}

/** The interval of x + y for independent x and y. */
export function addIntervals(x: Interval, y: Interval): Interval {
  const estimate = x.estimate + y.estimate;
  return {
    estimate,
    lower: estimate - Math.hypot(x.estimate - x.lower, y.estimate - y.lower),
    upper: estimate + Math.hypot(x.upper - x.estimate, y.upper - y.estimate),
  };
}

/** x / (1 + x), which is 1 at infinity: the share x of odds of x to 1. */
export function shareOfOdds(odds: Interval): Interval {
  const toShare = (value: number): number => (value === Infinity ? 1 : value / (1 + value));
  return { estimate: toShare(odds.estimate), lower: toShare(odds.lower), upper: toShare(odds.upper) };
}

/** A number that is known. */
export function knownInterval(value: number): Interval {
  return { estimate: value, lower: value, upper: value };
}

/** Where x or y is estimated as 0 its logarithm is infinite; what is left is the limit of the general case. */
function lowerRatio(x: Interval, y: Interval): number {
  if (x.lower === 0 || y.upper === Infinity) return 0;
  if (y.estimate === 0) return x.estimate / y.upper;
  const distance = Math.hypot(Math.log(x.estimate / x.lower), Math.log(y.upper / y.estimate));
  return (x.estimate / y.estimate) * Math.exp(-distance);
}
