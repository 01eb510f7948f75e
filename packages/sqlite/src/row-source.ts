/** What is read: the rows of a table, or of a query; and the statements for it. */
import { InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { SqliteDatabase, SqliteStatement, SqlParameter } from './driver.ts';
import type { Table, TableColumn } from './catalog.ts';
import { quoteName } from './names.ts';
import { inDatabase } from './sqlite-error.ts';

/** Rows of named columns. */
export interface RowSource {
  /** What messages call it: the database, and the table where there is one. */
  readonly shown: string;
  readonly columns: readonly TableColumn[];
  readonly table?: Table;
  readonly parameters: readonly SqlParameter[];
  /** A statement for some of the columns, and for what is `leading` them. */
  select(columns: readonly TableColumn[], leading?: string): string;
  /** A statement for the bytes of texts in some of the columns, in the encoding of the database; null for other values. */
  selectBytes(columns: readonly TableColumn[]): string;
}

/** A user's own query. */
export interface Query {
  readonly source: string;
  readonly parameters: readonly SqlParameter[];
}

const asBytes = (expression: string): string => `CASE typeof(${expression}) WHEN 'text' THEN CAST(${expression} AS BLOB) END`;

/** The rows of a table or view. */
export function rowsOfTable(table: Table, shown: string): RowSource {
  const from = `FROM main.${quoteName(table.name)}`;
  return {
    shown: `${shown}#${table.name}`,
    columns: table.columns,
    table,
    parameters: [],
    select: (columns, leading) => `SELECT ${[...(leading === undefined ? [] : [leading]), ...columns.map(({ name }) => quoteName(name))].join(', ')} ${from}`,
    selectBytes: (columns) => `SELECT ${columns.map(({ name }) => asBytes(quoteName(name))).join(', ')} ${from}`,
  };
}

/** The rows of a query. @throws InvalidArgumentError `invalid-query`, InvalidDataError `duplicate-column` */
export function rowsOfQuery({ source, parameters }: Query, database: SqliteDatabase, shown: string): RowSource {
  const statement = inDatabase(shown, () => database.prepare(source), 'query');
  const columns = checkQuery(statement, shown);
  const positions = new Map(columns.map((column, index) => [column, `c${index}`]));
  const named = (expression: (name: string) => string, wanted: readonly TableColumn[]): string =>
    `WITH datasig(${[...positions.values()].join(', ')}) AS (${source.replace(/[\s;]+$/, '')}\n) SELECT ${wanted.map((column) => expression(positions.get(column)!)).join(', ')} FROM datasig`;
  return {
    shown,
    columns,
    parameters,
    select: (wanted) => (wanted.length === columns.length ? source : named((name) => name, wanted)),
    selectBytes: (wanted) => named(asBytes, wanted),
  };
}

function checkQuery(statement: SqliteStatement, shown: string): readonly TableColumn[] {
  if (!statement.reader || !statement.readonly) throw new InvalidArgumentError('invalid-query', 'the query cannot be run: expected one statement that gives rows and changes nothing, such as SELECT');
  const columns = statement.columns();
  const names = columns.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new InvalidDataError('duplicate-column', `two columns of the result are called ${JSON.stringify(repeated)}; name them with AS`, { file: shown });
  return columns.map(({ name, type }) => ({ name, declaredType: type ?? '' }));
}
