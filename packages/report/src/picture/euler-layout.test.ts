/** Circles: areas in proportion, inside the frame, never without a number. */
import { circleOverlap } from '@upsetjs/venn.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Circle, layOutEuler } from './euler-layout.ts';

const frame = { x: 8, y: 62, width: 424, height: 230 };
const size = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10 }), fc.double({ min: 1, max: 1e12, noNaN: true }));
const bounds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }).map((shares) => shares.toSorted((a, b) => a - b) as [number, number, number]);
const share = bounds.map(([lower, estimate, upper]) => ({ lower, estimate, upper }));
const runs = { numRuns: 500, seed: 20261125 };

const distance = (a: Circle, b: Circle): number => Math.hypot(a.x - b.x, a.y - b.y);

describe('layOutEuler', () => {
  it('gives numbers inside the frame for all sizes and shares', () => {
    fc.assert(
      fc.property(size, size, share, (sizeA, sizeB, ofSmaller) => {
        const { a, b, outlines } = layOutEuler({ sizeA, sizeB, share: ofSmaller }, frame);
        expect([a !== null, b !== null]).toEqual([sizeA > 0, sizeB > 0]);
        for (const { x, y, radius } of [a, b, ...outlines].filter((circle) => circle !== null)) {
          expect(radius).toBeGreaterThan(0);
          expect(x - radius).toBeGreaterThanOrEqual(frame.x - 1e-6);
          expect(x + radius).toBeLessThanOrEqual(frame.x + frame.width + 1e-6);
          expect(y - radius).toBeGreaterThanOrEqual(frame.y - 1e-6);
          expect(y + radius).toBeLessThanOrEqual(frame.y + frame.height + 1e-6);
        }
      }),
      runs,
    );
  });

  it('has areas in proportion to the sizes, unless one is said to be enlarged', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), share, (sizeA, sizeB, ofSmaller) => {
        const { a, b, enlarged } = layOutEuler({ sizeA, sizeB, share: ofSmaller }, frame);
        const areas = (a!.radius / b!.radius) ** 2;
        if (enlarged === null) expect(areas / (sizeA / sizeB)).toBeCloseTo(1, 6);
        else expect(enlarged).toBe(sizeA < sizeB ? 'a' : 'b');
      }),
      runs,
    );
  });

  it('has an overlap with the share of the smaller set', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }), fc.double({ min: 1e-5, max: 1 - 1e-5, noNaN: true }), (sizeA, sizeB, estimate) => {
        const { a, b } = layOutEuler({ sizeA, sizeB, share: { estimate, lower: estimate, upper: estimate } }, frame);
        const smaller = Math.min(a!.radius, b!.radius);
        expect(circleOverlap(a!.radius, b!.radius, distance(a!, b!)) / (Math.PI * smaller ** 2)).toBeCloseTo(estimate, 4);
      }),
      runs,
    );
  });

  it('shows an outline for each bound that would make a difference', () => {
    const outlinesOf = (lower: number, upper: number): number => layOutEuler({ sizeA: 100, sizeB: 80, share: { estimate: 0.5, lower, upper } }, frame).outlines.length;
    expect([outlinesOf(0.5, 0.5), outlinesOf(0.3, 0.5), outlinesOf(0.3, 0.7)]).toEqual([0, 1, 2]);
  });

  it('puts equal sets on each other, a part inside, and strangers apart', () => {
    const at = (sizeA: number, sizeB: number, estimate: number): readonly [Circle, Circle] => {
      const { a, b } = layOutEuler({ sizeA, sizeB, share: { estimate, lower: estimate, upper: estimate } }, frame);
      return [a!, b!];
    };
    expect(distance(...at(50, 50, 1))).toBe(0);
    const [part, whole] = at(10, 90, 1);
    expect(distance(part, whole) + part.radius).toBeLessThan(whole.radius);
    const [one, other] = at(10, 90, 0);
    expect(distance(one, other)).toBeGreaterThan(one.radius + other.radius);
  });

  it('keeps one of a million visible and says so', () => {
    const { a, b, enlarged } = layOutEuler({ sizeA: 1, sizeB: 1_000_000, share: { estimate: 0, lower: 0, upper: 1 } }, frame);
    expect(a!.radius).toBeGreaterThan(4);
    expect(b!.radius).toBeGreaterThan(90);
    expect(enlarged).toBe('a');
  });
});
