import { InvalidDataError } from '@datasig/core';
import { expect, it } from 'vitest';
import { checkInflation, freeByteLength, inflationRatio } from './inflation.ts';

function isAllowed(stored: number, inflated: number, most?: number): boolean {
  try {
    checkInflation({ stored, inflated }, 'the pages', 'read fewer', most);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidDataError);
    expect((error as InvalidDataError).code).toBe('record-too-large');
    return false;
  }
}

it('allows 256 MiB from anything, and more from as many stored bytes as data have', () => {
  const enough = freeByteLength / inflationRatio;
  expect([isAllowed(0, freeByteLength), isAllowed(0, freeByteLength + 1)]).toEqual([true, false]);
  expect([isAllowed(enough, freeByteLength), isAllowed(enough, freeByteLength + 1)]).toEqual([true, false]);
  expect([isAllowed(10 * enough, 10 * freeByteLength), isAllowed(10 * enough, 10 * freeByteLength + 1)]).toEqual([true, false]);
});

it('allows no more than what is held in any case', () => {
  expect([isAllowed(1e9, 1000, 1000), isAllowed(1e9, 1001, 1000)]).toEqual([true, false]);
});

it('says what takes how much, and what to do', () => {
  expect(() => checkInflation({ stored: 5, inflated: 300_000_000 }, 'the pages', 'read fewer')).toThrow('the pages take 300000000 bytes decompressed from 5; 268435456 are allowed: read fewer');
});
