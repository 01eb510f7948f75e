/** Decimal fractions: the nearest double or none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powersOfTen, readDecimal } from './decimal.ts';

function read(text: string): number {
  const bytes = new TextEncoder().encode(`x${text}y`);
  return readDecimal(bytes, 1, 1 + text.indexOf('.'), 1 + text.length);
}

const digits = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });
/** Digits with a point after the first `placeCount` from the right. */
function pointed(whole: bigint, placeCount: number): string {
  const text = String(whole).padStart(placeCount + 1, '0');
  return `${text.slice(0, text.length - placeCount)}.${text.slice(text.length - placeCount)}`;
}

/** The exact decimal expansion of the middle between a double and the next, cut to 18 digits, and one more or less in the last. */
const nearMiddle = fc.tuple(fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }), fc.integer({ min: 0, max: 60 }), fc.constantFrom(-1n, 0n, 1n)).map(([significand, halvings, step]) => {
  // (2 × significand + 1) / 2^(halvings + 1) = that × 5^(halvings + 1) / 10^(halvings + 1)
  const places = halvings + 1;
  const text = String((2n * significand + 1n) * 5n ** BigInt(places));
  const cut = Math.max(0, text.length - 18);
  return { whole: BigInt(text.slice(0, text.length - cut)) + step, placeCount: places - cut };
}).filter(({ placeCount }) => placeCount > 0);

describe('readDecimal', () => {
  it('is the nearest double of up to 18 digits', () => {
    fc.assert(
      fc.property(fc.tuple(digits(18), digits(22)), ([before, after]) => {
        const text = `${before}.${after}`;
        const value = read(text);
        if (!Number.isNaN(value)) expect(value).toBe(Number(text));
        if (`${before}${after}`.replace(/^0+/, '').length > 18) expect(value).toBeNaN();
      }),
      { numRuns: 20_000, seed: 51 },
    );
  });

  it('reads nearly every fraction that a double is written as', () => {
    let readCount = 0;
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e15, noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)), (expected) => {
        const value = read(String(expected));
        if (Number.isNaN(value)) return;
        expect(value).toBe(expected);
        readCount++;
      }),
      { numRuns: 5000, seed: 52 },
    );
    expect(readCount).toBeGreaterThan(4900);
  });

  it('is right or none near the middle of two doubles', () => {
    let readCount = 0;
    fc.assert(
      fc.property(nearMiddle, ({ whole, placeCount }) => {
        const text = pointed(whole, placeCount);
        const value = read(text);
        if (Number.isNaN(value)) return;
        expect(value).toBe(Number(text));
        readCount++;
      }),
      { numRuns: 20_000, seed: 53 },
    );
    expect(readCount).toBeGreaterThan(1000);
  });

  it('does not decide what lies in the middle', () => {
    for (const whole of ['9007199254740993', '9007199254740995', '36028797018963972']) expect(read(`${whole}.0`)).toBeNaN();
  });

  it.each(['0.0', '0.00000000000000000000', '1.00000000000000000', '0.1', '0.30000000000000004', '123456789.123456789', '99999999999999999.9', '0.0000000000000000000001', '0.9007199254740993'])('%s', (text) => {
    expect(read(text)).toBe(Number(text));
  });

  it('knows the exact powers of ten', () => {
    for (const [exponent, power] of powersOfTen.entries()) expect(BigInt(power)).toBe(10n ** BigInt(exponent));
  });
});
