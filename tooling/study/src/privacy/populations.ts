/** Datasets whose records can be guessed, and the guesses of someone who knows what their records look like. */
import { CalendarDate } from '@datasig/core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mode } from '../part.ts';
import { vegaFolder } from '../real/packages.ts';
import { randomFor } from '../seed.ts';

/** A record as core takes it. */
export type GuessableRecord = Readonly<Record<string, string | number | CalendarDate>>;

/** A dataset, and every record that it may hold as far as the observer knows. */
export interface Population {
  readonly name: string;
  records(mode: Mode): Promise<readonly GuessableRecord[]>;
  guesses(mode: Mode): AsyncGenerator<GuessableRecord>;
}

/** Telephone numbers of one area: `digits` of each are open. */
const phones: Population = (() => {
  const shape = { quick: { digits: 5, count: 2000 }, full: { digits: 7, count: 20_000 } } as const;
  const record = (number: number, digits: number): GuessableRecord => ({ phone: `+1 555 ${String(number).padStart(digits, '0')}` });
  return {
    name: 'phones',
    records: (mode) => {
      const { digits, count } = shape[mode];
      const random = randomFor(`privacy phones ${mode}`);
      return Promise.resolve(Array.from({ length: count }, () => record(Math.floor(random.uniform() * 10 ** digits), digits)));
    },
    guesses: async function* (mode) {
      const { digits } = shape[mode];
      for (let number = 0; number < 10 ** digits; number++) yield record(number, digits);
    },
  };
})();

/** Dates of birth beside postcodes of a town. */
const births: Population = (() => {
  const firstDay = -14_610;
  const shape = { quick: { days: 1461, postcodes: 20, count: 2000 }, full: { days: 29_220, postcodes: 100, count: 20_000 } } as const;
  const record = (day: number, postcode: number): GuessableRecord => ({ born: new CalendarDate(BigInt(firstDay + day)), postcode: String(10_000 + postcode) });
  return {
    name: 'births',
    records: (mode) => {
      const { days, postcodes, count } = shape[mode];
      const random = randomFor(`privacy births ${mode}`);
      return Promise.resolve(Array.from({ length: count }, () => record(Math.floor(random.uniform() * days), Math.floor(random.uniform() * postcodes))));
    },
    guesses: async function* (mode) {
      const { days, postcodes } = shape[mode];
      for (let day = 0; day < days; day++) for (let postcode = 0; postcode < postcodes; postcode++) yield record(day, postcode);
    },
  };
})();

/** Real flights: who knows the timetable guesses the delays, in minutes. */
const flights: Population = (() => {
  const shape = { quick: { count: 1000, delays: [-30, 60] }, full: { count: Infinity, delays: [-60, 300] } } as const;
  const records = async (mode: Mode): Promise<readonly GuessableRecord[]> => (JSON.parse(await readFile(join(vegaFolder, 'flights-20k.json'), 'utf8')) as GuessableRecord[]).slice(0, shape[mode].count);
  return {
    name: 'flights',
    records,
    guesses: async function* (mode) {
      const { delays: [least, most] } = shape[mode];
      const timetable = new Map((await records(mode)).map(({ delay: _, ...known }) => [JSON.stringify(known), known]));
      for (const known of timetable.values()) for (let delay = least; delay <= most; delay++) yield { ...known, delay };
    },
  };
})();

/** All, by rising size of a record. */
export const populations: readonly Population[] = [phones, births, flights];
