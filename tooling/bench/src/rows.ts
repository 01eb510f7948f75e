/** Tables of random rows, about 100 bytes each in every format; the same seed gives the same bytes. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Random } from './random.ts';

/** Formats that tables are written in; also the ending of the file's name. */
export type RowFormat = 'csv' | 'tsv' | 'jsonl' | 'txt';

/** All of them. */
export const rowFormats: readonly RowFormat[] = ['csv', 'tsv', 'jsonl', 'txt'];

const seed = 20_240_229;
const chunkLength = 1 << 20;
const words = ['amber', 'basin', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'haven', 'inlet', 'jetty', 'knoll', 'lagoon', 'meadow', 'notch', 'orchard', 'prairie'];
const columnNames = ['id', 'name', 'city', 'amount', 'ratio', 'active', 'day', 'note'];

interface Row {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly amount: string;
  readonly ratio: string;
  readonly active: boolean;
  readonly day: string;
  readonly note: string;
}

/** The lines of a file of `rowCount` rows, each with its line end. */
export function* rowLines(format: RowFormat, rowCount: number): Generator<string> {
  const random = new Random(seed);
  if (format === 'csv') yield `${columnNames.join(',')}\n`;
  if (format === 'tsv') yield `${columnNames.join('\t')}\n`;
  for (let id = 0; id < rowCount; id++) yield `${writers[format](makeRow(id, random))}\n`;
}

const writers: Readonly<Record<RowFormat, (row: Row) => string>> = {
  // One name in eight has a comma and stands in quotes.
  csv: ({ name, ...row }) => join(row.id % 8 === 0 ? `"${name.replace(' ', ', ')}"` : name, row, ','),
  tsv: ({ name, ...row }) => join(name, row, '\t'),
  jsonl: ({ id, name, amount, active, note }) => `{"id":${id},"name":"${name}","amount":${amount},"active":${active},"note":"${note.slice(0, 29)}"}`,
  txt: ({ name, city, day, note, ratio, amount }) => `${day} ${name} of ${city}: ${note}, ${amount} and ${ratio}, ${name}`,
};

function join(name: string, { id, city, amount, ratio, active, day, note }: Omit<Row, 'name'>, delimiter: string): string {
  return [id, name, city, amount, ratio, active, day, note].join(delimiter);
}

function makeRow(id: number, random: Random): Row {
  const word = (): string => words[random.below(words.length)]!;
  return {
    id,
    name: `${word()} ${word()}`,
    city: `${word()}${random.below(1000)}`,
    amount: `${random.below(100_000)}.${10 + random.below(90)}`,
    ratio: `0.${1 + random.below(999_999_999)}`,
    active: random.below(2) === 1,
    day: `20${10 + random.below(15)}-0${1 + random.below(9)}-${10 + random.below(19)}`,
    note: `${word()} ${word()} ${word()} ${random.uint32().toString(36)} ${word()}`,
  };
}

/** Writes a table; its byte length. @throws the signal's reason */
export async function writeRows(file: string, format: RowFormat, rowCount: number, signal: AbortSignal): Promise<number> {
  const handle = await open(file, 'w');
  try {
    let chunk = '';
    for (const line of rowLines(format, rowCount)) {
      chunk += line;
      if (chunk.length < chunkLength) continue;
      signal.throwIfAborted();
      await handle.write(chunk);
      chunk = '';
    }
    await handle.write(chunk);
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** Compresses a file into another. @throws the signal's reason */
export async function compressFile(from: string, to: string, signal: AbortSignal): Promise<void> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(to), { signal });
}
