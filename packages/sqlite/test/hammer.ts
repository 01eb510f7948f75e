/** A process that commits without pause: every transaction gives all rows of both tables one new number. */
import { openWritable } from './writable.ts';

const database = openWritable(process.argv[2]!);
database.pragma('busy_timeout = 10000');
const step = (table: string): string => `UPDATE ${table} SET g = g + 1; DELETE FROM ${table} WHERE id = (SELECT min(id) FROM ${table}); INSERT INTO ${table} (g) SELECT max(g) FROM ${table}`;
process.stdout.write('ready');
for (;;) database.exec(`BEGIN IMMEDIATE; ${step('a')}; ${step('b')}; COMMIT`);
