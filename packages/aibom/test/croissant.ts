/** Croissant documents in the form in which the Hub serves them. */
import type { Json } from '@datasig/core/spec';

const terms = ['citeAs', 'column', 'extract', 'field', 'fileProperty', 'fileObject', 'fileSet', 'format', 'includes', 'isLiveDataset', 'jsonPath', 'key', 'md5', 'parentField', 'path', 'recordSet', 'references', 'regex', 'repeated', 'replace', 'separator', 'source', 'subField', 'transform'];

/** The context of version 1.0, which the Hub uses. */
const context: Json = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  ...Object.fromEntries(terms.map((term) => [term, `cr:${term}`])),
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  sc: 'https://schema.org/',
};

/** A document around resources, and record sets of one field each that comes from one of them. */
export function croissant(distribution: readonly { readonly [name: string]: Json }[], sources: readonly { readonly [name: string]: Json }[] = [], members: { readonly [name: string]: Json } = {}): { readonly [name: string]: Json } {
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: 'numbers',
    description: 'Numbers.',
    license: 'https://creativecommons.org/licenses/by/4.0/',
    url: 'https://example.org/numbers',
    ...members,
    distribution,
    recordSet: sources.map((source, index) => ({
      '@type': 'cr:RecordSet', '@id': `set-${index}`, name: `set-${index}`,
      field: [{ '@type': 'cr:Field', '@id': `set-${index}/id`, name: 'id', dataType: 'sc:Integer', source: { ...source, extract: { column: 'id' } } }],
    })),
  };
}

/** A file beside the document. */
export function fileObject(id: string, sha256: string, contentUrl: string = id): { readonly [name: string]: Json } {
  return { '@type': 'cr:FileObject', '@id': id, name: id, contentUrl, encodingFormat: 'text/csv', sha256 };
}

/** What stands in the place of a digest in documents of the Hub. */
export const issueAddress = 'https://github.com/mlcommons/croissant/issues/80';

/** The Parquet copy that the Hub keeps of a dataset. */
export const hubDocument: { readonly [name: string]: Json } = croissant(
  [
    { '@type': 'cr:FileObject', '@id': 'repo', name: 'repo', contentUrl: 'https://huggingface.co/datasets/owner/numbers/tree/refs%2Fconvert%2Fparquet', encodingFormat: 'git+https', sha256: issueAddress },
    { '@type': 'cr:FileSet', '@id': 'parquet-files-for-config-default', containedIn: { '@id': 'repo' }, encodingFormat: 'application/x-parquet', includes: 'default/*/*.parquet' },
  ],
  [{ fileSet: { '@id': 'parquet-files-for-config-default' } }],
);
