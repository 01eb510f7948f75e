/** Options of the connector and how they are checked. */
import { InvalidArgumentError } from '@datasig/core';
import type { Json, OpenRequest } from '@datasig/core/spec';

/** How a database is read, wherever it comes from. */
export interface SqliteReadingOptions {
  /** Tables or views, each a part of the dataset; default: every table that the user made. */
  readonly tables?: readonly string[];
  /** One statement that gives rows and changes nothing. */
  readonly query?: string;
  /** Whether views are read too where no tables are named. */
  readonly views?: boolean;
  /**
   * `stored`, the default: each value by its storage class. `declared`: BOOLEAN, DATE, DATETIME, TIMESTAMP and UUID
   * as the columns declare them. `declared-unix`: whole numbers in DATETIME and TIMESTAMP are seconds since 1970, too.
   */
  readonly types?: TypesOption;
  /** Whether SQLite checks the tables before they are read; default: true. */
  readonly check?: boolean;
  /** How long to wait for the lock of another program; default: 5000. */
  readonly busyTimeoutMs?: number;
  /** Name of the dataset; default: that of the file, or of the only table. */
  readonly name?: string;
}

/** How values are typed. */
export type TypesOption = (typeof typesOptions)[number];

const typesOptions = ['stored', 'declared', 'declared-unix'] as const;
const optionNames: readonly string[] = ['tables', 'query', 'views', 'types', 'check', 'busyTimeoutMs', 'name'];
const defaultBusyTimeoutMs = 5000;
const mostBusyTimeoutMs = 0x7fff_ffff;

/** Options with their defaults. */
export interface CheckedOptions extends SqliteReadingOptions {
  readonly views: boolean;
  readonly types: TypesOption;
  readonly check: boolean;
  readonly busyTimeoutMs: number;
}

/** @throws InvalidArgumentError `invalid-argument` for an option that is unknown or of the wrong kind */
export function parseOptions(options: OpenRequest['options']): CheckedOptions {
  for (const name of Object.keys(options)) {
    if (!optionNames.includes(name)) throw invalidOption(name, `one of ${optionNames.join(', ')}`);
  }
  const { tables, query, views = false, types = 'stored', check = true, busyTimeoutMs = defaultBusyTimeoutMs, name } = options;
  if (tables !== undefined && query !== undefined) throw invalidOption('query', 'no query where tables are named, or the other way round');
  return {
    ...(tables !== undefined && { tables: parseTables(tables) }),
    ...(query !== undefined && { query: parseText('query', query) }),
    views: parseSwitch('views', views),
    types: parseTypes(types),
    check: parseSwitch('check', check),
    busyTimeoutMs: parseTimeout(busyTimeoutMs),
    ...(name !== undefined && { name: parseText('name', name) }),
  };
}

function parseTables(value: Json): readonly string[] {
  const names = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (names.length === 0 || !names.every((name): name is string => typeof name === 'string' && name !== '')) throw invalidOption('tables', 'a list of names of tables');
  if (new Set(names).size < names.length) throw invalidOption('tables', 'each table once');
  return names;
}

function parseTypes(value: Json): TypesOption {
  const known = typesOptions.find((name) => name === value);
  if (known === undefined) throw invalidOption('types', typesOptions.join(', '));
  return known;
}

function parseTimeout(value: Json): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > mostBusyTimeoutMs) throw invalidOption('busyTimeoutMs', 'a whole number of milliseconds');
  return value;
}

function parseSwitch(option: string, value: Json): boolean {
  if (typeof value !== 'boolean') throw invalidOption(option, 'true or false');
  return value;
}

function parseText(option: string, value: Json): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalidOption(option, 'a text that is not empty');
  return value;
}

function invalidOption(option: string, expected: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `option ${JSON.stringify(option)} of the sqlite connector: expected ${expected}`, { context: { option } });
}
