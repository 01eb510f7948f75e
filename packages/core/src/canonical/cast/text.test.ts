/** Casts of text, by table: what each takes and what each refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../test/outcome.ts';
import { meaningOf } from '../../../test/meaning.ts';
import { numbers } from '../../../test/values.ts';
import type { Value } from '../../spec/v1/batch.ts';
import { Decimal, Uuid } from '../value.ts';
import { castText } from './text.ts';
import { type ScalarCast, scalarCasts } from './scalar-cast.ts';

const accepted: Partial<Record<ScalarCast, readonly (readonly [string, Value])[]>> = {
  number: [['0', 0], ['-12', -12], ['9007199254740993', 2n ** 53n + 1n], ['1.0', 1], ['1e300', 1e300], ['-1.5e3', -1500], ['0.1', 0.1], ['nan', Number.NaN], ['-inf', -Infinity]],
  integer: [['0', 0], ['-0', 0], ['-12', -12], ['9007199254740993', 2n ** 53n + 1n], ['-9007199254740993', -(2n ** 53n) - 1n], [String(2n ** 1024n - 1n), 2n ** 1024n - 1n]],
  float64: [['0', 0], ['-0', 0], ['-1.5e3', -1500], ['1E+2', 100], ['0.1', 0.1], ['1e-400', 0], ['nan', Number.NaN], ['-NaN', Number.NaN], ['INF', Infinity], ['+inf', Infinity], ['-Infinity', -Infinity], ['9007199254740993', 2 ** 53]],
  float32: [['0.1', Math.fround(0.1)], ['16777217', 2 ** 24], ['-1e-60', 0], ['nan', Number.NaN], ['+INFINITY', Infinity], ['3.4028235677973366e38', 3.4028234663852886e38]],
  decimal: [['1.10', new Decimal(11n, -1)], ['-0.05', new Decimal(-5n, -2)], ['100', 100], ['1e2', 100], ['0.1000000000000000055511151231257827', new Decimal(1000000000000000055511151231257827n, -34)], ['-0', 0]],
  bool: [['true', true], ['True', true], ['TRUE', true], ['false', false], ['False', false], ['FALSE', false]],
  uuid: [['123e4567-e89b-12d3-a456-426614174000', new Uuid(Buffer.from('123e4567e89b12d3a456426614174000', 'hex'))], ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', new Uuid(new Uint8Array(16).fill(255))]],
};

const refused: Partial<Record<ScalarCast, readonly string[]>> = {
  number: ['', ' 1', '01', '+1', '1.', '.5', '0x10', '1,5', 'abc'],
  integer: ['', ' 1', '1 ', '1\n', '+1', '01', '-01', '--1', '-', '1.0', '1e3', '0x10', '1_000', '1,000', '１', '٣', 'nan', '\uFEFF1', '1\u0000'],
  float64: ['', '.5', '5.', '+1', '01', '1e', '1e+', '0x1p3', 'infinit', 'nan0', '1 ', '1,5', '1\n', 'NaN ', '--1', '−1', 'ınf', '1d3'],
  float32: ['', '.5', '1f', '+1', 'in', 'naN!'],
  decimal: ['', '+1', '1.', '.1', 'nan', 'inf', '1 ', '1,0', '1/3', '$1', '1.2.3'],
  bool: ['', '0', '1', 't', 'yes', 'tRUE', 'true ', 'TrUe', 'FAlse'],
  uuid: ['', '123e4567e89b12d3a456426614174000', '{123e4567-e89b-12d3-a456-426614174000}', '123e4567-e89b-12d3-a456-42661417400', '123e4567-e89b-12d3-a456-4266141740000', '123e4567-e89b-12d3-a456-42661417400g', 'urn:uuid:123e4567-e89b-12d3-a456-426614174000', '123e4567-e89b-12d3-a4564-26614174000'],
};

describe.each(Object.keys(accepted) as ScalarCast[])('%s', (to) => {
  it.each(accepted[to]!)('takes %j', (text, value) => {
    expect(meaningOf(castText(text, to))).toBe(meaningOf(value));
  });

  it.each(refused[to]!)('refuses %j', (text) => {
    expect(codeOf(() => castText(text, to))).toBe('cast-failed');
  });
});

describe('range', () => {
  it.each<[ScalarCast, string]>([
    ['integer', '9'.repeat(311)],
    ['integer', `-${'9'.repeat(1_000_000)}`],
    ['float64', '1e309'],
    ['float64', '-1e99999'],
    ['float32', '1e39'],
    ['float32', '-340282356779733661637539395458142568448'],
  ])('%s (%#)', (to, text) => {
    expect(codeOf(() => castText(text, to))).toBe('number-out-of-range');
  });
});

it('reads what JavaScript writes of a double as that double', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      // JavaScript writes -0 as 0.
      expect(castText(String(number), 'float64')).toBe(number === 0 ? 0 : number);
    }),
    { numRuns: 1000, seed: 20260109 },
  );
});

it('reads decimals digit for digit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: -9, max: 9 }), (digits, places, exponent) => {
      const padded = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
      const point = padded.length - places;
      const text = `${digits < 0n ? '-' : ''}${padded.slice(0, point)}${places > 0 ? `.${padded.slice(point)}` : ''}e${exponent}`;
      expect(meaningOf(castText(text, 'decimal'))).toBe(meaningOf(new Decimal(digits, exponent - places)));
    }),
    { numRuns: 500, seed: 20260110 },
  );
});

it('never shows the text that it refuses', () => {
  const marked = fc.tuple(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 })).map(([before, after]) => `${before}k9Zq${after}`);
  fc.assert(
    fc.property(fc.constantFrom(...scalarCasts), marked, (to, text) => {
      let message = 'taken';
      try {
        castText(text, to);
      } catch (error) {
        message = JSON.stringify([(error as Error).message, (error as { context: object }).context]);
      }
      expect(message).not.toContain('k9Zq');
    }),
    { numRuns: 1000, seed: 20260111 },
  );
});
