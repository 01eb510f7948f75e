import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { askAboutLayouts, resultsPath } from './ask.ts';

it('Hugging Face datasets answers as it did', async () => {
  expect(JSON.parse(await askAboutLayouts())).toEqual(JSON.parse(readFileSync(resultsPath, 'utf8')));
}, 600_000);
