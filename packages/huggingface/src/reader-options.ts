/** Options of the reader that a dataset's card sets: those that change nothing here, and those that cannot be met. */
import { SourceError } from '@datasig/core';
import type { ResolvedDataset } from './resolve/data-files.ts';
import type { Yaml } from './resolve/front-matter.ts';

/** What an option may say; a list of values, or any. */
type Met = readonly Yaml[] | 'any';

/** Options of files of every format. */
const always: Readonly<Record<string, Met>> = {
  // Which files, labels and columns there are: seen to elsewhere.
  drop_labels: 'any',
  drop_metadata: 'any',
  // How the library works, not what it reads.
  chunksize: 'any',
  batch_size: 'any',
  encoding: [null, 'utf-8', 'utf8', 'UTF-8', 'UTF8'],
  encoding_errors: [null, 'strict'],
  on_bad_files: [null, 'error'],
};

const byFormat: Readonly<Partial<Record<ResolvedDataset['format'], Readonly<Record<string, Met>>>>> = {
  csv: { sep: [null, ','], delimiter: [null, ','], header: ['infer', 0], quotechar: ['"'], doublequote: [true], escapechar: [null], low_memory: 'any', engine: 'any' },
  tsv: { sep: [null, '\t'], delimiter: [null, '\t'], header: ['infer', 0], quotechar: ['"'], doublequote: [true], escapechar: [null], low_memory: 'any', engine: 'any' },
  json: { field: [null], use_threads: 'any', block_size: 'any', newlines_in_values: 'any' },
  text: { keep_linebreaks: [false], sample_by: ['line'] },
  parquet: { columns: [null], filters: [null], fragment_scan_options: 'any' },
};

/** @throws SourceError `unsupported-format` for an option that would give other records */
export function checkReaderOptions({ format, readerOptions, config }: ResolvedDataset, dataset: string): void {
  const met = { ...always, ...byFormat[format] };
  for (const [name, value] of Object.entries(readerOptions)) {
    const allowed = Object.hasOwn(met, name) ? met[name]! : [];
    if (allowed === 'any' || allowed.includes(value)) continue;
    throw new SourceError(
      'unsupported-format',
      `${dataset}: its card has the files of config ${JSON.stringify(config)} read with the option ${JSON.stringify(name)}, by which they would give other records than Datasig reads; say the format (--format) to read them without it, or read the Hub's Parquet copy, if there is one: hf:${dataset}@refs/convert/parquet`,
      { context: { option: name, config } },
    );
  }
}
