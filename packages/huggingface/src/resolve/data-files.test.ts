import { DatasigError } from '@datasig/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolveDataFiles, type ResolveRequest } from './data-files.ts';

const readme = (yaml: string): string => `---\n${yaml}\n---\n# A dataset\n`;
const name = 'owner/name';

it('gives splits, records, options and features of a config', () => {
  const card = readme(`
configs:
- config_name: en
  sep: ;
  data_files:
  - {split: train, path: en/*.csv}
- config_name: de
  data_files: de/*.csv
dataset_info:
- config_name: en
  features:
  - {name: a, dtype: int64}
  splits:
  - {name: train, num_bytes: 9, num_examples: 3}`);
  expect(resolveDataFiles({ name, paths: ['de/x.csv', 'en/2.csv', 'en/1.csv', 'README.md'], readme: card, config: 'en' })).toEqual({
    config: 'en',
    configs: ['en', 'de'],
    format: 'csv',
    readerOptions: { sep: ';' },
    features: { a: { dtype: 'int64', _type: 'Value' } },
    splits: [{ name: 'train', paths: ['en/1.csv', 'en/2.csv'], metadataPaths: [], recordCount: 3 }],
    warnings: [],
  });
});

it('says what the card declares of its own files only of them', () => {
  const card = readme('dataset_info:\n  features:\n  - {name: a, dtype: int64}\n  splits:\n  - {name: train, num_examples: 3}');
  const { features, splits } = resolveDataFiles({ name, paths: ['a.csv', 'b.csv'], readme: card, pattern: 'a.csv' });
  expect(features).toBeUndefined();
  expect(splits).toEqual([{ name: 'train', paths: ['a.csv'], metadataPaths: [] }]);
});

it('asks for what is in archives where only that tells the format', () => {
  const request = { name, paths: ['a.zip', 'b.zip', 'notes.csv', 'c.rst'], readme: readme('license: mit') };
  const first = resolveDataFiles({ ...request, paths: ['a.zip', 'b.zip', 'c.rst'] });
  expect(first).toMatchObject({ format: 'zip', splits: [{ name: 'train', paths: ['a.zip', 'b.zip'] }] });
  expect(resolveDataFiles({ ...request, archivedPaths: ['x/1.png', 'y/2.png', 'x/3.JPG'] })).toMatchObject({ format: 'imagefolder', splits: [{ paths: ['a.zip', 'b.zip'] }], folder: { metadata: false, labelNames: ['x', 'y'] } });
  expect(resolveDataFiles({ ...request, archivedPaths: ['1.json', '2.csv', '3.csv'] })).toMatchObject({ format: 'csv', splits: [{ paths: ['a.zip', 'b.zip', 'notes.csv'] }] });
});

it('warns of files that come twice and of features that cannot be read', () => {
  const card = readme("configs:\n- config_name: x\n  data_files: ['*.csv', a.csv]\n  features: text");
  expect(resolveDataFiles({ name, paths: ['a.csv'], readme: card }).warnings).toEqual([
    'the features in the front matter of README.md cannot be read; columns are read as they are stored',
    'split "train" reads "a.csv" more than once, as Hugging Face datasets does, because several of its patterns match',
  ]);
});

it('leaves out what is a split by its name alone, and says so', () => {
  expect(resolveDataFiles({ name, paths: ['train/a.csv', 'test/b.rst'] })).toMatchObject({ splits: [{ name: 'train', paths: ['train/a.csv'] }], warnings: ['the repository: by its name, test is a split, but no file of it is of a known format; it is left out'] });
});

