/** Places of a page, and its tables. */
import { expect, test } from 'vitest';
import { fillPage, markdownTable } from './page.ts';

test('blocks go into their places, again and again', () => {
  const page = 'before\n<!-- study:a -->\nold\n<!-- /study:a -->\nafter\n<!-- study:b --><!-- /study:b -->\n';
  const filled = fillPage(page, 'study', new Map([['a', 'new $1']]));
  expect(filled).toBe('before\n<!-- study:a -->\n\nnew $1\n\n<!-- /study:a -->\nafter\n<!-- study:b -->\n\nNot measured yet.\n\n<!-- /study:b -->\n');
  expect(fillPage(filled, 'study', new Map([['a', 'new $1']]))).toBe(filled);
  expect(() => fillPage(page, 'study', new Map([['c', '']]))).toThrow('no place for c');
});

test('a table has heads, and its texts are escaped', () => {
  expect(markdownTable({ heads: ['ns', 'one', 'two'], rows: [['a|b', '1', '']] })).toBe('| ns | one | two |\n|---|---:|---:|\n| a\\|b | 1 | |');
});
