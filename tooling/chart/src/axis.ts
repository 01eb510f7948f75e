/** Axes: where a value lies, and which values are written below. */

/** An axis from 0 to 1. */
export interface Axis {
  /** Share of the axis' length at which a value lies. */
  readonly place: (value: number) => number;
  /** Values to mark, ascending. */
  readonly ticks: readonly number[];
}

const tickCount = 6;
/** Steps between ticks, times a power of ten. */
const steps = [1, 2, 2.5, 5, 10];

/** An axis from `first`, a multiple of its steps as 0 is, to at least `largest`, which is above it. */
export function linearAxis(largest: number, first = 0): Axis {
  const length = largest - first;
  const power = 10 ** Math.floor(Math.log10(length / tickCount));
  const step = power * steps.find((each) => each * power * tickCount >= length)!;
  const count = Math.ceil(length / step - 1e-9);
  const end = first + count * step;
  // A multiple of the step, not a sum of steps, whose error grows.
  return { place: (value) => (value - first) / (end - first), ticks: Array.from({ length: count + 1 }, (_, index) => Number((first + index * step).toPrecision(12))) };
}

/** An axis between powers of ten, or their halves and doubles, around values above 0. */
export function logarithmicAxis(smallest: number, largest: number): Axis {
  const marks: number[] = [];
  for (let exponent = Math.floor(Math.log10(smallest)); exponent <= Math.ceil(Math.log10(largest)); exponent++) {
    for (const factor of [1, 2, 5]) marks.push(Number(`${factor}e${exponent}`));
  }
  const first = marks.findLast((mark) => mark <= smallest) ?? marks[0]!;
  const last = marks.find((mark) => mark >= largest && mark > first) ?? marks.at(-1)!;
  const within = marks.filter((mark) => mark >= first && mark <= last);
  // Every mark where they are few, else powers of ten.
  const powers = within.filter((mark) => Number.isInteger(Math.log10(mark)));
  const ticks = within.length <= 2 * tickCount ? within : powers;
  return { place: (value) => Math.log(value / first) / Math.log(last / first), ticks };
}