it("has a config for each of the Hub's Parquet copy", () => {
  const copy = { name, revision: 'refs/convert/parquet', paths: ['b/test/0000.parquet', 'b/train/0001.parquet', 'b/train/0000.parquet', 'a/partial-train/0000.parquet', 'a/x[1]/0000.parquet', '.gitattributes'] };
  expect(() => resolveDataFiles(copy)).toThrow('owner/name has several configs and no default one; name one with --config: "a", "b"');
  expect(resolveDataFiles({ ...copy, config: 'b' })).toMatchObject({ config: 'b', configs: ['a', 'b'], format: 'parquet', splits: [{ name: 'train', paths: ['b/train/0000.parquet', 'b/train/0001.parquet'] }, { name: 'test', paths: ['b/test/0000.parquet'] }], warnings: [] });
  expect(resolveDataFiles({ ...copy, config: 'a' })).toMatchObject({ splits: [{ name: 'train', paths: ['a/partial-train/0000.parquet'] }, { name: 'x[1]', paths: ['a/x[1]/0000.parquet'] }], warnings: ['the Hub\'s Parquet copy has only the beginning of "train"'] });
  expect(resolveDataFiles({ ...copy, paths: ['default/train/0000.parquet', 'other/train/0000.parquet'] })).toMatchObject({ config: 'default', splits: [{ paths: ['default/train/0000.parquet'] }] });
  // Elsewhere, and for files of other names, the usual rules hold.
  expect(resolveDataFiles({ ...copy, revision: 'main' })).toMatchObject({ configs: ['default'], splits: [{ name: 'train', paths: ['b/train/0000.parquet', 'b/train/0001.parquet', 'a/partial-train/0000.parquet'] }, { name: 'test' }] });
  expect(resolveDataFiles({ ...copy, paths: ['default/train.parquet', 'default/test/0000.parquet'] })).toMatchObject({ configs: ['default'], splits: [{ name: 'test' }] });
  expect(resolveDataFiles({ ...copy, paths: ['data/train-00000-of-00001.parquet'], pattern: 'data' })).toMatchObject({ splits: [{ name: 'train' }] });
});

it('reads named files of a repository whose card is broken, whose data a script makes, or which has two defaults', () => {
  const files = { name, paths: ['name.py', 'a.csv'], pattern: 'a.csv' };
  expect(resolveDataFiles({ ...files, readme: readme('configs: [') })).toMatchObject({ config: 'default', splits: [{ paths: ['a.csv'] }], warnings: [expect.stringContaining('the front matter is left out: README.md: line 1') as string] });
  expect(resolveDataFiles({ ...files, readme: readme('configs:\n- {config_name: default, data_files: b.csv}\n- {config_name: x, default: true}') })).toMatchObject({ config: 'default', splits: [{ paths: ['a.csv'] }] });
  expect(() => resolveDataFiles({ ...files, config: 'x', readme: readme('configs: [') })).toThrow('line 1 of its YAML');
});

const configs = 'configs:\n- {config_name: en, data_files: a.csv}\n- {config_name: de, data_files: b.csv}';
const many = `configs:\n${Array.from({ length: 30 }, (_, index) => `- {config_name: c${index}, data_files: a.csv}`).join('\n')}`;

