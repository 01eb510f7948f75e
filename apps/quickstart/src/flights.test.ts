/** The table of flights written as CSV and read again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeOneCell, flightRecords, formatFlightsCsv, parseFlightsCsv } from './flights.ts';

const flights = [
  { delay: -5, distance: 1589, time: 0 },
  { delay: 171, distance: 2227, time: 23.983333333333334 },
  { delay: 8, distance: 491, time: 0.5 },
];

test('the CSV has a header and a line a flight', () => {
  expect(formatFlightsCsv(flights)).toBe('delay,distance,time\n-5,1589,0\n171,2227,23.983333333333334\n8,491,0.5\n');
});

test('what is written is read again, number for number', () => {
  const flight = fc.record({ delay: fc.integer(), distance: fc.nat(), time: fc.double({ min: 0, max: 24, noNaN: true }).map((time) => time + 0) });
  fc.assert(
    fc.property(fc.array(flight, { minLength: 1 }), (list) => {
      expect(parseFlightsCsv(formatFlightsCsv(list))).toEqual(list);
    }),
    { seed: 3 },
  );
});

test('one cell changes and nothing else', () => {
  expect([...flightRecords(changeOneCell(flights))]).toEqual(['-5,1589,0', '172,2227,23.983333333333334', '8,491,0.5']);
});
