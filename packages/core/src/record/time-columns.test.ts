/** Columns of time, in every unit: the bytes of the same times as values. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCanonical } from '../canonical/encode.ts';
import { nanosecondsPerUnit } from '../canonical/time.ts';
import { CalendarDate, Duration, Timestamp } from '../canonical/value.ts';
import { CanonicalWriter } from '../canonical/writer.ts';
import { FieldTracker } from '../schema/field-tracker.ts';
import type { TimeColumn } from '../spec/v1/batch.ts';
import { toHex } from '../../test/outcome.ts';
import { RecordEncoder } from './record-encoder.ts';

const units = ['d', 's', 'ms', 'us', 'ns'] as const;
const limit = 2n ** 63n;
const unitsPerSecond = [1000n, 1_000_000n, 1_000_000_000n];
/** Anywhere, around the borders of what doubles hold, and around whole seconds. */
const count = fc.oneof(
  fc.tuple(fc.constantFrom(...unitsPerSecond), fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }), fc.constantFrom(-1n, 0n, 1n)).map(([perSecond, near, offset]) => (near / perSecond) * perSecond + offset),
  fc.bigInt({ min: -limit, max: limit - 1n }),
  fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }).chain((offset) => fc.constantFrom(-(2n ** 53n), 0n, 2n ** 53n).map((border) => border + offset)),
);
const runs = { numRuns: 500, seed: 20260301 };

function encode(type: TimeColumn['type'], unit: TimeColumn['unit'], values: TimeColumn['values']): string {
  const writer = new CanonicalWriter();
  new RecordEncoder(writer, new FieldTracker(), { preparation: {}, untypedText: false, onRecord: () => {} }).encode({ kind: 'columns', rowCount: 1, columns: [{ type, name: 't', unit, values }] });
  return toHex(writer.toBytes());
}

test.each(units)('instants and lengths in %s', (unit) => {
  fc.assert(
    fc.property(count, (value) => {
      const nanoseconds = value * nanosecondsPerUnit[unit];
      expect(encode('timestamp', unit, BigInt64Array.of(value))).toBe(toHex(encodeCanonical({ t: new Timestamp(nanoseconds) })));
      expect(encode('duration', unit, BigInt64Array.of(value))).toBe(toHex(encodeCanonical({ t: new Duration(nanoseconds) })));
    }),
    runs,
  );
});

test('days', () => {
  fc.assert(
    fc.property(count, fc.integer(), (value, small) => {
      expect(encode('date', 'd', BigInt64Array.of(value))).toBe(toHex(encodeCanonical({ t: new CalendarDate(value) })));
      expect(encode('date', 'd', Int32Array.of(small))).toBe(toHex(encodeCanonical({ t: new CalendarDate(BigInt(small)) })));
    }),
    runs,
  );
});

test.each([['s', 86_400n], ['ms', 86_400_000n], ['us', 86_400_000_000n], ['ns', 86_400_000_000_000n], ['d', 1n]] as const)('times of day in %s end before 24:00', (unit, day) => {
  expect(encode('time', unit, BigInt64Array.of(day - 1n))).toBe(encode('duration', unit, BigInt64Array.of(day - 1n)));
  for (const outside of [day, -1n]) expect(() => encode('time', unit, BigInt64Array.of(outside))).toThrow('not within 00:00 and 24:00');
});
