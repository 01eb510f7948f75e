/** What was dropped at once, as datasets of their own. */
import type { Chosen } from '../input/chosen.ts';

/** A folder is one; of files, each, but that images and labels of an IDX pair belong together. */
export function splitDatasets(chosen: Chosen): readonly Chosen[] {
  if (chosen.folder !== undefined) return [chosen];
  const pairs = new Map<string, Chosen['files'][0][]>();
  for (const file of chosen.files) {
    const key = /idx\d-ubyte|\.idx/i.test(file.name) ? file.name.replace(/images|labels/, '*').replace(/idx\d/, 'idx') : file.name;
    const others = pairs.get(key);
    if (others === undefined) pairs.set(key, [file]);
    else others.push(file);
  }
  return [...pairs.values()].map((files) => ({ files }));
}
