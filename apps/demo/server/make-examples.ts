/** Makes the files of the guided examples: `pnpm --filter @datasig/demo examples`. */
import { writeFile } from 'node:fs/promises';
import { exampleFiles } from './example-files.ts';

const folder = new URL('../public/examples/', import.meta.url);
for (const { name, content } of await exampleFiles()) await writeFile(new URL(name, folder), content);
