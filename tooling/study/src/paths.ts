/** Where things are. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mode } from './part.ts';

/** The folder of the study's page, figures and results. */
export const documentsFolder: string = fileURLToPath(new URL('../../../docs/study', import.meta.url));

/** The folder of a mode's results, inside that of the documents. */
export function resultsFolder(documents: string, mode: Mode): string {
  return join(documents, mode);
}
