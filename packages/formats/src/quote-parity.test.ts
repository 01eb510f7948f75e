import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasOddQuotes } from './quote-parity.ts';

it('tells whether quotes are odd in number, wherever the bytes begin and end', () => {
  const byte = fc.oneof(fc.constant(0x22), fc.constantFrom(0xa2, 0x23, 0x21, 0x00, 0x80, 0xff), fc.nat(255));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }).chain(({ length }) => fc.tuple(fc.array(byte, { minLength: length, maxLength: length }), fc.nat(7), fc.nat(length), fc.nat(length))), ([content, offset, a, b]) => {
      const bytes = new Uint8Array(offset + content.length + 3).fill(0x22).subarray(offset, offset + content.length);
      bytes.set(content);
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      expect(hasOddQuotes(bytes, start, end)).toBe(content.slice(start, end).filter((each) => each === 0x22).length % 2 === 1);
    }),
    { seed: 12, numRuns: 2000 },
  );
});
