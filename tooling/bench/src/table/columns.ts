/** Rows by columns, a group at a time. */
import { cities, makeRows, type Row } from './row.ts';

/** Columns of consecutive rows, all of one length. */
export interface Columns {
  readonly rowCount: number;
  readonly id: BigInt64Array;
  readonly name: readonly string[];
  /** Positions in `cities`. */
  readonly city: Int32Array;
  readonly score: Float64Array;
  readonly ok: readonly boolean[];
  /** Days since 1970-01-01. */
  readonly day: Int32Array;
  /** Microseconds since 1970-01-01 UTC. */
  readonly at: BigInt64Array;
  readonly amount: readonly (number | null)[];
}

/** Rows of a row group or record batch, unless it is said. */
const usualGroupRowCount = 100_000;
const cityPositions: ReadonlyMap<string, number> = new Map(cities.map((city, position) => [city, position]));

/** The columns of a table of `rowCount` rows. */
export function* makeColumns(rowCount: number, groupRowCount: number = usualGroupRowCount): Generator<Columns> {
  let rows: Row[] = [];
  for (const row of makeRows(rowCount)) {
    rows.push(row);
    if (rows.length < groupRowCount && row.id < rowCount - 1) continue;
    yield columnsOf(rows);
    rows = [];
  }
}

function columnsOf(rows: readonly Row[]): Columns {
  return {
    rowCount: rows.length,
    id: BigInt64Array.from(rows, ({ id }) => BigInt(id)),
    name: rows.map(({ name }) => name),
    city: Int32Array.from(rows, ({ city }) => cityPositions.get(city)!),
    score: Float64Array.from(rows, ({ score }) => score),
    ok: rows.map(({ ok }) => ok),
    day: Int32Array.from(rows, ({ day }) => day),
    at: BigInt64Array.from(rows, ({ at }) => BigInt(at) * 1000n),
    amount: rows.map(({ amount }) => amount),
  };
}
