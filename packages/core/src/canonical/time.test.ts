/** Instants, lengths of time and days. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../test/outcome.ts';
import { decodeStrictly } from '../../test/meaning.ts';
import type { Value } from '../spec/v1/batch.ts';
import { encodeCanonical } from './encode.ts';
import { CalendarDate, Duration, TimeOfDay, Timestamp } from './value.ts';

const encoded = (value: Value): string => toHex(encodeCanonical(value));

describe('encodings', () => {
  it.each<[string, Value, string]>([
    ['1970', new Timestamp(0n), 'd903e9a10100'],
    ['1 ns after', new Timestamp(1n), 'd903e9a201002801'],
    ['1 ns before', new Timestamp(-1n), 'd903e9a20120281a3b9ac9ff'],
    ['1 s before', new Timestamp(-1_000_000_000n), 'd903e9a10120'],
    ['999,999,999 ns', new Timestamp(999_999_999n), 'd903e9a20100281a3b9ac9ff'],
    ['beyond 64 bits of nanoseconds', new Timestamp(2n ** 64n * 1_000_000_000n), 'd903e9a101c249010000000000000000'],
    ['no time', new Duration(0n), 'd903eaa10100'],
    ['less than no time', new Duration(-1n), 'd903eaa20120281a3b9ac9ff'],
    ['midnight', new TimeOfDay(0n), 'd903eaa10100'],
    ['the last nanosecond of a day', new TimeOfDay(86_399_999_999_999n), 'd903eaa2011a0001517f281a3b9ac9ff'],
    ['the day 0', new CalendarDate(0n), 'd86400'],
    ['the day before', new CalendarDate(-1n), 'd86420'],
    ['a day 10^20 days on', new CalendarDate(10n ** 20n), 'd864c249056bc75e2d63100000'],
  ])('%s', (_, value, expected) => {
    expect(encoded(value)).toBe(expected);
  });

  it('keep an instant apart from a length of time and from a number', () => {
    expect(new Set([new Timestamp(5n), new Duration(5n), new CalendarDate(5n), 5].map(encoded)).size).toBe(4);
  });
});

it('rounds seconds down and keeps nanoseconds in [0, 10^9)', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), (nanoseconds) => {
      const { value } = decodeStrictly(encodeCanonical(new Timestamp(nanoseconds))) as { value: Map<number, number> };
      const rest = value.get(-9) ?? 0;
      expect(BigInt(value.get(1)!) * 10n ** 9n + BigInt(rest)).toBe(nanoseconds);
      expect(rest).toSatisfy((each: number) => each >= 0 && each < 1e9);
      expect(value.size).toBe(rest === 0 ? 1 : 2);
    }),
    { numRuns: 500, seed: 20260108 },
  );
});
