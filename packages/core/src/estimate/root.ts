/**
 * Root finding: Newton's method held inside a bracket.
 */

const relativeTolerance = 1e-14;
const maximumSteps = 500;

/** A growing function of one variable. */
export interface GrowingFunction {
  value(x: number): number;
  /** Its slope, or something near it: it only guides the steps. */
  slope(x: number): number;
}

/**
 * The positive x at which `growing` reaches 0, looked for from `start` between `low` and `high` (which may be
 * infinite). Where Newton's step leaves what is left of the bracket, the bracket is halved or the guess doubled.
 */
export function findRoot(growing: GrowingFunction, start: number, low: number, high: number): number {
  let x = start;
  let below = low;
  let above = high;
  for (let step = 0; step < maximumSteps; step++) {
    const value = growing.value(x);
    if (value > 0) above = x;
    else below = x;
    const newton = x - value / growing.slope(x);
    const next = newton > below && newton < above ? newton : divide(below, above);
    if (Math.abs(next - x) <= relativeTolerance * x) return next;
    x = next;
  }
  return x;
}

function divide(below: number, above: number): number {
  return above === Infinity ? 2 * below : (below + above) / 2;
}
