/** Our own readers, which know the format by the file's name. */
import type { Parser } from './parser.ts';

/** Batches as the fingerprint gets them, from disk. */
export const datasig: Parser = {
  name: 'datasig',
  gives: 'batches',
  count: async (file) => {
    const { files } = await import('@datasig/files');
    const source = files({ locations: file });
    let count = 0;
    for (const shard of await source.shards()) {
      for await (const batch of source.read(shard)) count += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
    }
    await source.close?.();
    return count;
  },
};
