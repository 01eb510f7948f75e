/** CSV and TSV: text with a header and a delimiter. Loaded when it is first used. */
import type { StreamFormat } from '../format.ts';
import { lazyStream } from '../lazy-format.ts';

/** CSV, with commas. */
export const csv: StreamFormat = delimited('csv', 0x2c, ['.csv']);
/** TSV: the same rules with tabs, quotes included. */
export const tsv: StreamFormat = delimited('tsv', 0x09, ['.tsv', '.tab']);

function delimited(name: 'csv' | 'tsv', delimiter: number, extensions: readonly string[]): StreamFormat {
  return lazyStream({ name, extensions, untypedText: true, holdsImages: false, declares: true, cuts: true }, async () => (await import('./read.ts')).delimitedText(delimiter));
}
