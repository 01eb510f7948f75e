/** Combined intervals: what must hold exactly, and the limits where an estimate is 0. */
import { describe, expect, test } from 'vitest';
import { addIntervals, divideIntervals, knownInterval, multiplyIntervals } from './interval.ts';

const x = { estimate: 6, lower: 3, upper: 12 };

describe('combined intervals', () => {
  test('with a known number are moved or scaled', () => {
    expect(addIntervals(x, knownInterval(4))).toEqual({ estimate: 10, lower: 7, upper: 16 });
    const half = divideIntervals(x, knownInterval(2));
    expect([half.estimate, half.lower, half.upper].map((value) => value.toFixed(12))).toEqual(['3.000000000000', '1.500000000000', '6.000000000000']);
    const double = multiplyIntervals(x, knownInterval(2));
    expect([double.estimate, double.lower, double.upper].map((value) => value.toFixed(12))).toEqual(['12.000000000000', '6.000000000000', '24.000000000000']);
  });

  test('add their distances in quadrature', () => {
    expect(addIntervals({ estimate: 10, lower: 7, upper: 13 }, { estimate: 20, lower: 16, upper: 24 })).toEqual({ estimate: 30, lower: 25, upper: 35 });
    const ratio = divideIntervals(x, x);
    expect(ratio.estimate).toBe(1);
    expect(Math.log2(ratio.upper)).toBeCloseTo(Math.SQRT2, 12);
    expect(ratio.lower).toBeCloseTo(1 / ratio.upper, 12);
  });

  test('of 0 keep a limit on the side that is open', () => {
    const none = { estimate: 0, lower: 0, upper: 2 };
    expect(divideIntervals(none, x)).toEqual({ estimate: 0, lower: 0, upper: 2 / 6 });
    expect(divideIntervals(x, none)).toEqual({ estimate: Infinity, lower: 3, upper: Infinity });
  });
});
