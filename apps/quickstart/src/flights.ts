/** The table of flights, as JSON and as CSV, read and written with the language's own means. */

/** One flight as vega-datasets has it. */
export interface Flight {
  /** Minutes. */
  readonly delay: number;
  /** Miles. */
  readonly distance: number;
  /** Hour of the day with its fraction. */
  readonly time: number;
}

const header = 'delay,distance,time';

/** The flights of a JSON array. */
export function parseFlightsJson(text: string): Flight[] {
  return JSON.parse(text) as Flight[];
}

/** The flights of a CSV file that {@link formatFlightsCsv} wrote. */
export function parseFlightsCsv(text: string): Flight[] {
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => {
    const [delay, distance, time] = line.split(',').map(Number) as [number, number, number];
    return { delay, distance, time };
  });
}

/** CSV with a header, in the order given. */
export function formatFlightsCsv(flights: readonly Flight[]): string {
  return `${[header, ...flights.map(({ delay, distance, time }) => `${delay},${distance},${time}`)].join('\n')}\n`;
}

/** The same flights but for one cell: the flight in the middle is a minute later. */
export function changeOneCell(flights: readonly Flight[]): Flight[] {
  const middle = Math.floor(flights.length / 2);
  return flights.map((flight, index) => (index === middle ? { ...flight, delay: flight.delay + 1 } : flight));
}

/** A text for every flight; two flights have the same one when all their numbers are equal. */
export function* flightRecords(flights: readonly Flight[]): Generator<string> {
  for (const { delay, distance, time } of flights) yield `${delay},${distance},${time}`;
}
