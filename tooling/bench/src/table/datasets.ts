/** The datasets that formats are measured with: the same table in each, and images. */
import { join } from 'node:path';
import { formatOfName, parseIdxName } from '@datasig/formats';
import { writeArrow } from './arrow.ts';
import { writeArchive, writeIdxPair } from './images.ts';
import { type LineFormat, writeLines } from './lines.ts';
import { writeParquet } from './parquet.ts';

/** A dataset in one format. */
export interface Dataset {
  readonly name: string;
  /** Names of its files. */
  readonly files: readonly string[];
  /** Share of the rows that the table has, so that long records take no longer than others. */
  readonly share: number;
  /** Writes `rowCount` records into files of a folder. @throws the signal's reason */
  readonly write: (folder: string, rowCount: number, signal: AbortSignal) => Promise<void> | void;
}

/** As many images as MNIST has where the table has a million rows. */
const imageShare = 0.06;
const images = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'] as const;

const all: readonly Dataset[] = [
  lines('csv', 'table.csv'),
  lines('tsv', 'table.tsv'),
  lines('jsonl', 'table.jsonl'),
  lines('json', 'table.json'),
  lines('text', 'table.txt'),
  lines('arff', 'table.arff'),
  table('parquet, snappy', 'snappy.parquet', (file, rowCount, signal) => writeParquet(file, 'SNAPPY', rowCount, signal)),
  table('parquet, zstd', 'zstd.parquet', (file, rowCount, signal) => writeParquet(file, 'ZSTD', rowCount, signal)),
  table('arrow file', 'table.arrow', (file, rowCount, signal) => writeArrow(file, 'file', rowCount, signal)),
  table('arrow stream, zstd', 'zstd.arrows', (file, rowCount, signal) => writeArrow(file, 'stream, zstd', rowCount, signal)),
  { name: 'tar', files: ['images.tar'], share: imageShare, write: (folder, count, signal) => writeArchive(join(folder, 'images.tar'), count, signal) },
  { name: 'idx', files: images, share: imageShare, write: (folder, count, signal) => writeIdxPair(join(folder, images[0]), join(folder, images[1]), count, signal) },
];

/** Those whose files can be read. */
export const datasets: readonly Dataset[] = all.filter(({ files: [file] }) => parseIdxName(file!) !== undefined || formatOfName(file!) !== undefined);

function table(name: string, file: string, write: (file: string, rowCount: number, signal: AbortSignal) => Promise<unknown> | void): Dataset {
  return { name, files: [file], share: 1, write: async (folder, rowCount, signal) => void (await write(join(folder, file), rowCount, signal)) };
}

function lines(format: LineFormat, file: string): Dataset {
  return table(format, file, (path, rowCount, signal) => writeLines(path, format, rowCount, signal));
}
