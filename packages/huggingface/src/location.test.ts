import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseHubLocation } from './location.ts';

it.each([
  ['hf:owner/name', { name: 'owner/name' }],
  ['hf:owner/name/', { name: 'owner/name' }],
  ['hf:name', { name: 'name' }],
  ['hf:name@main', { name: 'name', revision: 'main' }],
  ['hf:name@main/data/*.csv', { name: 'name', revision: 'main', pattern: 'data/*.csv' }],
  ['hf:owner/name@v1.0', { name: 'owner/name', revision: 'v1.0' }],
  ['hf:owner/name@v1.0/', { name: 'owner/name', revision: 'v1.0' }],
  ['hf:owner/name/data/*.parquet', { name: 'owner/name', pattern: 'data/*.parquet' }],
  ['hf:owner/name/data/', { name: 'owner/name', pattern: 'data' }],
  ['hf:owner/name@main/data/**/*.parquet', { name: 'owner/name', revision: 'main', pattern: 'data/**/*.parquet' }],
  ['hf:owner/name@feature%2Fx/a.csv', { name: 'owner/name', revision: 'feature/x', pattern: 'a.csv' }],
  ['hf:owner/name@a%20b/c%20d.csv', { name: 'owner/name', revision: 'a b', pattern: 'c%20d.csv' }],
  ['hf:owner/name@refs/convert/parquet', { name: 'owner/name', revision: 'refs/convert/parquet' }],
  ['hf:owner/name@refs/convert/parquet/default/train/*.parquet', { name: 'owner/name', revision: 'refs/convert/parquet', pattern: 'default/train/*.parquet' }],
  ['hf:owner/name@refs%2Fconvert%2Fparquet/default', { name: 'owner/name', revision: 'refs/convert/parquet', pattern: 'default' }],
  ['hf:owner/name@refs/pr/12/a.csv', { name: 'owner/name', revision: 'refs/pr/12', pattern: 'a.csv' }],
  ['hf:owner/name@refs/heads/x', { name: 'owner/name', revision: 'refs', pattern: 'heads/x' }],
  ['hf:owner/name/a@b.csv', { name: 'owner/name', pattern: 'a@b.csv' }],
  ['hf:owner/name@main/a@b.csv', { name: 'owner/name', revision: 'main', pattern: 'a@b.csv' }],
  ['hf:owner/name/a#b?.csv', { name: 'owner/name', pattern: 'a#b?.csv' }],
  ['hf:datasets/owner/name', { name: 'owner/name' }],
  ['hf://datasets/owner/name', { name: 'owner/name' }],
  ['hf://datasets/name', { name: 'name' }],
  ['hf://datasets/owner/name@rev/data/x.csv', { name: 'owner/name', revision: 'rev', pattern: 'data/x.csv' }],
  ['https://huggingface.co/datasets/owner/name', { name: 'owner/name' }],
  ['https://huggingface.co/datasets/name', { name: 'name' }],
  ['https://huggingface.co/datasets/owner/name/', { name: 'owner/name' }],
  ['https://huggingface.co/datasets/owner/name/tree/main', { name: 'owner/name', revision: 'main' }],
  ['https://huggingface.co/datasets/name/tree/main/data', { name: 'name', revision: 'main', pattern: 'data' }],
  ['https://hf.co/datasets/owner/name/blob/main/a%20b.csv', { name: 'owner/name', revision: 'main', pattern: 'a b.csv' }],
  ['https://huggingface.co/datasets/owner/name/resolve/main/x.csv?download=true#L1', { name: 'owner/name', revision: 'main', pattern: 'x.csv' }],
  ['https://huggingface.co/datasets/owner/name/tree/feature%2Fx/data', { name: 'owner/name', revision: 'feature/x', pattern: 'data' }],
  ['https://huggingface.co/datasets/owner/name/tree/refs%2Fconvert%2Fparquet/default/train', { name: 'owner/name', revision: 'refs/convert/parquet', pattern: 'default/train' }],
  ['https://huggingface.co/datasets/owner/name/tree/refs/pr/3/x', { name: 'owner/name', revision: 'refs/pr/3', pattern: 'x' }],
  ['https://huggingface.co/datasets/owner/name/blob/main/a%5B1%5D%2A.csv', { name: 'owner/name', revision: 'main', pattern: 'a[[]1][*].csv' }],
])('%s', (location, expected) => {
  expect(parseHubLocation([location])).toEqual(expected);
});

