import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { digestOf } from './digest.ts';

const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index * 31);
const file = { path: 'a', byteLength: bytes.length, oid: '' };
const expected = {
  sha256: createHash('sha256').update(bytes).digest('hex'),
  oid: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
};

afterEach(() => vi.unstubAllGlobals());

describe.each(['Node', 'a browser'])('digests in %s', (where) => {
  it('are those of the Hub, piece by piece', () => {
    if (where === 'a browser') vi.stubGlobal('process', undefined);
    for (const [given, digest] of [[file, expected.oid], [{ ...file, sha256: expected.sha256 }, expected.sha256]] as const) {
      const running = digestOf(given);
      for (let start = 0; start < bytes.length; start += 77) running.update(bytes.subarray(start, start + 77));
      expect(running.hex()).toBe(digest);
    }
  });
});
