/** Lines of texts: nothing is lost, and none is too wide that need not be. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutMiddle, textWidth, wrapText } from './fit-text.ts';

it('breaks at spaces, and not before a percent sign', () => {
  expect(wrapText('dashed: the overlap at its least and most, 95 % confidence', 13, 300)).toEqual(['dashed: the overlap at its least and', 'most, 95 % confidence']);
  expect(wrapText('most 95 % sure', 10, textWidth('most 95', 10))).toEqual(['most', '95 %', 'sure']);
  expect(wrapText('all on one', 10, 1000)).toEqual(['all on one']);
});

it('keeps a range together', () => {
  expect(wrapText('in both: about 10,458 (9,800 – 11,150)', 15, 300)).toEqual(['in both: about 10,458', '(9,800 – 11,150)']);
});

it('cuts a name in its middle, so that versions stay apart', () => {
  expect(['customers-2023', 'customers-2024', 'short'].map((name) => cutMiddle(name, 11))).toEqual(['custo…-2023', 'custo…-2024', 'short']);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (name, most) => {
      const cut = cutMiddle(name, most);
      expect(cut.length).toBeLessThanOrEqual(Math.max(2, most));
      expect(cut.isWellFormed()).toBe(true);
    }),
    { seed: 20261125 },
  );
});

it('loses nothing, and breaks only where it must', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^(?:[a-z0-9%]{1,12}|–)$/), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 400 }), (words, width) => {
      const text = words.join(' ');
      const lines = wrapText(text, 13, width);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) if (textWidth(line, 13) > width) expect(line).not.toMatch(/ (?![%–])(?<!– )/);
    }),
    { seed: 20261125 },
  );
});
