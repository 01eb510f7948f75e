import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startPortable, startSha256 } from './sha256.ts';

test('text and bytes in pieces give one digest, by Node and without it', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 200 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const whole = Buffer.concat(pieces.map((each) => Buffer.from(each as string)));
      const expected = createHash('sha256').update(whole).digest('hex');
      for (const hash of [startSha256(), startPortable()]) {
        for (const each of pieces) hash.update(each);
        expect(hash.finish()).toBe(expected);
      }
    }),
    { seed: 7 },
  );
});
