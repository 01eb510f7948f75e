import { expect, it } from 'vitest';
import { frontMatterLimit, isTruthy, parseYamlMap, splitFrontMatter } from './front-matter.ts';

it.each([
  ['---\na: 1\n---\n# Text', 'a: 1'],
  ['---\na: 1\n---', 'a: 1'],
  ['---\na: 1\n---  \nText', 'a: 1'],
  ['---\na: 1\n--- x\n---\n', 'a: 1\n--- x'],
  ['\n \n---\na: 1\n---\n', 'a: 1'],
  ['\ufeff---\na: 1\n---\n', 'a: 1'],
  ['---\r\na: 1\r\nb: 2\r\n---\r\n', 'a: 1\r\nb: 2'],
  ['---\n\n---\n', ''],
  ['---\n---\n', undefined],
  ['# Text\n---\na: 1\n---\n', undefined],
  ['---\na: 1\n', undefined],
  ['--- \na: 1\n---\n', undefined],
  ['', undefined],
])('of %j is %j', (readme, expected) => {
  expect(splitFrontMatter(readme)).toBe(expected);
});

it('reads words as PyYAML does', () => {
  const text = 'yes: no\nword: y\noff: Off\nleading: 010\nhex: 0x1F\nunder: 1_000\nexponent: 1e5\nreal: 1.5e+3\nnothing: ~\nquoted: "no"\nday: 2024-01-01\ndelimiter: "\\t"\n';
  expect(parseYamlMap(text, 'README.md')).toEqual({
    true: false, word: 'y', false: false, leading: 8, hex: 31, under: 1000, exponent: '1e5', real: 1500, nothing: null, quoted: 'no', day: new Date('2024-01-01'), delimiter: '\t',
  });
});

it('takes the later of two members, and undoes aliases and merges', () => {
  expect(parseYamlMap('a: 1\na: 2\nb: &b {x: 1, y: 2}\nc: *b\nd: {<<: *b, y: 3}', 'README.md')).toEqual({ a: 2, b: { x: 1, y: 2 }, c: { x: 1, y: 2 }, d: { x: 1, y: 3 } });
});

it('a member named __proto__ is a member', () => {
  const map = parseYamlMap('__proto__: {polluted: true}\nconstructor: 1', 'README.md');
  expect(Object.keys(map)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`)].join('\n');

it.each([
  ['text', 'just text', 'expected a mapping'],
  ['a list', '- a', 'expected a mapping'],
  ['no YAML', 'configs: [\n', 'line 2 of its YAML'],
  ['a tab', 'a:\n\t- b', 'line 2 of its YAML'],
  ['an alias to nothing', 'a: *b', 'its YAML'],
  ['aliases of aliases', bomb, 'its YAML cannot be read'],
  ['an alias of itself', 'a: &a [*a]', 'an alias of what it is part of'],
  ['an alias of its parent', 'a: &a {b: {c: *a}}', 'an alias of what it is part of'],
  ['deep lists', `a: ${'['.repeat(100_000)}`, 'its YAML'],
  ['deep items', '- '.repeat(100_000), 'its YAML'],
  ['deep mappings', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'its YAML'],
  ['too much', 'a: x\n'.repeat(frontMatterLimit / 5 + 1), `at most ${frontMatterLimit}`],
  ['several documents', 'a: 1\n---\nb: 2\n', 'line 2 of its YAML: multiple docs'],
])('refuses %s', (_, text, message) => {
  expect(() => parseYamlMap(text, 'README.md')).toThrow(expect.objectContaining({ code: 'invalid-repository', message: expect.stringContaining(message) as string }) as Error);
});

it('nothing is an empty mapping', () => {
  expect(parseYamlMap('', 'README.md')).toEqual({});
  expect(parseYamlMap('# a comment', 'README.md')).toEqual({});
});

it('knows what Python takes for true', () => {
  expect([null, undefined, false, 0, '', [], {}].map(isTruthy)).toEqual(Array(7).fill(false));
  expect([true, 1, 'false', [0], { a: 0 }, new Date(0)].map(isTruthy)).toEqual(Array(6).fill(true));
});
