/** Arrow: columns in record batches, in files and streams. Loaded when it is first used. */
import type { IndexedFormat } from '../format.ts';

const implementation = (): Promise<typeof import('./read.ts')> => import('./read.ts');

/** Apache Arrow IPC, also known as Feather version 2. */
export const arrow: IndexedFormat = {
  access: 'indexed',
  name: 'arrow',
  extensions: ['.arrow', '.feather', '.arrows', '.ipc'],
  untypedText: false,
  holdsImages: true,
  declare: async (bytes, options = {}) => (await implementation()).declareArrow(bytes, options),
  cut: async (bytes, pieceByteLength, signal) => (await implementation()).cutArrow(bytes, pieceByteLength, signal),
  async *read(bytes, options = {}) {
    yield* (await implementation()).readArrow(bytes, options);
  },
  declareStream: async (chunks, options = {}) => (await implementation()).declareArrowStream(chunks, options),
  async *readStream(chunks, options = {}) {
    yield* (await implementation()).readArrowStream(chunks, options);
  },
};