it.each<readonly [Partial<ResolveRequest>, string, string]>([
  [{ paths: ['a.csv'], readme: readme(configs) }, 'unknown-config', 'owner/name has several configs and no default one; name one with --config: "en", "de"'],
  [{ paths: ['a.csv'], readme: readme(configs), config: 'fr' }, 'unknown-config', 'owner/name has no config "fr"; it has "en", "de"'],
  [{ paths: ['a.csv'], readme: readme(many), config: 'fr' }, 'unknown-config', '"c19" and 10 more'],
  [{ paths: ['a.csv'], config: 'fr' }, 'unknown-config', 'owner/name has no config "fr"; it has "default"'],
  [{ paths: ['a.csv'], readme: readme(configs), config: 'de' }, 'source-not-found', 'config "de": the repository has no file "b.csv" of a known format'],
  [{ paths: ['name.py', 'a.csv'] }, 'unsupported-format', 'made by a Python script, name.py, which is not run; read the Hub\'s Parquet copy, if there is one: hf:owner/name@refs/convert/parquet'],
  [{ paths: ['a.xml'] }, 'unsupported-format', 'its files are of the format xml, which is not read; read the Hub\'s Parquet copy, if there is one: hf:owner/name@refs/convert/parquet'],
  [{ paths: ['a.csv.bz2'] }, 'unsupported-format', 'a.csv.bz2: this compression is not read; .gz, .zst and .zip are'],
  [{ paths: ['train.csv', 'test.json'] }, 'mixed-formats', 'split "train" is csv, split "test" is json; name the files of one of them'],
  [{ paths: ['train.csv', 'test.tsv'] }, 'mixed-formats', 'split "train" is csv, split "test" is tsv'],
  [{ paths: ['data/a-b-00000-of-00001.csv'] }, 'invalid-repository', 'data/a-b-00000-of-00001.csv: "a-b" is no name of a split'],
  [{ paths: ['a.csv'], pattern: 'b/*.csv' }, 'source-not-found', 'b/*.csv: no file of the repository matches this pattern'],
  [{ paths: ['a.csv'], pattern: 'b.csv' }, 'source-not-found', 'b.csv: no file of the repository has this path'],
  [{ paths: ['x/.a.csv'], pattern: 'x' }, 'source-not-found', 'folder x: there are no data files; hidden ones have to be named in full'],
  [{ paths: ['a.csv'], pattern: '**.csv' }, 'invalid-location', '** is a whole part of a path'],
  [{ paths: ['a.csv'], readme: readme('configs: {a: 1}') }, 'invalid-repository', 'README.md: configs: expected a list; name the files, such as hf:owner/name/data/*.csv'],
  [{ paths: ['a.csv'], settings: 'a: [' }, 'invalid-repository', '.huggingface.yaml: line 1 of its YAML'],
  [{ paths: [] }, 'source-not-found', 'the repository: there are no data files'],
])('refuses %j: %s', (request, code, message) => {
  expect(() => resolveDataFiles({ name, paths: [], ...request })).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error);
});

it('gives files of the repository alone, whatever their order and the card, or an error of its own', () => {
  const segment = fc.constantFrom('train', 'test', 'data', 'x', '.h', '__p', 'dev-1', 'train-00000-of-00001');
  const path = fc.tuple(fc.array(segment, { maxLength: 3 }), segment, fc.constantFrom('.csv', '.json', '.parquet', '.png', '.zip', '', '.csv.gz', '.')).map(([folders, word, ending]) => [...folders, word + ending].join('/'));
  const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 12 });
  const pattern = fc.constantFrom('**', '*', 'data/**', '**/train*', 'x', 'data', '[!x]*', '**/*.csv', undefined);
  const files = fc.oneof(fc.constantFrom('**', 'data/*', 'train.csv', './x/*.json', '/x', ''), fc.array(fc.constantFrom('a', '**/*.csv', 'x/**'), { maxLength: 3 }), fc.record({ split: fc.constantFrom('a', 'b-c'), path: fc.constantFrom('*', '**') }).map((each) => [each]), fc.jsonValue());
  const config = fc.record({ config_name: fc.oneof(fc.constantFrom('a', 'default'), fc.jsonValue()), data_files: files, data_dir: fc.constantFrom('data', 'x/', '.', '') }, { requiredKeys: [] });
  const card = fc.option(fc.record({ configs: fc.oneof(fc.array(config, { maxLength: 3 }), fc.jsonValue()), dataset_info: fc.jsonValue() }, { requiredKeys: [] }).map((members) => readme(JSON.stringify(members))), { nil: undefined });
  fc.assert(
    fc.property(paths, pattern, card, (given, wanted, text) => {
      const request = { name, pattern: wanted, readme: text };
      const outcome = outcomeOf({ ...request, paths: given });
      expect(outcomeOf({ ...request, paths: [...given].reverse() })).toEqual(outcome);
      if (typeof outcome === 'string') return;
      expect(outcome.splits.length).toBeGreaterThan(0);
      for (const split of outcome.splits) {
        expect(split.paths.length + split.metadataPaths.length).toBeGreaterThan(0);
        expect(given).toEqual(expect.arrayContaining([...split.paths, ...split.metadataPaths]));
      }
    }),
    { seed: 7, numRuns: 3000 },
  );
});

function outcomeOf(request: ResolveRequest): ReturnType<typeof resolveDataFiles> | string {
  try {
    return resolveDataFiles(request);
  } catch (error) {
    if (DatasigError.is(error)) return error.code;
    throw error;
  }
}
