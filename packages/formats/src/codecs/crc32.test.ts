/** The checksum of Parquet's pages, by the runtime and portably. */
import { crc32 as expected } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32, portableCrc32 } from './crc32.ts';

it('is that of "123456789", the check value of CRC-32', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect([crc32(bytes), portableCrc32(bytes)]).toEqual([0xcbf4_3926, 0xcbf4_3926]);
});

it('is the same in portable code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect([crc32(bytes), portableCrc32(bytes)]).toEqual([expected(bytes), expected(bytes)]);
    }),
    { seed: 20261125 },
  );
});
