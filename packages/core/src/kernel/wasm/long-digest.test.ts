/** Long records' digests against the reference's, on a runtime with Node's OpenSSL. */
import { describe, expect, it } from 'vitest';
import { recordDigest } from '../reference/digest.ts';
import { hasNativeDigest, longDigest } from './long-digest.ts';

describe('digests of single records', () => {
  const bytes = Uint8Array.from({ length: 6000 }, (_, index) => (index * 31) >>> 2);
  const key = bytes.slice(100, 132);

  it('are the platform’s', () => expect(hasNativeDigest()).toBe(true));

  it.each([undefined, key])('are those of the reference, key %#', (each) => {
    const memory = new ArrayBuffer(100);
    const [digest, expected] = [longDigest(each), recordDigest(each)];
    for (const byteLength of [0, 1, 55, 56, 63, 64, 65, 119, 120, 500, 6000]) {
      const record = bytes.subarray(7, 7 + byteLength);
      digest(record, memory, 33);
      expect([...new Uint8Array(memory)]).toEqual([...new Uint8Array(33), ...expected(record), ...new Uint8Array(35)]);
    }
  });
});
