/** The entry of a process that checks tables: ends with 0 when SQLite finds nothing. */
import { checkTables } from './integrity.ts';
import type { CheckRequest } from './check-process.ts';
import { openFile } from './open-file.ts';

const { location, tables, busyTimeoutMs } = JSON.parse(process.argv[2]!) as CheckRequest;
const connection = await openFile(location, busyTimeoutMs);
checkTables(connection.database, tables, location.shown);
