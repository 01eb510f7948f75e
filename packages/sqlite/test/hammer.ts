/** A process that commits again and again: every transaction gives all rows of both tables one new number. */
import { setTimeout } from 'node:timers/promises';
import { openWritable } from './writable.ts';

const database = openWritable(process.argv[2]!);
database.pragma('busy_timeout = 10000');
const step = (table: string): string => `UPDATE ${table} SET g = g + 1; DELETE FROM ${table} WHERE id = (SELECT min(id) FROM ${table}); INSERT INTO ${table} (g) SELECT max(g) FROM ${table}`;
process.stdout.write('ready');
const pauseMs = Number(process.argv[3]);
for (;; await setTimeout(pauseMs)) database.exec(`BEGIN IMMEDIATE; ${step('a')}; ${step('b')}; COMMIT`);
