/**
 * The beta distribution: its distribution function (the regularised incomplete beta function) and its inverse.
 *
 * Sources: the continued fraction is DLMF 8.17.22, evaluated by the modified Lentz method (Thompson & Barnett 1986);
 * the density follows Loader, "Fast and accurate computation of binomial probabilities" (2000), which stays accurate
 * where differences of log-gamma functions cancel.
 */
import { findRoot } from './root.ts';

const relativeTolerance = 1e-14;
/** The fraction needs some √a steps; a sketch has at most 2^20 hashes. */
const maximumSteps = 100_000;
const smallest = 1e-300;

/**
 * P(X ≤ x) for X ~ Beta(a, b), a and b > 0.
 *
 * It is also P(Y ≥ a) for Y ~ Binomial(a + b − 1, x), which is what the intervals rest on.
 */
export function betaDistribution(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const weight = weightedDensity(x, a, b);
  if (x < (a + 1) / (a + b + 2)) return (weight * continuedFraction(x, a, b)) / a;
  return 1 - (weight * continuedFraction(1 - x, b, a)) / b;
}

/** The x at which {@link betaDistribution} reaches `level`. */
export function betaQuantile(level: number, a: number, b: number): number {
  if (level <= 0) return 0;
  if (level >= 1) return 1;
  const excess = {
    value: (x: number): number => betaDistribution(x, a, b) - level,
    slope: (x: number): number => weightedDensity(x, a, b) / (x * (1 - x)),
  };
  return findRoot(excess, a / (a + b), 0, 1);
}

/** x^a (1−x)^b / B(a, b) for 0 < x < 1: the density times x(1−x), as a binomial probability with real arguments. */
export function weightedDensity(x: number, a: number, b: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * (1 - x));
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}

/** log Γ(n+1) minus Stirling's formula for it (DLMF 5.11.1); below 16 by the recurrence of Γ. */
function stirlingError(n: number): number {
  let correction = 0;
  let argument = n;
  for (; argument < 16; argument++) correction += (argument + 0.5) * Math.log1p(1 / argument) - 1;
  const square = argument * argument;
  return correction + (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / argument;
}

/** Loader's deviance term: value · log(value / mean) + mean − value, without cancellation near the mean. */
function deviance(value: number, mean: number): number {
  const difference = value - mean;
  if (Math.abs(difference) >= 0.1 * (value + mean)) return value * Math.log(value / mean) - difference;
  const ratio = difference / (value + mean);
  let sum = difference * ratio;
  let term = 2 * value * ratio;
  // The terms fall by a hundred each.
  for (let odd = 3; odd < 40; odd += 2) {
    term *= ratio * ratio;
    sum += term / odd;
  }
  return sum;
}

function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = denominator;
  for (let m = 1; m <= maximumSteps; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / awayFromZero(1 + even * denominator);
    numerator = awayFromZero(1 + even / numerator);
    value *= numerator * denominator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / awayFromZero(1 + odd * denominator);
    numerator = awayFromZero(1 + odd / numerator);
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < relativeTolerance) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}
