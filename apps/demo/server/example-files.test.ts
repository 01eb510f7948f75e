/** The fingerprints that the page ships are those of MNIST's files. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exampleFiles } from './example-files.ts';

it('are made of the data again', async () => {
  const files = await exampleFiles();
  expect(files.map(({ name }) => name)).toEqual(['mnist-train.datasig.json', 'mnist-half.datasig.json', 'mnist-test.datasig.json', 'mnist-all.datasig.json']);
  for (const { name, content } of files) expect(readFileSync(new URL(`../public/examples/${name}`, import.meta.url), 'utf8')).toBe(content);
});
