/** Dates, times and timestamps from text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../test/outcome.ts';
import { castText } from './text.ts';
import { parseDate, parseTime, parseTimestamp } from './time.ts';

const second = 1_000_000_000n;

describe('dates', () => {
  it.each([
    ['1970-01-01', 0n],
    ['1969-12-31', -1n],
    ['2000-02-29', 11_016n],
    ['0000-01-01', -719_528n],
    ['0000-02-29', -719_469n],
    ['0099-12-31', -683_004n],
    ['9999-12-31', 2_932_896n],
  ])('%s', (text, days) => {
    expect(parseDate(text)?.days).toBe(days);
  });

  it.each(['', '1970-1-1', '70-01-01', '1970-00-01', '1970-13-01', '1970-01-00', '1970-01-32', '1900-02-29', '2023-02-29', '2100-02-29', '1970-04-31', '+1970-01-01', '-0001-01-01', '10000-01-01', '1970-01-01T00:00:00', '1970/01/01', '19700101', '1970-01-01 ', ' 1970-01-01', '１９７０-01-01', '1970-W01-1', '1970-001'])('refuses %j', (text) => {
    expect(codeOf(() => castText(text, 'date'))).toBe('cast-failed');
  });

  it('are those of the calendar, day by day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (days) => {
        const text = new Date(days * 86_400_000).toISOString().replace(/T.*/, '');
        expect(parseDate(text)?.days).toBe(BigInt(days));
      }),
      { numRuns: 1000, seed: 20260115 },
    );
  });
});

describe('times of day', () => {
  it.each([
    ['00:00:00', 0n],
    ['23:59:59', 86_399n * second],
    ['23:59:59.999999999', 86_400n * second - 1n],
    ['12:00:00.5', 43_200n * second + 500_000_000n],
    ['00:00:00.000000001', 1n],
    ['00:00:00.1000000000000', 100_000_000n],
    [`00:00:00.${'0'.repeat(1000)}`, 0n],
  ])('%s', (text, nanoseconds) => {
    expect(parseTime(text)?.nanoseconds).toBe(nanoseconds);
  });

  it.each(['', '24:00:00', '23:60:00', '23:59:60', '23:59:61', '1:00:00', '12:00', '12:00:00.', '12:00:00,5', '12:00:00.0000000001', '12:00:00Z', '12:00:00+01:00', 'T12:00:00', '12:00:00 PM', '-01:00:00'])('refuses %j', (text) => {
    expect(codeOf(() => castText(text, 'time'))).toBe('cast-failed');
  });

  it('take no longer than their text', () => {
    expect(parseTime(`00:00:00.${'0'.repeat(1_000_000)}1`)).toBeUndefined();
    expect(parseTimestamp(`2026-01-01T00:00:00.${'0'.repeat(1_000_000)}1Z`)).toBeUndefined();
  });
});

describe('timestamps', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0n],
    ['1970-01-01t00:00:00z', 0n],
    ['1970-01-01 00:00:00', 0n],
    ['1970-01-01T00:00:00-00:00', 0n],
    ['1970-01-01T01:00:00+01:00', 0n],
    ['1969-12-31T23:30:00-00:30', 0n],
    ['1970-01-01T00:00:00.000000001Z', 1n],
    ['1969-12-31T23:59:59.999999999Z', -1n],
    ['2000-01-01T00:00:00+23:59', (946_684_800n - 86_340n) * second],
    ['0000-01-01T00:00:00Z', -62_167_219_200n * second],
    ['0000-01-01T00:00:00+00:01', -62_167_219_260n * second],
    ['9999-12-31T23:59:59.999999999Z', 253_402_300_800n * second - 1n],
    ['9999-12-31T23:59:59-23:59', (253_402_300_799n + 86_340n) * second],
  ])('%s', (text, nanoseconds) => {
    expect(parseTimestamp(text)?.nanoseconds).toBe(nanoseconds);
  });

  it.each(['', '1970-01-01', '2016-12-31T23:59:60Z', '1970-01-01T24:00:00Z', '1970-01-01T00:00Z', '1970-01-01T00:00:00+1:00', '1970-01-01T00:00:00+0100', '1970-01-01T00:00:00+24:00', '1970-01-01T00:00:00+01:60', '1970-01-01T00:00:00 Z', '1970-01-01  00:00:00', '1970-01-01_00:00:00Z', '1970-01-01T00:00:00.0000000001Z', '2023-02-29T00:00:00Z', '1970-01-01T00:00:00UTC', '1970-01-01T00:00:00Z\n', '1970-01-01T00:00:00−01:00', '0'])('refuses %j', (text) => {
    expect(codeOf(() => castText(text, 'timestamp'))).toBe('cast-failed');
  });

  it('are those of the calendar, to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0000-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }), fc.integer({ min: -1439, max: 1439 }), (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((each) => String(each).padStart(2, '0'));
        expect(parseTimestamp(`${local}${minutes < 0 ? '-' : '+'}${hours}:${rest}`)?.nanoseconds).toBe(BigInt(date.getTime()) * 1_000_000n);
      }),
      { numRuns: 1000, seed: 20260116 },
    );
  });
});
