/** The connector under the suite that every connector passes, once for each way in which files are read. */
import { readFileSync } from 'node:fs';
import { connectorConformance } from '@datasig/core/testing';
import type { Source } from '@datasig/core/spec';
import { beforeEach, describe, test } from 'vitest';
import { gzip, idxPair, useFolder, zstd } from '../test/dataset.ts';
import connector from './index.ts';

const rows = Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, note: index % 7 === 0 ? `two\n"lines" of ${index}` : `note ${index}` }));
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = `id,note\n${rows.map((row) => `${row.id},${quote(row.note)}\n`).join('')}`;
const tsv = `id\tnote\n${rows.map((row) => `${row.id}\t${quote(row.note)}\n`).join('')}`;
const jsonl = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const text = rows.map((row) => `${row.id} ${row.note.length}\r\n`).join('');
const { images, labels } = idxPair(50);
const outsideFile = (name: string): Uint8Array => readFileSync(new URL(`../../../vectors/formats/${name}`, import.meta.url));
const folder = (name: string, ...files: readonly string[]): Record<string, Uint8Array> => Object.fromEntries(files.map((file) => [`d/${file}`, outsideFile(`folders/${name}/${file}`)]));
const pair = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels };

const cases: readonly { readonly name: string; readonly contents: Readonly<Record<string, string | Uint8Array>>; readonly locations: readonly string[]; readonly recordCount: number; readonly shardByteLength?: number }[] = [
  { name: 'CSV', contents: { 'a.csv': csv }, locations: ['a.csv'], recordCount: 100, shardByteLength: 300 },
  { name: 'TSV', contents: { 'a.tsv': tsv }, locations: ['a.tsv'], recordCount: 100, shardByteLength: 300 },
  { name: 'JSON Lines', contents: { 'a.jsonl': jsonl }, locations: ['a.jsonl'], recordCount: 100, shardByteLength: 300 },
  { name: 'text', contents: { 'a.txt': text }, locations: ['a.txt'], recordCount: 100, shardByteLength: 100 },
  { name: 'JSON', contents: { 'a.json': JSON.stringify(rows) }, locations: ['a.json'], recordCount: 100 },
  { name: 'CSV with gzip', contents: { 'a.csv.gz': gzip(csv) }, locations: ['a.csv.gz'], recordCount: 100 },
  { name: 'JSON Lines with zstd', contents: { 'a.jsonl.zst': zstd(jsonl) }, locations: ['a.jsonl.zst'], recordCount: 100 },
  { name: 'a folder, plain and compressed', contents: { 'd/a.csv': csv, 'd/e/b.csv.gz': gzip(csv) }, locations: ['d'], recordCount: 200, shardByteLength: 1000 },
  { name: 'IDX', contents: pair, locations: ['train-images-idx3-ubyte'], recordCount: 50, shardByteLength: 70 },
  { name: 'Parquet', contents: { 'a.parquet': outsideFile('integers/pyarrow-row-groups.parquet') }, locations: ['a.parquet'], recordCount: 13, shardByteLength: 1 },
  { name: 'Arrow', contents: { 'a.arrow': outsideFile('integers/pyarrow-zstd-batches.arrow') }, locations: ['a.arrow'], recordCount: 13, shardByteLength: 1 },
  { name: 'images', contents: { 'd/a/1.png': outsideFile('images/png-grey-8.png'), 'd/b/1.png': outsideFile('images/png-rgb-8.png'), 'd/b/2.png': outsideFile('images/png-rgba-8.png') }, locations: ['d'], recordCount: 3, shardByteLength: 1 },
  { name: 'audio', contents: { 'd/a/1.wav': 'one', 'd/b/1.mp3': 'two', 'd/b/2.flac': 'three' }, locations: ['d'], recordCount: 3, shardByteLength: 1 },
  { name: 'images and rows of JSON Lines', contents: folder('image-jsonl', 'metadata.jsonl', 'pictures/a.png', 'pictures/deep/b.png', 'c d.png'), locations: ['d'], recordCount: 4, shardByteLength: 100 },
  { name: 'images and rows of Parquet', contents: folder('image-parquet', 'one/1.png', 'one/2.png', 'one/metadata.parquet', 'two/1.png', 'two/metadata.parquet'), locations: ['d'], recordCount: 3, shardByteLength: 1 },
  { name: 'a zip archive', contents: { 'a.zip': outsideFile('zip/folders.zip') }, locations: ['a.zip'], recordCount: 400, shardByteLength: 100 },
  { name: 'a zip archive of images and rows', contents: { 'a.zip': outsideFile('folders/image-jsonl.zip') }, locations: ['a.zip'], recordCount: 4 },
  { name: 'tar', contents: { 'a.tar': outsideFile('tar/ustar.tar') }, locations: ['a.tar'], recordCount: 2 },
  { name: 'ARFF', contents: { 'a.arff': outsideFile('arff/liac.arff') }, locations: ['a.arff'], recordCount: 7, shardByteLength: 50 },
  { name: 'an Arrow file with gzip', contents: { 'a.arrow.gz': gzip(outsideFile('integers/pyarrow-none.arrow')) }, locations: ['a.arrow.gz'], recordCount: 13 },
  { name: 'several IDX pairs', contents: { ...pair, 't10k-images.idx3-ubyte.gz': gzip(images), 't10k-labels.idx1-ubyte.gz': gzip(labels) }, locations: ['.'], recordCount: 100, shardByteLength: 100 },
];

describe.each(cases)('$name', ({ contents, locations, ...expected }) => {
  const place = useFolder();
  beforeEach(() => place.write(contents));
  const open = (): Promise<Source> => connector.open({ locations, workingDirectory: place.path, options: {} });
  test.each(connectorConformance({ open, ...expected }))('$name', ({ run }) => run());
});
