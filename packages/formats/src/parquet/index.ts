/** Parquet: columns in row groups, entered through the footer. Loaded when it is first used. */
import type { IndexedFormat } from '../format.ts';

const implementation = (): Promise<typeof import('./read.ts')> => import('./read.ts');

/** Apache Parquet. */
export const parquet: IndexedFormat = {
  access: 'indexed',
  name: 'parquet',
  extensions: ['.parquet', '.parq', '.pq'],
  untypedText: false,
  holdsImages: true,
  declare: async (bytes, options = {}) => (await implementation()).declareParquet(bytes, options),
  cut: async (bytes, pieceByteLength, signal) => (await implementation()).cutParquet(bytes, pieceByteLength, signal),
  async *read(bytes, options = {}) {
    yield* (await implementation()).readParquet(bytes, options);
  },
};
