/** Formats whose code loads when it is first used: knowing a format by its name costs nothing. */
import type { StreamFormat } from './format.ts';

/** What a stream format does, apart from what it is called. */
export type StreamReader = Pick<StreamFormat, 'schema' | 'cut' | 'read'>;

/** What is known of a format before it is loaded. */
type Description = Omit<StreamFormat, 'access' | keyof StreamReader> & {
  /** Whether its files declare their fields. */
  readonly declares: boolean;
  /** Whether its files can be cut. */
  readonly cuts: boolean;
};

/** The format of `description`; `load` gives the rest of it, with the members that the description promises. */
export function lazyStream({ declares, cuts, ...description }: Description, load: () => Promise<StreamReader>): StreamFormat {
  return {
    access: 'stream',
    ...description,
    ...(declares && { schema: async (chunks) => (await load()).schema!(chunks) }),
    ...(cuts && { cut: async (bytes, pieceByteLength, signal) => (await load()).cut!(bytes, pieceByteLength, signal) }),
    async *read(chunks, options) {
      yield* (await load()).read(chunks, options);
    },
  };
}
