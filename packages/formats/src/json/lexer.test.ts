/** Numbers: whichever way they are read, they are what their text means. */
import { InvalidDataError, parseNumberLiteral } from '@datasig/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonLexer } from './lexer.ts';

function read(text: string): number | bigint | string {
  const lexer = new JsonLexer();
  lexer.reset(new TextEncoder().encode(`${text},`), 0, text.length + 1);
  try {
    const number = lexer.number();
    const value = typeof number === 'number' ? number : lexer.numberValue(number, 0);
    expect(lexer.position).toBe(text.length);
    return value;
  } catch (error) {
    return (error as InvalidDataError).code;
  }
}

function expected(text: string): number | bigint | string {
  try {
    return parseNumberLiteral(text);
  } catch (error) {
    return (error as InvalidDataError).code;
  }
}

const digits = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength });
const decimal = fc.tuple(fc.constantFrom('', '-'), digits(17), fc.constantFrom('', '.'), digits(17), fc.constantFrom('', 'e', 'E+', 'e-'), digits(3)).map((parts) => parts.join(''));

it('is the nearest double of a decimal number, and the exact integer of any other', () => {
  fc.assert(
    fc.property(decimal, (text) => {
      expect(read(text)).toBe(expected(text));
    }),
    { numRuns: 20_000, seed: 20260302 },
  );
});

it.each(['0.1', '-0.0', '-0', '0.000000000000001', '999999999999.999', '123456789012345.6', '0.1234567890123456', '9007199254740993', '1.', '.1', '1.e1', '1.5.5', '1.5-', '01.5', '-'])('%s', (text) => {
  expect(read(text)).toBe(expected(text));
});
