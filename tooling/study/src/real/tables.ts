/** Two tables: strikes of birds as CSV, flights as JSON. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RealDataset } from './form.ts';
import { vegaFolder } from './packages.ts';

/** Lines of CSV; no field of it holds a line feed. */
export const birdStrikes: RealDataset<string> = {
  name: 'birdstrikes',
  description: 'table: strikes of birds on aircraft, 14 columns of text and numbers, CSV (npm vega-datasets 3.2.1)',
  license: 'BSD-3-Clause',
  rows: async () => (await csvLines()).slice(1),
  write: async (folder, rows) => {
    const file = join(folder, 'rows.csv');
    await writeFile(file, [...(await csvLines()).slice(0, 1), ...rows].map((line) => `${line}\n`).join(''));
    return file;
  },
  otherwise: 'every field in quotes, lines ended by CR LF, gzip',
  writeOtherwise: async (folder, rows) => {
    const file = join(folder, 'rows.csv.gz');
    const quoted = [...(await csvLines()).slice(0, 1), ...rows].map((line) => `${splitLine(line).map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`);
    await writeFile(file, gzipSync(quoted.join('')));
    return file;
  },
  // Its last field, the speed in knots.
  change: (line) => `${line}9`,
  blur: (line) => `${line} `,
};

async function csvLines(): Promise<string[]> {
  return (await readFile(join(vegaFolder, 'birdstrikes.csv'), 'utf8')).trimEnd().split(/\r?\n/);
}

/** The fields of a line of RFC 4180. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

/** One flight. */
type Flight = Readonly<Record<string, number | string>>;

/** Flights, three numbers each, many of them equal. */
export const flights: RealDataset<Flight> = {
  name: 'flights',
  description: 'table: flights-20k, JSON, dates, delays and airports (npm vega-datasets 3.2.1)',
  license: 'BSD-3-Clause',
  rows: async () => JSON.parse(await readFile(join(vegaFolder, 'flights-20k.json'), 'utf8')) as Flight[],
  write: async (folder, rows) => {
    const file = join(folder, 'rows.json');
    await writeFile(file, JSON.stringify(rows));
    return file;
  },
  otherwise: 'JSON Lines, keys in reverse, spaces between',
  writeOtherwise: async (folder, rows) => {
    const file = join(folder, 'rows.jsonl');
    const lines = rows.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).toReversed()), null, 1).replaceAll('\n', ' '));
    await writeFile(file, `${lines.join('\n')}\n`);
    return file;
  },
  change: (row) => ({ ...row, delay: Number(row['delay']) + 1000 }),
  blur: (row) => ({ ...row, distance: Number(row['distance']) + 0.5 }),
};
