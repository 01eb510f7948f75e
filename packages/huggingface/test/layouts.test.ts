/**
 * Layouts of repositories, resolved as Hugging Face datasets resolves them: `vectors/hub-layouts/results.json` holds
 * what it answered, `layouts.json` what was asked, and why where this package answers otherwise on purpose.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveDataFiles, type ResolvedDataset } from '../src/resolve/data-files.ts';
import { codeOf } from './code-of.ts';

type SplitPaths = readonly (readonly [split: string, paths: readonly string[]])[];

interface Case {
  readonly config?: string;
  readonly pattern?: string;
  readonly folder?: string;
  /** The error of both. */
  readonly code?: string;
  /** What differs on purpose; members that are left out are as Hugging Face datasets has them. */
  readonly differs?: Partial<Success> & { readonly code?: string; readonly because: string };
}

interface Layout {
  readonly name: string;
  readonly about: string;
  readonly files: readonly string[];
  readonly readme?: string;
  readonly settings?: string;
  readonly archives?: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly Case[];
}

interface Success {
  readonly configs: readonly string[];
  readonly config: string;
  readonly module: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly splits: SplitPaths;
  readonly features?: unknown;
  readonly counts?: readonly (readonly [string, number])[];
  readonly columns?: readonly string[];
  readonly labels?: readonly string[];
}

type Answer = Success | { readonly error: string; readonly message: string };

const folder = new URL('../../../vectors/hub-layouts/', import.meta.url);
const layouts = JSON.parse(readFileSync(new URL('layouts.json', folder), 'utf8')) as readonly Layout[];
const results = JSON.parse(readFileSync(new URL('results.json', folder), 'utf8')) as { readonly layouts: readonly { readonly name: string; readonly cases: readonly Answer[] }[] };
const answers = new Map(results.layouts.map(({ name, cases }) => [name, cases]));

describe.each(layouts)('$name: $about', (layout) => {
  it.each(layout.cases.map((each, index) => ({ each, index, shown: JSON.stringify(each) })))('$shown', ({ each, index }) => {
    const answer = answers.get(layout.name)![index]!;
    const code = each.code ?? each.differs?.code;
    if (code !== undefined) {
      expect('error' in answer).toBe(each.code !== undefined);
      expect(codeOf(() => resolve(layout, each))).toBe(code);
      return;
    }
    const expected = { ...('error' in answer ? undefined : answer), ...each.differs } as Success;
    expect(expected.splits, 'the table says what this package answers').toBeDefined();
    expectAnswer(resolve(layout, each), expected);
  });
});

it('every layout has an answer, and there are enough of them', () => {
  expect([...answers.keys()]).toEqual(layouts.map(({ name }) => name));
  expect(layouts.length).toBeGreaterThan(150);
});

function resolve({ name, files, readme, settings, archives = {} }: Layout, { config, pattern, folder: inFolder }: Case): ResolvedDataset {
  const request = { name: `layouts/${name}`, paths: [...new Set([...files, 'README.md'])], readme, settings, config, pattern: pattern ?? inFolder };
  const resolved = resolveDataFiles(request);
  return resolved.format === 'zip' ? resolveDataFiles({ ...request, archivedPaths: resolved.splits.flatMap(({ paths }) => paths.flatMap((path) => archives[path]!)) }) : resolved;
}

function expectAnswer(resolved: ResolvedDataset, expected: Success): void {
  const { configs, config, module, options, splits, features, counts = [], columns, labels } = expected;
  expect(resolved.configs).toEqual(configs);
  expect(resolved.config).toBe(config);
  expect(resolved.format).toBe(module === 'csv' && options['sep'] === '\t' ? 'tsv' : module);
  expect(resolved.readerOptions).toMatchObject(ownOptions(options));
  const isFolder = module === 'imagefolder' || module === 'audiofolder';
  const isMetadata = (path: string): boolean => isFolder && /(?:^|\/)metadata\.(?:csv|jsonl|parquet)$/.test(path);
  expect(resolved.splits.map(({ name, paths }) => [name, paths])).toEqual(splits.map(([name, paths]) => [name, paths.filter((path) => !isMetadata(path))]));
  expect(resolved.splits.map(({ metadataPaths }) => metadataPaths)).toEqual(splits.map(([, paths]) => paths.filter(isMetadata)));
  expect(resolved.features).toEqual(features);
  const counted = resolved.splits.filter(({ recordCount }) => recordCount !== undefined).map(({ name, recordCount }) => [name, recordCount]);
  expect(counted).toEqual(counts.filter(([name]) => splits.some(([split]) => split === name)));
  expect(resolved.folder !== undefined).toBe(isFolder);
  if (columns === undefined) return;
  expect(resolved.folder).toMatchObject({ metadata: columns.includes('note') });
  expect(resolved.folder!.labelNames).toEqual(labels);
}

/** Those of the card: the library derives some of them from others. */
function ownOptions(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { sep, ...others } = options;
  return options['delimiter'] !== undefined || sep === undefined ? others : options;
}
