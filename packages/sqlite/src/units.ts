/** What a dataset is made of: one query, or tables, each a part. */
import type { SchemaField } from '@datasig/core/spec';
import { findTables, type TableColumn } from './catalog.ts';
import type { Connection } from './connection.ts';
import { findDeclaredType } from './declared-types.ts';
import type { CheckedOptions, TypesOption } from './options.ts';
import { estimateTable, type TableEstimate } from './rowid-estimate.ts';
import { type Query, type RowSource, rowsOfQuery, rowsOfTable } from './row-source.ts';

/** A table, a view or the query. */
export interface Unit {
  readonly source: RowSource;
  /** Absent where there is only one, and it was named. */
  readonly part?: string;
  readonly schema: readonly SchemaField[];
}

/** What is known of the size of a unit. */
export interface UnitSize {
  readonly byteLength: number;
  /** Of tables with rowids. */
  readonly estimate?: TableEstimate;
}

/** The units, in a stable order. @throws SourceError, InvalidDataError, InvalidArgumentError */
export function formUnits({ database, shown }: Connection, { tables, views, types }: CheckedOptions, query: Query | undefined): readonly Unit[] {
  if (query !== undefined) {
    const source = rowsOfQuery(query, database, shown);
    return [{ source, schema: schemaOf(source.columns, types) }];
  }
  const found = findTables(database, shown, tables, views);
  return found.map((table) => ({
    source: rowsOfTable(table, shown),
    ...(tables?.length !== 1 && { part: table.name }),
    schema: schemaOf(table.columns, types),
  }));
}

/** Fields without types where only their values tell. */
function schemaOf(columns: readonly TableColumn[], types: TypesOption): readonly SchemaField[] {
  return columns.map(({ name, declaredType }) => ({ name, type: findDeclaredType(declaredType, types)?.type ?? { type: 'null' } }));
}

/** The schema of all units; undefined where they differ. */
export function commonSchema([first, ...others]: readonly Unit[]): readonly SchemaField[] | undefined {
  // All are made alike.
  const text = JSON.stringify(first?.schema);
  return others.every(({ schema }) => JSON.stringify(schema) === text) ? first!.schema : undefined;
}

/** How much there is to be read, by looks at the trees; of units without rowids only that they fill the rest of the file. */
export function measureUnits(units: readonly Unit[], { database, shown }: Connection): readonly UnitSize[] {
  const pragma = (name: string): number => database.prepare(`PRAGMA ${name}`).pluck().get() as number;
  const fileByteLength = pragma('page_count') * pragma('page_size');
  const estimates = units.map(({ source: { table } }) => (table?.rowid === undefined ? undefined : estimateTable(database, table, shown, fileByteLength)));
  const known = estimates.reduce((sum, estimate) => sum + (estimate?.byteLength ?? 0), 0);
  const unknownCount = estimates.filter((estimate) => estimate === undefined).length;
  const rest = Math.max(1, Math.floor((fileByteLength - known) / Math.max(1, unknownCount)));
  return estimates.map((estimate) => (estimate === undefined ? { byteLength: rest } : { byteLength: estimate.byteLength, estimate }));
}
