/** Pictures: what is in them for every relation, for any names, and the same bytes each time. */
import { compareFingerprints } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { document, numbersOf, textsOf } from '../../test/dom.ts';
import { numbers, operand } from '../../test/fingerprints.ts';
import { compareMany, describePair, describeTimeline, drawChanges, drawDendrogram, drawEuler, drawIntervals, drawMatrix, drawTimeline, type Operand, type PairView, svgFile, svgMarkup } from '../index.ts';

const sketches = [{ scheme: 'bottom-k/1', k: 64 }] as const;
const sample = (name: string, from: number, to: number): Operand => numbers(name, from, to, { sketches });
const pairOf = (a: Operand, b: Operand): PairView => describePair({ a, b }, compareFingerprints(a.fingerprint, b.fingerprint));
const withoutSketch = (name: string, from: number, to: number): Operand => numbers(name, from, to, { sketches: [] });

const cases: Readonly<Record<string, readonly [Operand, Operand]>> = {
  overlapping: [sample('a', 0, 900), sample('b', 400, 1500)],
  subset: [sample('a', 0, 300), sample('b', 0, 1500)],
  superset: [sample('a', 0, 1500), sample('b', 0, 300)],
  disjoint: [sample('a', 0, 400), sample('b', 1000, 1500)],
  'equal by the sample': [sample('a', 0, 3000), sample('b', 1, 3001)],
  identical: [sample('a', 0, 700), sample('b', 0, 700)],
  'overlapping exactly': [sample('a', 0, 40), sample('b', 20, 60)],
  'empty A': [sample('a', 0, 0), sample('b', 0, 90)],
  'both empty': [sample('a', 0, 0), sample('b', 0, 0)],
  'undetermined, of very different size': [sample('a', 0, 2), sample('b', 100, 9000)],
  'identical without sketch': [withoutSketch('a', 0, 9), withoutSketch('b', 0, 9)],
  'different without sketch': [withoutSketch('a', 0, 9), withoutSketch('b', 0, 8)],
};

function expectSound(picture: SVGSVGElement): void {
  const text = svgFile(picture);
  expect(text).not.toMatch(/NaN|Infinity|undefined|null|<script|<style|\son[a-z]+=|href=/);
  expect(picture.getAttribute('role')).toBe('img');
  expect([...picture.children].slice(0, 2).map(({ tagName, textContent }) => [tagName.toLowerCase(), textContent !== ''])).toEqual([['title', true], ['desc', true]]);
}

describe('two datasets', () => {
  it.each(Object.keys(cases))('draws what is known: %s', (name) => {
    const pair = pairOf(...cases[name]!);
    expectSound(drawEuler(pair, { document }));
    const intervals = drawIntervals(pair, { document });
    expect(intervals === null).toBe(pair.estimates === null);
    if (intervals !== null) expectSound(intervals);
    const shown = { headline: pair.headline, shares: pair.shares, certainty: pair.certainty, detection: pair.detection, texts: textsOf(drawEuler(pair, { document }), 'text'), limits: pair.limits.length };
    expect(shown).toMatchSnapshot();
  });

  it('draws A and B at their sizes, bounds dashed around the smaller', () => {
    const picture = drawEuler(pairOf(...cases['overlapping']!), { document });
    expect(picture.querySelectorAll('.datasig-set-a, .datasig-set-b')).toHaveLength(2);
    expect(picture.querySelectorAll('.datasig-bound')).toHaveLength(2);
    const [[a], [b]] = [numbersOf(picture, '.datasig-set-a', 'r'), numbersOf(picture, '.datasig-set-b', 'r')];
    expect(a!).toBeLessThan(b!);
    expect(drawEuler(pairOf(...cases['overlapping exactly']!), { document }).querySelectorAll('.datasig-bound')).toHaveLength(0);
  });

  it('has the same bytes each time, and takes no colour but by name', () => {
    const draw = (): string => svgMarkup(drawEuler(pairOf(...cases['overlapping']!), { document })) + svgMarkup(drawIntervals(pairOf(...cases['overlapping']!), { document })!);
    expect(draw()).toBe(draw());
    expect(draw()).not.toMatch(/(?:fill|stroke)="#/);
    expect(svgFile(drawEuler(pairOf(...cases['overlapping']!), { document }))).not.toContain('var(');
  });

  it('is drawn for the width that is asked for', () => {
    for (const width of [240, 320, 900]) {
      const pair = pairOf(...cases['overlapping']!);
      for (const picture of [drawEuler(pair, { document, width }), drawIntervals(pair, { document, width })!]) {
        expect(picture.getAttribute('viewBox')).toMatch(new RegExp(`^0 0 ${width} `));
        expectSound(picture);
      }
    }
  });
});

describe('on a phone', () => {
  const large = [sample('a long name of a table', 0, 60_000), sample('another long name', 20_000, 110_000)] as const;

  it.each([250, 313, 360])('no text of two datasets leaves a picture of %i pixels or meets another', (width) => {
    const pair = pairOf(...large);
    const picture = drawEuler(pair, { document, width });
    const boxes = [...picture.querySelectorAll('text')].map((text) => {
      const [x, y, size] = ['x', 'y', 'font-size'].map((name) => Number(text.getAttribute(name))) as [number, number, number];
      // Letters take about half of their size: as wide as common fonts are.
      const length = text.textContent!.length * size * 0.54;
      const from = x - { start: 0, middle: length / 2, end: length }[text.getAttribute('text-anchor')!]!;
      return { from, to: from + length, y, text: text.textContent };
    });
    expect(boxes.filter(({ from, to }) => from < 0 || to > width)).toEqual([]);
    expect(boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => Math.abs(one.y - other.y) < 14 && one.from < other.to && other.from < one.to))).toEqual([]);
    const height = Number(picture.getAttribute('height'));
    expect(boxes.filter(({ y }) => y > height - 4)).toEqual([]);
  });

  it('gives a number its own line where there is no room beside its name', () => {
    const heightOf = (width: number): number => Number(drawIntervals(pairOf(...large), { document, width })!.getAttribute('height'));
    expect(heightOf(300)).toBeGreaterThan(heightOf(440));
  });
});

