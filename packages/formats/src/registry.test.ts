import { expect, it } from 'vitest';
import { arff } from './arff/index.ts';
import type { Format } from './format.ts';
import { formatOfName, formats } from './index.ts';
import { json } from './json/json.ts';
import { jsonl } from './json/jsonl.ts';
import { tar } from './tar/index.ts';
import { tfrecord } from './tfrecord/index.ts';

it.each<[string, string, string | null]>([
  ['a.arff', 'arff', null],
  ['A.ARFF.GZ', 'arff', 'gzip'],
  ['a.tar', 'tar', null],
  ['a.tar.gz', 'tar', 'gzip'],
  ['a.tgz', 'tar', 'gzip'],
  ['a.TZST', 'tar', 'zstd'],
  ['a.tar.zst', 'tar', 'zstd'],
  ['a.txt.gzip', 'text', 'gzip'],
  ['a.tfrecord', 'tfrecord', null],
  ['a.tfrecord.gz', 'tfrecord', 'gzip'],
  ['a-train.tfrecord-00000-of-00010', 'tfrecord', null],
])('%s', (name, format, compression) => {
  expect(formatOfName(name)).toMatchObject({ format: { name: format }, compression });
});

it.each(['a', 'tgz', 'a.gz', 'a.zip', 'a.tar.bz2', 'a.csv-00000-of-00010'])('no format: %s', (name) => {
  expect(formatOfName(name)).toBeUndefined();
});

it.each([json, jsonl, arff, tar, tfrecord])('$name is known before it is loaded as what it is', (format) => {
  const known = formats.find(({ name }) => name === format.name)!;
  // Functions differ; that they are there does not.
  const facts = (of: Format): unknown => Object.entries(of).map(([name, value]) => [name, typeof value === 'function' ? 'function' : (value as unknown)]).sort();
  expect(facts(known)).toEqual(facts(format));
});
