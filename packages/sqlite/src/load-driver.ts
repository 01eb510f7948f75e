/** How better-sqlite3 is loaded: with names that may be URIs. */
import { createRequire } from 'node:module';
import type { SqliteDatabase } from './driver.ts';

type DatabaseClass = new (name: string, options: { readonly readonly: boolean; readonly fileMustExist: boolean; readonly timeout: number }) => SqliteDatabase;

interface Driver {
  readonly Database: DatabaseClass;
  /** Whether names may be URIs: not where something in this process loaded the addon before, without them. */
  readonly takesUris: boolean;
}

const require = createRequire(import.meta.url);
const uriSetting = 'SQLITE_USE_URI';
let driver: Driver | undefined;

/** The driver; the addon is loaded once. */
export function loadDriver(): Driver {
  driver ??= load();
  return driver;
}

function load(): Driver {
  const before = process.env[uriSetting];
  // Read once, when the addon is loaded into the process.
  process.env[uriSetting] = '1';
  try {
    const Database = require('better-sqlite3') as DatabaseClass;
    return { Database, takesUris: openMemory(Database) };
  } finally {
    if (before === undefined) delete process.env[uriSetting];
    else process.env[uriSetting] = before;
  }
}

/** Opens a database in memory by a URI, which as a plain name is a file that does not exist. */
function openMemory(Database: DatabaseClass): boolean {
  try {
    new Database('file:datasig-uri-probe?mode=memory', { readonly: false, fileMustExist: true, timeout: 0 }).close();
    return true;
  } catch {
    return false;
  }
}
