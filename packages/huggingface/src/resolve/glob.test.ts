import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileGlob, escapeGlob, isGlob } from './glob.ts';

const matches = (pattern: string, path: string): boolean => compileGlob(pattern)!.matches(path, path.split('/'));

it.each([
  ['*.csv', 'a.csv', true], ['*.csv', 'd/a.csv', false], ['*', '.a', true], ['?', 'é', true], ['?', '😀', true], ['??', '😀', false],
  ['**', 'a/b/c', true], ['a/**', 'a/b/c', true], ['a/**', 'a', false], ['**/a', 'a', true], ['**/a', 'x/y/a', true], ['**/a/**', 'a/b', true],
  ['**/a/**', 'a', false], ['a/**/b', 'a/b', true], ['a/**/b', 'a/x/y/b', true], ['a/**/b', 'a/x/y/c', false], ['**/**', 'a', true], ['*/**', 'a', false],
  ['**/x/**/y*', 'x/x/z/y1', true], ['a*b*c', 'a1b2b3c', true], ['a*b*c', 'a1b2b3', false], ['[a-c]', 'b', true], ['[!a-c]', 'b', false], ['[!a-c]', 'd', true],
  ['[]]', ']', true], ['[!]]', ']', false], ['[a', '[a', true], ['[', '[', true], ['[]', '[]', true], ['[!]', '[!]', true], ['[z-a]', 'm', false], ['[!z-a]', 'm', true],
  ['[a-]', '-', true], ['[-a]', '-', true], ['[a-c-e]', '-', true], ['[a-c-e]', 'd', false], ['[--0]', '.', true], ['[^a]', '^', true], ['[^a]', 'b', false], ['[\\]', '\\', true],
  ['[😀-😂]', '😁', true], ['a.b', 'axb', false], ['a+(b)', 'a+(b)', true], ['{a,b}', 'a', false], ['{a,b}', '{a,b}', true], ['', '', true],
] as const)('%j and %j: %s', (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

it.each(['**.csv', 'a**', 'a/**b/c', '***'])('%s is no pattern', (pattern) => {
  expect(compileGlob(pattern)).toBeUndefined();
});

it('an escaped path matches itself alone', () => {
  const segment = fc.stringMatching(/^[a-c*?[\]!.-]{1,6}$/);
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  fc.assert(
    fc.property(path, path, (one, other) => {
      expect(matches(escapeGlob(one), other)).toBe(one === other);
      expect(matches(escapeGlob(one), one)).toBe(true);
    }),
    { seed: 7 },
  );
});

it('matches as the regular expression does that says the same', () => {
  const part = fc.constantFrom('a', 'b', '*', '?', '[ab]', '[!a]', 'a*', '*b', 'a*b', '**');
  const pattern = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
  const path = fc.array(fc.stringMatching(/^[abc]{1,3}$/), { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'));
  fc.assert(
    fc.property(pattern, path, (glob, text) => {
      expect(matches(glob, text)).toBe(expressionOf(glob).test(text));
    }),
    { seed: 7, numRuns: 3000 },
  );
});

it('takes no time that grows faster than pattern times path', () => {
  expect(matches(`${'*a'.repeat(2000)}*b`, 'a'.repeat(5000))).toBe(false);
  expect(matches(`${'**/a/'.repeat(500)}b`, `${'a/'.repeat(2000)}c`)).toBe(false);
});

it('knows globs', () => {
  expect(['a.csv', 'a*', 'a?', 'a[', 'a]'].map(isGlob)).toEqual([false, true, true, true, false]);
});

/** As fsspec translates a pattern. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('/');
  const translated = parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    if (part === '**') return isLast ? '.*' : '(?:.+/)?';
    const segment = part === '*' ? '[^/]+' : part.replaceAll('[!', '[^').replaceAll('*', '[^/]*').replaceAll('?', '[^/]');
    return isLast ? segment : `${segment}/`;
  });
  return new RegExp(`^${translated.join('')}$`, 's');
}
