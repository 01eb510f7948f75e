/** The whitepaper's Markdown and figures as the results make them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillPage } from '@datasig/chart';
import { makeBlocks } from './blocks.ts';
import { makeFacts } from './facts/facts.ts';
import { loadStudy } from './facts/study.ts';
import { makeFigures } from './figures.ts';
import { paperFolder, paperName } from './paths.ts';
import { fillPlaces } from './places.ts';

/** What the page and its figures have to be, by file name, given the page as it is. */
export async function makePaper(): Promise<ReadonlyMap<string, string>> {
  const page = await readPaper();
  const study = await loadStudy();
  const filled = fillPage(page, 'paper', makeBlocks(page, study));
  return new Map([[paperName, fillPlaces(filled, makeFacts(study))], ...makeFigures(study)]);
}

/** The page as it is. */
export function readPaper(): Promise<string> {
  return readFile(join(paperFolder, paperName), 'utf8');
}

/** Fills page and figures. */
export async function writePaper(): Promise<void> {
  for (const [name, text] of await makePaper()) await writeFile(join(paperFolder, name), text);
}
