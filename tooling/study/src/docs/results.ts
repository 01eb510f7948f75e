/** The results that documents are made of: those of the full run where they are there, else those of the quick one. */
import { join } from 'node:path';
import type { Keyed, Mode, Part } from '../part.ts';
import { resultsFolder } from '../paths.ts';
import { readResults } from '../result-file.ts';

/** Results of a part, and which run they are of. */
export interface PartResults<Result extends object> {
  readonly mode: Mode;
  readonly results: readonly Keyed<Result>[];
  /** Whether every task of the part is done. */
  readonly complete: boolean;
}

/** The results of a part in the folder of the documents. A full run counts only when it is complete. */
export async function loadResults<Result extends object>(folder: string, part: Part<Result>): Promise<PartResults<Result>> {
  const load = async (mode: Mode): Promise<PartResults<Result>> => {
    const results = await readResults<Result>(join(resultsFolder(folder, mode), `${part.name}.jsonl`));
    const keys = new Set(results.map(({ key }) => key));
    return { mode, results, complete: part.tasks(mode).every(({ key }) => keys.has(key)) };
  };
  const full = await load('full');
  return full.complete ? full : load('quick');
}
