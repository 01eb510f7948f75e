/** Decimal text to float32 with one rounding. */

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/**
 * The float32 nearest to the number that `text` writes (RFC 8259 grammar), ties to even.
 *
 * Rounding to a double first goes wrong only where that double lies exactly between two float32: then the text's
 * own digits decide.
 */
export function parseFloat32(text: string): number {
  const double = Number(text);
  const rounded = Math.fround(double);
  if (rounded === double) return rounded;
  if (!Number.isFinite(rounded)) return beyondRange(text, double, rounded);
  const other = neighbour(rounded, double > rounded);
  if (double !== (rounded + other) / 2) return rounded;
  const side = compareToDouble(text, double);
  if (side === 0) return rounded;
  return side > 0 ? Math.max(rounded, other) : Math.min(rounded, other);
}

/** Halfway between the largest float32 and 2^128: what reaches it is rounded to infinity. */
const overflow = 2 ** 128 - 2 ** 103;

/** A text just short of the overflow may be the double that reaches it. */
function beyondRange(text: string, double: number, rounded: number): number {
  const short = Math.abs(double) === overflow && compareToDouble(text, double) === -Math.sign(double);
  return short ? Math.sign(double) * (2 ** 128 - 2 ** 104) : rounded;
}

/** The next float32 above or below another. */
function neighbour(value: number, above: boolean): number {
  single[0] = value;
  // Away from zero is the next bit pattern up, for either sign; zero itself steps to the smallest subnormal.
  if (value === 0) return above ? 2 ** -149 : -(2 ** -149);
  singleBits[0]! += above === value > 0 ? 1 : -1;
  return single[0]!;
}

/** Sign of the difference between the number `text` writes and a double, exactly. */
function compareToDouble(text: string, double: number): number {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text)!;
  const fraction = match[3] ?? '';
  let left = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
  const exponent = Number(match[4] ?? 0) - fraction.length;
  let mantissa = double;
  let scale = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    scale++;
  }
  // Compare left * 10^exponent with mantissa * 2^-scale, both sides made integral.
  let right = BigInt(mantissa);
  left *= 1n << BigInt(scale);
  if (exponent >= 0) left *= 10n ** BigInt(exponent);
  else right *= 10n ** BigInt(-exponent);
  return left === right ? 0 : left > right ? 1 : -1;
}
