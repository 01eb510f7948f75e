/** Which files are databases of SQLite. */
import type { Chosen } from './chosen.ts';

/** By the ending of the only file's name. */
export function isDatabase({ files, folder }: Chosen): boolean {
  return folder === undefined && files.length === 1 && /\.(?:db3?|sqlite3?|s3db|sl3|gpkg|mbtiles)$/i.test(files[0]!.name);
}