it('the ends of an interval are seen, however near they are; what is exact has none', () => {
  const endsOf = (name: string): number => drawIntervals(pairOf(...cases[name]!), { document })!.querySelectorAll('.datasig-vector path').length;
  expect([endsOf('disjoint'), endsOf('overlapping exactly')]).toEqual([6, 0]);
});

describe('several datasets', () => {
  const several = [sample('train', 0, 900), sample('test', 2000, 2300), sample('train copy', 0, 900), sample('all', 0, 2300), operand('keyed', [{ id: 1 }], { key: new Uint8Array(32).fill(7), sketches })];

  it('puts similar ones together, in map and tree', () => {
    const many = compareMany(several);
    expect(many.order.slice(0, 3)).toEqual([0, 2, 3]);
    expect(many.pairs).toHaveLength(10);
    expect(many.pairs.filter(({ reason }) => reason !== undefined).map(({ a, b }) => [a, b])).toEqual([[0, 4], [1, 4], [2, 4], [3, 4]]);
    const [matrix, tree] = [drawMatrix(many, { document }), drawDendrogram(many, { document })!];
    for (const picture of [matrix, tree]) expectSound(picture);
    expect(matrix.querySelectorAll('.datasig-cell rect')).toHaveLength(25);
    expect(textsOf(matrix, '.datasig-text text')).toContain('identical');
    // Two branches and what joins them, at each of four places.
    expect(tree.querySelectorAll('.datasig-link path')).toHaveLength(12);
  });

  it('draws 64, and refuses more', () => {
    const most = Array.from({ length: 64 }, (_, index) => sample(`d${index}`, index, index + 12));
    const many = compareMany(most);
    expectSound(drawMatrix(many, { document, width: 900 }));
    expectSound(drawDendrogram(many, { document })!);
    expect(() => compareMany([...most, several[0]!])).toThrow('at most 64');
  });

  it('draws versions, also where nothing changed or two cannot be compared', () => {
    for (const versions of [several, [several[0]!, several[2]!], [several[0]!, several[3]!], [sample('a', 0, 0), sample('b', 0, 10), sample('c', 0, 0)]]) {
      const timeline = describeTimeline(versions);
      expect(timeline.steps).toHaveLength(versions.length - 1);
      for (const picture of [drawTimeline(timeline, { document }), drawChanges(timeline, { document })]) expectSound(picture);
    }
  });

  it('tells what came and went', () => {
    const [step] = describeTimeline([numbers('v1', 0, 100), numbers('v2', 20, 120)]).steps;
    expect(step).toMatchObject({ similarity: { estimate: 80 / 120, exact: true }, added: { estimate: expect.closeTo(0.2, 12) as number, exact: true }, removed: { estimate: expect.closeTo(0.2, 12) as number } });
  });
});

describe('hostile names', () => {
  it('stay text, in every picture', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', ']]>', '&#0;', '\u202egnp.exe', '\ud800', '\u0000\u001b[2J', 'x'.repeat(5000)));
    fc.assert(
      fc.property(name, name, (nameA, nameB) => {
        const [a, b] = [numbers(nameA, 0, 30), numbers(nameB, 10, 50)];
        const many = compareMany([a, b, numbers('c', 0, 5)]);
        const timeline = describeTimeline([a, b]);
        const pair = pairOf(a, b);
        const pictures = [drawEuler(pair, { document }), drawIntervals(pair, { document })!, drawMatrix(many, { document }), drawDendrogram(many, { document })!, drawTimeline(timeline, { document }), drawChanges(timeline, { document })];
        for (const markup of pictures.map(svgMarkup)) {
          expect(markup.replace(/<\/?(?:svg|title|desc|g|circle|text|path|rect|line|tspan)(?: [\w-]+="[^"<>]*")*>/g, '')).not.toMatch(/[<>]/);
          expect(markup).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
      { numRuns: 60, seed: 20261125 },
    );
  });
});
