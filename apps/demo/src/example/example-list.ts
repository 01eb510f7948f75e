/** The guided examples: real data that are shipped with the page. */

/** A dataset of an example, relative to the page. */
export interface ExampleData {
  readonly file: string;
  readonly name: string;
}

/** One step of a story. */
interface ExampleStep {
  readonly title: string;
  readonly words: string;
  readonly leaveOut: readonly string[];
}

/** Two datasets to compare, and what to look at. */
export interface PairExample {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly a: ExampleData;
  readonly b: ExampleData;
  /** Steps of a story: the columns that both sides leave out, and why. */
  readonly steps?: readonly ExampleStep[];
}

const example = (name: string): ExampleData => ({ file: `./examples/${name}`, name });
const mnist = (name: string): ExampleData => example(`mnist-${name}.datasig.json`);

/** MNIST's 70,000 handwritten digits; the numbers are those of Datasig's announcement. */
export const mnistExamples: readonly PairExample[] = [
  { id: 'same', title: 'Training set, twice', about: 'in truth 100 % alike', a: mnist('train'), b: mnist('train') },
  { id: 'half', title: 'Training set and its first half', about: 'in truth 50 % alike', a: mnist('train'), b: mnist('half') },
  { id: 'none', title: 'Training set and test set', about: 'in truth 0 % alike', a: mnist('train'), b: mnist('test') },
  { id: 'part', title: 'Everything and the test set', about: 'in truth 14.28 % alike', a: mnist('all'), b: mnist('test') },
];

/** A real table in two releases, fingerprinted in the page. */
export const weatherExample: PairExample = {
  id: 'weather',
  title: 'Seattle’s weather, two releases of one table',
  about: '1,461 days of measurements, published twice. The same days, and yet no row of one is in the other. Why?',
  a: example('seattle-weather-v1.csv'),
  b: example('seattle-weather-v3.csv'),
  steps: [
    { title: 'Compare all columns', words: 'A row counts as the same only if all of it is. The first release writes a day as 2012/01/01, the second as 2012-01-01: no row is the same.', leaveOut: [] },
    { title: 'Leave out “date”', words: 'Without the dates, about three of four days are in both. What keeps the others apart?', leaveOut: ['date'] },
    { title: 'Leave out “weather” too', words: 'That column was worked out anew: some days that were “rain” became “fog”. The measurements themselves are the same.', leaveOut: ['date', 'weather'] },
  ],
};

/** For the view of many: MNIST as it grows, in order. */
export const manyExample: readonly ExampleData[] = [mnist('half'), mnist('train'), mnist('all'), mnist('test')];
