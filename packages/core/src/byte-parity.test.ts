/** Counts of a byte as odd or even, on the kernel and without it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasOddCount, hasOddCountInWords } from './byte-parity.ts';
import { hasOddCountOnKernel } from './kernel/wasm/parity.ts';

it.each([
  ['in words', hasOddCountInWords],
  ['on the kernel', hasOddCountOnKernel],
])('tells whether bytes are odd in number %s, wherever they begin and end', (_, isOdd) => {
  fc.assert(
    fc.property(fc.constantFrom(0x22, 0x00, 0x7f, 0x80, 0xff), fc.nat(7), fc.array(fc.nat(5), { maxLength: 90 }), (byte, offset, choices) => {
      // Bytes that differ in one bit are the ones to be taken for it.
      const content = choices.map((choice) => [byte, byte, byte ^ 0x80, byte ^ 1, 255 - byte, 0x61][choice]!);
      const bytes = new Uint8Array(offset + content.length + 3).fill(byte).subarray(offset, offset + content.length);
      bytes.set(content);
      expect(isOdd(bytes, byte)).toBe(content.filter((each) => each === byte).length % 2 === 1);
    }),
    { seed: 12, numRuns: 2000 },
  );
});

it('counts what is longer than the slice of the kernel', () => {
  const bytes = new Uint8Array(5 << 20);
  for (const index of [0, (2 << 20) - 1, 2 << 20, bytes.length - 1]) {
    expect(hasOddCount(bytes, 1)).toBe(bytes.reduce((sum, each) => sum + each) % 2 === 1);
    bytes[index] = 1;
  }
});
