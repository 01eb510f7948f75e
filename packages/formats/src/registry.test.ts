import { expect, it } from 'vitest';
import { formatOfName } from './index.ts';

it.each<[string, string, string | null]>([
  ['a.arff', 'arff', null],
  ['A.ARFF.GZ', 'arff', 'gzip'],
  ['a.tar', 'tar', null],
  ['a.tar.gz', 'tar', 'gzip'],
  ['a.tgz', 'tar', 'gzip'],
  ['a.TZST', 'tar', 'zstd'],
  ['a.tar.zst', 'tar', 'zstd'],
  ['a.txt.gzip', 'text', 'gzip'],
])('%s', (name, format, compression) => {
  expect(formatOfName(name)).toMatchObject({ format: { name: format }, compression });
});

it.each(['a', 'tgz', 'a.gz', 'a.zip', 'a.tar.bz2'])('no format: %s', (name) => {
  expect(formatOfName(name)).toBeUndefined();
});
