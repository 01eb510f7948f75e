import { expect, it } from 'vitest';
import { checkReaderOptions } from './reader-options.ts';
import type { ResolvedDataset } from './resolve/data-files.ts';

function check(format: ResolvedDataset['format'], readerOptions: ResolvedDataset['readerOptions']): void {
  checkReaderOptions({ config: 'default', configs: ['default'], format, readerOptions, splits: [], warnings: [] }, 'owner/name');
}

it.each<[ResolvedDataset['format'], ResolvedDataset['readerOptions']]>([
  ['csv', { sep: ',', header: 0, encoding: 'utf-8' }],
  ['tsv', { delimiter: '\t' }],
  ['imagefolder', { drop_labels: true }],
  ['json', { field: null }],
])('%s: options that change nothing pass', (format, options) => {
  expect(() => check(format, options)).not.toThrow();
});

it.each<[ResolvedDataset['format'], ResolvedDataset['readerOptions'], string]>([
  ['csv', { sep: ';' }, 'sep'],
  ['csv', { header: null }, 'header'],
  ['csv', { names: ['a'] }, 'names'],
  ['tsv', { skiprows: 1 }, 'skiprows'],
  ['json', { field: 'data' }, 'field'],
  ['text', { sample_by: 'paragraph' }, 'sample_by'],
  ['parquet', { columns: ['a'] }, 'columns'],
  ['arrow', { toString: 1 }, 'toString'],
])('%s: %o is refused by name', (format, options, option) => {
  expect(() => check(format, options)).toThrow(expect.objectContaining({ code: 'unsupported-format', message: expect.stringContaining(`"${option}"`) as string, context: { option, config: 'default' } }) as Error);
});
