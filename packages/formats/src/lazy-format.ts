/** Formats whose code loads when a file of theirs is read. */
import type { StreamFormat } from './format.ts';

/** What a format says of itself, and which of its members it has besides `read`. */
type Facts = Omit<StreamFormat, 'access' | 'schema' | 'cut' | 'read' | 'readDataPoints'> & { readonly has: readonly ('schema' | 'cut' | 'readDataPoints')[] };

/** A format as `load` gives it; `facts` are its own, which a test holds equal. */
export function lazyFormat({ has, ...facts }: Facts, load: () => Promise<StreamFormat>): StreamFormat {
  return {
    access: 'stream',
    ...facts,
    ...(has.includes('schema') && { schema: async (chunks, options) => (await load()).schema!(chunks, options) }),
    ...(has.includes('cut') && { cut: async (bytes, pieceByteLength, signal) => (await load()).cut!(bytes, pieceByteLength, signal) }),
    async *read(chunks, options) {
      yield* (await load()).read(chunks, options);
    },
    ...(has.includes('readDataPoints') && {
      async *readDataPoints(chunks, options) {
        yield* (await load()).readDataPoints!(chunks, options);
      },
    }),
  };
}
