import { expect, it } from 'vitest';
import { readCardFeatures } from './card-features.ts';
import { featureCasts } from './features.ts';
import { parseYamlMap, type Yaml, type YamlMap } from './front-matter.ts';

const features = readCardFeatures(parseYamlMap(`
features:
- {name: id, dtype: int64}
- {name: text, dtype: string}
- {name: score, dtype: float64}
- {name: small, dtype: float32}
- {name: half, dtype: float16}
- {name: flag, dtype: bool}
- {name: day, dtype: date32}
- {name: at, dtype: 'timestamp[us, tz=UTC]'}
- {name: clock, dtype: 'time64[us]'}
- {name: price, dtype: 'decimal128(10, 2)'}
- {name: lasting, dtype: 'duration[s]'}
- {name: raw, dtype: binary}
- {name: tags, sequence: string}
- {name: grid, dtype: {array2_d: {shape: [2, 2], dtype: uint8}}}
- {name: open, dtype: {array2_d: {shape: [null, 2], dtype: uint8}}}
- {name: label, dtype: {class_label: {names: {'0': neg, '1': pos}}}}
- {name: picture, dtype: image}
- name: answers
  struct:
  - {name: at, dtype: date32}
  - {name: words, list: string}
- name: pictures
  list:
  - {name: picture, dtype: image}
`, 'README.md')['features']!)!;

it('makes casts of the columns of JSON', () => {
  expect(featureCasts(features, 'json')).toEqual({
    casts: {
      id: { to: 'integer' }, score: { to: 'float64' }, small: { to: 'float32' }, flag: { to: 'bool' }, day: { to: 'date' }, at: { to: 'timestamp' }, clock: { to: 'time' }, price: { to: 'decimal' },
      tags: { to: 'type', type: { type: 'list', element: { type: 'text' } } },
      grid: { to: 'tensor', dtype: 'uint8', shape: [2, 2] }, open: { to: 'tensor', dtype: 'uint8', shape: null },
      label: { to: 'index', names: ['neg', 'pos'] },
      answers: { to: 'type', type: { type: 'struct', fields: [{ name: 'at', type: { type: 'date' } }, { name: 'words', type: { type: 'list', element: { type: 'text' } } }] } },
    },
    others: ['half', 'lasting', 'raw', 'picture', 'pictures'],
  });
});

it('makes casts of the columns of a table', () => {
  const { casts, others } = featureCasts(features, 'table');
  expect(Object.keys(casts)).toEqual(['id', 'score', 'small', 'flag', 'day', 'at', 'clock', 'price']);
  expect(others).toEqual(['half', 'lasting', 'raw', 'tags', 'grid', 'open', 'label', 'picture', 'answers', 'pictures']);
});

it.each([
  ['text', 'names'],
  [[{ dtype: 'int64' }], 'a column without a name'],
  [[{ name: 'a', dtype: 1 }], 'a dtype that is a number'],
  [[{ name: 'a', class_label: { names: { '0': 'x', '2': 'y' } } }], 'labels with a gap'],
  [[{ name: 'a', list: 3 }], 'a list of a number'],
  [[{ name: 'a', struct: 'int64' }], 'a struct of text'],
] satisfies readonly (readonly [Yaml, string])[])('features that nobody writes so are none: %j (%s)', (yaml, _) => {
  expect(readCardFeatures(yaml)).toBeUndefined();
});

it('refuses features that are nested without end', () => {
  let feature: YamlMap = { dtype: 'int64' };
  for (let depth = 0; depth < 1000; depth++) feature = { list: feature };
  expect(readCardFeatures([{ name: 'a', ...feature }])).toBeUndefined();
});
