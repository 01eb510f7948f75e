/** The guided examples: real data that are shipped with the page. */

/** A dataset of an example, relative to the page. */
export interface ExampleData {
  readonly file: string;
  readonly name: string;
}

/** Two datasets to compare, and what to look at. */
export interface PairExample {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly a: ExampleData;
  readonly b: ExampleData;
  /** Settings of both sides that a step of the story asks for. */
  readonly steps?: readonly { readonly words: string; readonly leaveOut: readonly string[] }[];
}

const example = (name: string): ExampleData => ({ file: `./examples/${name}`, name });
const mnist = (name: string): ExampleData => example(`mnist-${name}.datasig.json`);

/** MNIST's 70,000 handwritten digits; the numbers are those of Datasig's announcement. */
export const mnistExamples: readonly PairExample[] = [
  { id: 'same', title: 'Training set, twice', about: '100 % alike', a: mnist('train'), b: mnist('train') },
  { id: 'half', title: 'Training set and its first half', about: '50 % alike', a: mnist('train'), b: mnist('half') },
  { id: 'none', title: 'Training set and test set', about: '0 % alike', a: mnist('train'), b: mnist('test') },
  { id: 'part', title: 'Everything and the test set', about: '14.28 % alike', a: mnist('all'), b: mnist('test') },
];

/** A real table in two releases, fingerprinted in the page. */
export const weatherExample: PairExample = {
  id: 'weather',
  title: 'Seattle’s weather, two releases of one table',
  about: '1,461 days of measurements, read live in your browser. The same days, and yet no row is alike. Why?',
  a: example('seattle-weather-v1.csv'),
  b: example('seattle-weather-v3.csv'),
  steps: [
    { words: 'Compare all columns', leaveOut: [] },
    { words: 'Leave out date: it is written 2012/01/01 in one and 2012-01-01 in the other', leaveOut: ['date'] },
    { words: 'Leave out weather too: its words were derived anew', leaveOut: ['date', 'weather'] },
  ],
};

/** For the view of many: MNIST as it grows, in order. */
export const manyExample: readonly ExampleData[] = [mnist('half'), mnist('train'), mnist('all'), mnist('test')];
