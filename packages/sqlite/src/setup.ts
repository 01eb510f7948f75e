/** What a dataset of a database is called. */
import type { CheckedOptions } from './options.ts';
import type { SourceSetup } from './source.ts';

/** Name and location, of the file's base name and the table where there is only one. */
export function describeSetup(shown: string, options: CheckedOptions): Pick<SourceSetup, 'options' | 'name' | 'location'> {
  const only = options.tables?.length === 1 ? options.tables[0] : undefined;
  const stem = shown.replace(/\.(?:db3?|sqlite3?|s3db|sl3|gpkg|mbtiles)$/i, '') || shown;
  return { options, name: options.name ?? (only === undefined ? stem : `${stem}-${only}`), location: only === undefined ? shown : `${shown}#${only}` };
}
