/** The datasets of the demo: what they are, where they stand, and how to count their records without Datasig. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changeOneCell, type Flight, flightRecords, formatFlightsCsv, parseFlightsCsv, parseFlightsJson } from './flights.ts';
import { idxRecords, readIdxLayout, takeIdxItems } from './idx.ts';
import { flightsFile, imagesPath, labelsPath, mnistFolder, readPair } from './real-data.ts';
import { countRecords, type RecordCounts } from './truth.ts';

/** A dataset that is read and fingerprinted. */
export interface Dataset {
  readonly name: string;
  readonly description: string;
  /** Path of the file to name; of an IDX pair that of the images. */
  readonly location: string;
  /** Name of the dataset whose types the texts of this one are cast to. */
  readonly like?: string;
  /** Writes the file where it is one that the demo makes. */
  readonly prepare?: () => Promise<void>;
  /** Reads the file anew and counts its records; must come after `prepare`. */
  readonly count: () => Promise<RecordCounts>;
}

/** The datasets in the order in which they are read; `folder` is for the files that are made. */
export function listDatasets(folder: string): readonly Dataset[] {
  return [
    mnist('mnist-train', 'MNIST, training set', mnistFolder, 'train'),
    { ...mnist('mnist-half', 'its first half', folder, 'half'), prepare: () => writeFirstHalf(folder) },
    mnist('mnist-test', 'MNIST, test set', mnistFolder, 't10k'),
    flights('flights', 'flights-200k.json', flightsFile, parseFlightsJson),
    flightsCopy('flights-csv', 'the same as CSV, last first', folder, (all) => all.toReversed()),
    flightsCopy('flights-edited', 'that CSV, one cell changed', folder, (all) => changeOneCell(all.toReversed())),
  ];
}

function mnist(name: string, description: string, folder: string, prefix: string): Dataset {
  return {
    name,
    description,
    location: imagesPath(folder, prefix),
    count: async () => {
      const { images, labels } = await readPair(folder, prefix);
      return countRecords(idxRecords(images, labels));
    },
  };
}

async function writeFirstHalf(folder: string): Promise<void> {
  const { images, labels } = await readPair(mnistFolder, 'train');
  const half = readIdxLayout(images).itemCount / 2;
  await writeFile(imagesPath(folder, 'half'), takeIdxItems(images, half));
  await writeFile(labelsPath(folder, 'half'), takeIdxItems(labels, half));
}

function flights(name: string, description: string, location: string, parse: (text: string) => readonly Flight[]): Dataset {
  return { name, description, location, count: async () => countRecords(flightRecords(parse(await readFile(location, 'utf8')))) };
}

function flightsCopy(name: string, description: string, folder: string, change: (flights: Flight[]) => Flight[]): Dataset {
  const location = join(folder, `${name}.csv`);
  const prepare = async (): Promise<void> => {
    const all = parseFlightsJson(await readFile(flightsFile, 'utf8'));
    await writeFile(location, formatFlightsCsv(change(all)));
  };
  return { ...flights(name, description, location, parseFlightsCsv), like: 'flights', prepare };
}
