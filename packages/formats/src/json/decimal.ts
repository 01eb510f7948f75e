/** Decimal fractions of up to 18 digits as doubles, without making a text of them. */

const zero = 0x30;
/** Powers of ten up to this one are exact as doubles. */
const greatestExactExponent = 22;
/** Digits of each of the two parts of a dividend. */
const partDigitCount = 9;
/** More than the relative error of a correction, which is rounded twice. */
const slack: number = 2 ** -49;
/** Splits a double into two halves of which products are exact (Dekker, "A floating-point technique", 1971). */
const splitter = 2 ** 27 + 1;

/** Exact as doubles, so that a quotient by one of them is rounded once: it is the nearest double (Clinger, PLDI 1990). */
export const powersOfTen: readonly number[] = Array.from({ length: greatestExactExponent + 1 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The nearest double of the digits in `bytes[start, end)`, with a point among them at `point`; NaN where they are too
 * many or it lies so near the middle of two doubles that this way cannot tell.
 */
export function readDecimal(bytes: Uint8Array, start: number, point: number, end: number): number {
  let high = 0;
  let low = 0;
  let digitCount = 0;
  for (let index = start; index < end; index++) {
    if (index === point) continue;
    const digit = bytes[index]! - zero;
    if (digitCount < partDigitCount) high = high * 10 + digit;
    else low = low * 10 + digit;
    // Zeros before the first other digit count for nothing.
    if (high > 0) digitCount++;
  }
  const placeCount = end - point - 1;
  if (digitCount > 2 * partDigitCount || placeCount > greatestExactExponent) return Number.NaN;
  return nearestQuotient(high * powersOfTen[Math.max(0, digitCount - partDigitCount)]!, low, powersOfTen[placeCount]!);
}

/** The double nearest to `(high + low) / divisor`, where `high` is 0 or above `low`; NaN where it cannot be told. */
function nearestQuotient(high: number, low: number, divisor: number): number {
  const dividend = high + low;
  const rest = low - (dividend - high);
  const quotient = dividend / divisor;
  const correction = (remainder(dividend, quotient, divisor) + rest) / divisor;
  // Rounding is monotonic: where both ends of what the sum may be round alike, so does the sum.
  const least = quotient + correction * (1 - slack);
  const greatest = quotient + correction * (1 + slack);
  return least === greatest ? least : Number.NaN;
}

/** `dividend - quotient * divisor`, which is exact as a double where the quotient is the rounded one. */
function remainder(dividend: number, quotient: number, divisor: number): number {
  const product = quotient * divisor;
  const quotientHigh = upperHalf(quotient);
  const quotientLow = quotient - quotientHigh;
  const divisorHigh = upperHalf(divisor);
  const divisorLow = divisor - divisorHigh;
  const error = quotientHigh * divisorHigh - product + quotientHigh * divisorLow + quotientLow * divisorHigh + quotientLow * divisorLow;
  return dividend - product - error;
}

function upperHalf(value: number): number {
  const shifted = splitter * value;
  return shifted - (shifted - value);
}
