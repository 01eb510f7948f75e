/** Random rows of eight columns of different types; the same seed gives the same rows. */
import { Random } from '../random.ts';

/** A row. */
export interface Row {
  /** Counts from 0. */
  readonly id: number;
  /** Nearly all are different; one in eight has a comma. */
  readonly name: string;
  /** One of {@link cities}. */
  readonly city: string;
  /** Nine digits. */
  readonly score: number;
  readonly ok: boolean;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** Null in one row of eight. */
  readonly amount: number | null;
}

/** The columns in their order. */
export const columnNames: readonly (keyof Row)[] = ['id', 'name', 'city', 'score', 'ok', 'day', 'at', 'amount'];

const seed = 20_240_229;
const words = ['amber', 'basin', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'haven', 'inlet', 'jetty', 'knoll', 'lagoon', 'meadow', 'notch', 'orchard', 'prairie'];
const firstDay = 14_610;
const dayCount = 6000;
const dayMs = 86_400_000;

/** All cities that rows name. */
export const cities: readonly string[] = words.flatMap((first) => words.map((second) => `${first}${second}`));

/** The rows of a table. */
export function* makeRows(rowCount: number): Generator<Row> {
  const random = new Random(seed);
  for (let id = 0; id < rowCount; id++) yield makeRow(id, random);
}

function makeRow(id: number, random: Random): Row {
  const word = (): string => words[random.below(words.length)]!;
  const day = firstDay + random.below(dayCount);
  return {
    id,
    name: `${word()}${id % 8 === 0 ? ', ' : ' '}${word()} ${random.uint32().toString(36)}`,
    city: cities[random.below(cities.length)]!,
    score: random.below(1e9) / 1e7,
    ok: random.below(2) === 1,
    day,
    at: day * dayMs + random.below(dayMs),
    amount: id % 8 === 7 ? null : random.below(100_000),
  };
}
