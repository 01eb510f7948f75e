/** What all files of a dataset declare alike. */
import { formatType, SourceError } from '@datasig/core';
import type { LogicalType, SchemaField } from '@datasig/core/spec';
import { type ColumnDifference, describeDifference } from './schema-difference.ts';

/** Files, or parts, that declare fields; none where only the records tell. */
export interface Declaring {
  /** How messages call the first file. */
  readonly shown: string;
  readonly schema?: readonly SchemaField[] | undefined;
}

/** The fields that several declare, none where they declare none; or the error that says where two differ. */
export type CommonSchema = { readonly schema: readonly SchemaField[] | undefined } | { readonly error: SourceError };

type FilePair = readonly [string, string];

/**
 * What all declare alike; the order of fields is free. What one declares as always null takes the type of another.
 *
 * @param remedy what the user can do where two differ, for the error `invalid-schema`
 */
export function findCommonSchema(all: readonly Declaring[], remedy: string): CommonSchema {
  const [first, ...others] = all;
  let schema = first?.schema;
  for (const other of others) {
    if ((schema === undefined) !== (other.schema === undefined)) return { error: undeclared(schema === undefined ? [first!.shown, other.shown] : [other.shown, first!.shown], remedy) };
    if (findDifference(schema, other.schema) !== undefined) return { error: differentSchemas(all, other, remedy) };
    const types = typesOf(other.schema);
    schema = schema?.map(({ name, type }) => ({ name, type: agreedType(type, types.get(name)!)! }));
  }
  return { schema };
}

function findDifference(a: readonly SchemaField[] | undefined, b: readonly SchemaField[] | undefined): ColumnDifference | undefined {
  const [typesA, typesB] = [typesOf(a), typesOf(b)];
  for (const column of [...typesA.keys(), ...typesB.keys()]) {
    const [typeA, typeB] = [typesA.get(column), typesB.get(column)];
    if (typeA === undefined || typeB === undefined || agreedType(typeA, typeB) === undefined) return { column, types: [typeA, typeB] };
  }
  return undefined;
}

function typesOf(schema: readonly SchemaField[] = []): Map<string, LogicalType> {
  return new Map(schema.map(({ name, type }) => [name, type]));
}

/** The type that both are where neither is null, at any depth; undefined where they differ. */
function agreedType(a: LogicalType, b: LogicalType): LogicalType | undefined {
  if (a.type === 'null') return b;
  if (b.type === 'null') return a;
  if (a.type === 'list' && b.type === 'list') {
    const element = agreedType(a.element, b.element);
    return element && { type: 'list', element };
  }
  if (a.type === 'map' && b.type === 'map') {
    const [key, value] = [agreedType(a.key, b.key), agreedType(a.value, b.value)];
    return key && value && { type: 'map', key, value };
  }
  if (a.type === 'struct' && b.type === 'struct') return agreedStruct(a.fields, b.fields);
  return formatType(a) === formatType(b) ? a : undefined;
}

function agreedStruct(a: readonly SchemaField[], b: readonly SchemaField[]): LogicalType | undefined {
  if (a.length !== b.length) return undefined;
  const types = typesOf(b);
  const fields: SchemaField[] = [];
  for (const { name, type } of a) {
    const other = types.get(name);
    const agreed = other && agreedType(type, other);
    if (agreed === undefined) return undefined;
    fields.push({ name, type: agreed });
  }
  return { type: 'struct', fields };
}

/** Tells of the first one that itself differs: what several agreed on may not be what the first one declares. */
function differentSchemas(all: readonly Declaring[], other: Declaring, remedy: string): SourceError {
  const unit = all.find(({ schema }) => findDifference(schema, other.schema) !== undefined)!;
  const difference = findDifference(unit.schema, other.schema)!;
  const files: FilePair = [unit.shown, other.shown];
  return new SourceError('invalid-schema', `${describeDifference(difference, files)}; files of one dataset have equal columns: ${remedy}`, { context: { files, column: difference.column } });
}

function undeclared([without, having]: FilePair, remedy: string): SourceError {
  return new SourceError('invalid-schema', `${having} declares its columns at its beginning and ${without} does not: decompress it, or ${remedy}`, { context: { files: [without, having] } });
}
