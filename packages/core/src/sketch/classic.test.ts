/** Laws of the classic schemes, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sketchClassic, textRecords } from '../../test/classic.ts';
import { classicSchemes } from '../classic/scheme.ts';
import { type ClassicSketch, readSignature } from './classic.ts';
import { areComparable, assertValidSketch, isComplete, knownCount, mergeSketches } from './sketch.ts';

const seed = 20_261_125;
const records = fc.array(fc.integer({ min: 0, max: 30 }).map((index) => `record ${index}`), { maxLength: 40 });
const sizes = fc.constantFrom(1, 3, 10);

describe.each(classicSchemes)('%s', (scheme) => {
  it('merges to the sketch of all records', () => {
    fc.assert(
      fc.property(records, records, sizes, sizes, (a, b, sizeA, other) => {
        const sizeB = scheme === 'classic/datasketch-affine32' ? sizeA : other;
        const [x, y] = [sketchClassic({ scheme, k: sizeA }, a), sketchClassic({ scheme, k: sizeB }, b)];
        const both = sketchClassic({ scheme, k: Math.min(sizeA, sizeB) }, [...a, ...b]);
        expect(mergeSketches(x, y)).toEqual(both);
        expect(mergeSketches(y, x)).toEqual(both);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('does not depend on the order, is valid, and knows no more records than there are', () => {
    fc.assert(
      fc.property(records, sizes, (values, k) => {
        const sketch = sketchClassic({ scheme, k }, values);
        expect(sketchClassic({ scheme, k }, values.toReversed())).toEqual(sketch);
        assertValidSketch(sketch);
        expect(readSignature(scheme, sketch.signature, k)).toEqual(sketch);
        expect(knownCount(sketch)).toBeLessThanOrEqual(new Set(values).size);
        if (isComplete(sketch)) expect(knownCount(sketch)).toBe(new Set(values).size);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('takes fewer records than entries, and none', () => {
    expect(isComplete(sketchClassic({ scheme, k: 400 }, []))).toBe(true);
    expect(knownCount(sketchClassic({ scheme, k: 400 }, textRecords(0, 2)))).toBeGreaterThan(0);
  });

  it('refuses half an entry', () => {
    const { signature } = sketchClassic({ scheme, k: 3 }, textRecords(0, 9));
    expect(() => readSignature(scheme, signature.subarray(1))).toThrow(expect.objectContaining({ code: 'signature-malformed' }));
    expect(() => assertValidSketch({ scheme, k: 3, signature: signature.subarray(1) })).toThrow(expect.objectContaining({ code: 'fingerprint-malformed' }));
  });
});

it('affine32 of two sizes have nothing in common, others have', () => {
  const pair = (scheme: ClassicSketch['scheme']): boolean => areComparable(sketchClassic({ scheme, k: 3 }, ['a']), sketchClassic({ scheme, k: 4 }, ['a']));
  expect(pair('classic/datasketch-affine32')).toBe(false);
  expect(pair('classic/xor')).toBe(true);
});

it('digests out of order are refused', () => {
  const { signature } = sketchClassic({ scheme: 'classic/single-sha256', k: 2 }, textRecords(0, 9));
  const swapped = Uint8Array.of(...signature.subarray(32), ...signature.subarray(0, 32));
  expect(() => readSignature('classic/single-sha256', swapped)).toThrow(expect.objectContaining({ code: 'signature-malformed', message: expect.stringContaining('ascending') }));
});

it('copies of a record stay in single-sha256', () => {
  const sketch = sketchClassic({ scheme: 'classic/single-sha256', k: 5 }, ['a', 'b', 'a']);
  expect(sketch.signature).toHaveLength(96);
  expect(knownCount(sketch)).toBe(2);
});
