/** Rows as lines of text, about 100 bytes each where the format lets them. */
import { open } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { columnNames, makeRows, type Row } from './row.ts';

/** Formats that are lines of text. */
export type LineFormat = 'csv' | 'tsv' | 'jsonl' | 'json' | 'text' | 'arff';

/** How a format makes text of a table. */
interface LineWriter {
  readonly before?: string;
  readonly line: (row: Row) => string;
  /** Stands between two lines. */
  readonly separator?: string;
  readonly after?: string;
}

const chunkLength = 1 << 20;
const dayMs = 86_400_000;
const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const timeText = (at: number): string => new Date(at).toISOString();

const writers: Readonly<Record<LineFormat, LineWriter>> = {
  csv: { before: `${columnNames.join(',')}\n`, line: (row) => cells(row, row.name.includes(',') ? `"${row.name}"` : row.name, '').join(',') },
  tsv: { before: `${columnNames.join('\t')}\n`, line: (row) => cells(row, row.name, '').join('\t') },
  jsonl: { line: jsonText },
  json: { before: '[\n', line: jsonText, separator: ',', after: ']\n' },
  text: { line: ({ id, name, city, score, day, at, amount }) => `${dayText(day)} ${name} of ${city}: ${score} and ${amount ?? 'nothing'} for ${id}, seen at ${timeText(at)}` },
  arff: {
    before: ['@relation table', ...['id numeric', 'name string', 'city string', 'score numeric', 'ok {false,true}', 'day date yyyy-MM-dd', 'at string', 'amount numeric'].map((column) => `@attribute ${column}`), '@data', ''].join('\n'),
    line: (row) => cells(row, `'${row.name}'`, '?').join(','),
  },
};

function cells({ id, city, score, ok, day, at, amount }: Row, name: string, missing: string): readonly (string | number | boolean)[] {
  return [id, name, city, score, ok, dayText(day), timeText(at), amount ?? missing];
}

function jsonText({ day, at, ...row }: Row): string {
  return JSON.stringify({ ...row, day: dayText(day), at: timeText(at) });
}

/** The text of a table of `rowCount` rows, line by line, each with its line end. */
export function* tableLines(format: LineFormat, rowCount: number): Generator<string> {
  const { before, line, separator = '', after } = writers[format];
  if (before !== undefined) yield before;
  for (const row of makeRows(rowCount)) yield `${line(row)}${row.id === rowCount - 1 ? '' : separator}\n`;
  if (after !== undefined) yield after;
}

/** Writes a table; its byte length. @throws the signal's reason */
export async function writeLines(file: string, format: LineFormat, rowCount: number, signal: AbortSignal): Promise<number> {
  return await writeChunks(file, tableLines(format, rowCount), signal);
}

/** Writes a table as so many files of JSON Lines in a folder, which hold as many rows each; the names. @throws the signal's reason */
export async function writeJsonlFiles(folder: string, fileCount: number, rowCount: number, signal: AbortSignal): Promise<string[]> {
  const lines = tableLines('jsonl', rowCount);
  const names: string[] = [];
  for (let index = 0; index < fileCount; index++) {
    const name = `train-${String(index).padStart(5, '0')}-of-${String(fileCount).padStart(5, '0')}.jsonl`;
    await writeChunks(join(folder, name), take(lines, Math.ceil(rowCount / fileCount)), signal);
    names.push(name);
  }
  return names;
}

function* take(lines: Generator<string>, count: number): Generator<string> {
  for (let taken = 0; taken < count; taken++) {
    const { done, value } = lines.next();
    if (done === true) return;
    yield value;
  }
}

async function writeChunks(file: string, lines: Iterable<string>, signal: AbortSignal): Promise<number> {
  const handle = await open(file, 'w');
  try {
    let chunk = '';
    for (const line of lines) {
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
