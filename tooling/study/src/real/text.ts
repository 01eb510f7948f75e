/** A text: the Carnegie Mellon Pronouncing Dictionary, a word and its sounds a line. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dictionary } from 'cmu-pronouncing-dictionary';
import type { RealDataset } from './form.ts';

/** Its lines. */
export const pronunciations: RealDataset<string> = {
  name: 'pronunciations',
  description: 'text: CMU Pronouncing Dictionary, a line a word (npm cmu-pronouncing-dictionary 3.0.0)',
  license: 'ISC',
  rows: () => Promise.resolve(Object.entries(dictionary).map(([word, sounds]) => `${word}  ${sounds}`)),
  write: async (folder, rows) => {
    const file = join(folder, 'lines.txt');
    await writeFile(file, `${rows.join('\n')}\n`);
    return file;
  },
  otherwise: 'gzip',
  writeOtherwise: async (folder, rows) => {
    const file = join(folder, 'lines.txt.gz');
    await writeFile(file, gzipSync(`${rows.join('\n')}\n`));
    return file;
  },
  change: (line) => `${line} Z`,
  blur: (line) => line.toUpperCase().replace('  ', ' '),
};
