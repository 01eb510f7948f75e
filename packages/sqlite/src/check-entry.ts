/** The entry of a process that checks tables: ends with 0 when SQLite finds nothing. */
import { Connection } from './connection.ts';
import { checkTables } from './integrity.ts';
import type { CheckRequest } from './check-process.ts';

const { location, tables, busyTimeoutMs } = JSON.parse(process.argv[2]!) as CheckRequest;
const connection = await Connection.open(location, busyTimeoutMs);
checkTables(connection.database, tables, location.shown);
