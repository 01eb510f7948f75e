/** All formats of one stream, and which one a file name stands for. */
import { arrow } from './arrow/index.ts';
import { type Compression, splitCompression } from './compression.ts';
import { csv, tsv } from './csv/index.ts';
import type { Format } from './format.ts';
import { lazyFormat } from './lazy-format.ts';
import { parquet } from './parquet/index.ts';
import { text } from './text.ts';
import { withoutShard } from './tfrecord/names.ts';

const json = lazyFormat({ name: 'json', extensions: ['.json'], untypedText: false, holdsImages: false, has: [] }, async () => (await import('./json/json.ts')).json);
const jsonl = lazyFormat({ name: 'jsonl', extensions: ['.jsonl', '.ndjson'], untypedText: false, holdsImages: false, has: ['cut'] }, async () => (await import('./json/jsonl.ts')).jsonl);
const arff = lazyFormat({ name: 'arff', extensions: ['.arff'], untypedText: false, holdsImages: false, has: ['schema', 'cut', 'readDataPoints'] }, async () => (await import('./arff/index.ts')).arff);
const tar = lazyFormat({ name: 'tar', extensions: ['.tar'], untypedText: false, holdsImages: true, has: [] }, async () => (await import('./tar/index.ts')).tar);
const tfrecord = lazyFormat({ name: 'tfrecord', extensions: ['.tfrecord', '.tfrecords', '.tfrec'], untypedText: false, holdsImages: true, companion: 'features.json', has: ['schema', 'readDataPoints'] }, async () => (await import('./tfrecord/index.ts')).tfrecord);
const cifar10 = lazyFormat({ name: 'cifar10', extensions: [], untypedText: false, holdsImages: false, has: ['schema'] }, async () => (await import('./cifar/index.ts')).cifar10);
const cifar100 = lazyFormat({ name: 'cifar100', extensions: [], untypedText: false, holdsImages: false, has: ['schema'] }, async () => (await import('./cifar/index.ts')).cifar100);

/** Every format, by name. */
export const formats: readonly Format[] = [csv, tsv, json, jsonl, text, parquet, arrow, arff, tar, tfrecord, cifar10, cifar100];

/** The format and compression that a file name stands for; undefined when its ending is not known. */
export function formatOfName(name: string): { readonly format: Format; readonly compression: Compression | null } | undefined {
  const { name: plain, compression } = splitCompression(withoutShard(name));
  const format = formats.find(({ extensions }) => extensions.some((extension) => plain.toLowerCase().endsWith(extension)));
  return format === undefined ? undefined : { format, compression };
}