it('understands addresses of another endpoint, below its path', () => {
  expect(parseHubLocation(['http://localhost:8080/hub/datasets/o/n/blob/main/x.csv'], 'http://localhost:8080/hub/')).toEqual({ name: 'o/n', revision: 'main', pattern: 'x.csv' });
  expect(parseHubLocation(['https://huggingface.co/datasets/o/n'], 'http://localhost:8080')).toEqual({ name: 'o/n' });
  expect(() => parseHubLocation(['http://localhost:8081/datasets/o/n'], 'http://localhost:8080')).toThrow('is no page of http://localhost:8080');
});

it.each([
  ['hf:', '"" is no name of a dataset'],
  ['hf://', 'expected a dataset'],
  ['hf:a--b/c', 'is no name of a dataset'],
  ['hf:-a/c', 'is no name of a dataset'],
  ['hf:a/c.git', 'is no name of a dataset'],
  ['hf:a/b c', 'is no name of a dataset'],
  ['hf:a/é', 'is no name of a dataset'],
  ['hf:/a', 'is no name of a dataset'],
  ['hf:a//b', 'is no name of a dataset'],
  ['hf:a/b@', 'expected a revision after @'],
  ['hf:a/b@/x', 'expected a revision after @'],
  ['hf:a/b@%zz', 'expected % to be followed by two hex digits'],
  ['hf:a/b/c//d', 'expected a path inside the repository'],
  ['hf:a/b/../c', 'expected a path inside the repository'],
  ['hf:a/b/./c', 'expected a path inside the repository'],
  ['hf://models/a/b', 'expected a dataset'],
  ['hf://a/b', 'expected a dataset'],
  ['hf:models/a/b', 'this is no dataset'],
  ['hf:spaces/a/b', 'this is no dataset'],
  ['s3://a/b', 'expected hf:owner/name'],
  ['', 'no location: expected hf:owner/name'],
  ['https://huggingface.co/owner/model', 'is no page of a dataset'],
  ['https://huggingface.co/spaces/owner/name', 'is no page of a dataset'],
  ['https://huggingface.co/datasets', 'is no name of a dataset'],
  ['https://huggingface.co/datasets/o/n/discussions/1', 'is no page of files; expected hf:o/n'],
  ['https://huggingface.co/datasets/o/n/viewer/default/train', 'expected hf:o/n --config default --split train'],
  ['https://huggingface.co/datasets/n/viewer', 'is a page of the viewer; expected hf:n'],
  ['https://huggingface.co/datasets/o/n/blob/main/%zz', 'expected % to be followed by two hex digits'],
  ['https://example.com/datasets/o/n', 'is no page of https://huggingface.co'],
  ['https://', 'is no web address'],
])('refuses %j', (location, message) => {
  expect(() => parseHubLocation([location])).toThrow(expect.objectContaining({ code: 'invalid-location', message: expect.stringContaining(message) as string }) as Error);
});

it('refuses several locations, and none', () => {
  expect(() => parseHubLocation(['hf:a/b', 'hf:c/d'])).toThrow('expected one dataset of the Hub');
  expect(() => parseHubLocation([])).toThrow('no location');
});

it('either reads a location or refuses it, whatever it is', () => {
  const odd = fc.oneof(fc.string({ unit: 'grapheme' }), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.stringMatching(/^[a-z@/%.:*[\]-]{0,40}$/));
  fc.assert(
    fc.property(fc.constantFrom('hf:', 'hf://datasets/', 'https://huggingface.co/datasets/o/n/blob/', ''), odd, (prefix, text) => {
      try {
        const { name, pattern } = parseHubLocation([prefix + text]);
        expect(name).toMatch(/^[\w.-]+(?:\/[\w.-]+)?$/);
        expect(pattern ?? 'x').not.toMatch(/^\/|\/$|\/\/|^\.{1,2}$/);
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid-location' });
      }
    }),
    { seed: 7, numRuns: 2000 },
  );
});
