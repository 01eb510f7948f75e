/** Files that number themselves: `train-00003-of-00008.parquet` says that there are eight. */
import type { HubFile } from '../hub-file.ts';

/** More than that no one numbers; a name must not make us count for ever. */
const countLimit = 100_000;

/** Files that the names of `files` tell of and that are not among them, at most `most` of them. */
export function missingOfSeries(files: readonly HubFile[], most = 3): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const series = new Map<string, { readonly before: string; readonly width: number; readonly count: number; readonly after: string }>();
  for (const path of paths) {
    const [, before, index, total, after] = /^(.*)-(\d+)-of-(\d+)((?:\.[^/]*)?)$/su.exec(path) ?? [];
    if (after === undefined || index!.length !== total!.length || Number(total) > countLimit) continue;
    series.set(`${before}\n${total}\n${after}`, { before: before!, width: total!.length, count: Number(total), after });
  }
  const missing: string[] = [];
  for (const { before, width, count, after } of series.values()) {
    for (let index = 0; index < count && missing.length < most; index++) {
      const path = `${before}-${String(index).padStart(width, '0')}-of-${String(count).padStart(width, '0')}${after}`;
      if (!paths.has(path)) missing.push(path);
    }
  }
  return missing;
}
