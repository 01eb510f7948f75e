/** What all files of a dataset declare alike. */
import { formatType, SourceError } from '@datasig/core';
import type { LogicalType, SchemaField } from '@datasig/core/spec';
import type { InspectedUnit } from './inspect.ts';
import type { Unit } from './units.ts';

/**
 * The schema that all units declare; undefined where they declare none. What one declares as always null takes the
 * type of another.
 *
 * @throws SourceError `invalid-schema` when two differ in a field; their order is free
 */
export function commonSchema([first, ...others]: readonly InspectedUnit[]): readonly SchemaField[] | undefined {
  let schema = first?.schema;
  for (const other of others) {
    const field = differingField(schema, other.schema);
    if (field !== undefined) throw differentSchemas(first!, other, field);
    const types = typesOf(other.schema);
    schema = schema?.map(({ name, type }) => ({ name, type: agreedType(type, types.get(name)!)! }));
  }
  return schema;
}

/** Whether all units declare the same fields. */
export function declareAlike([first, ...others]: readonly InspectedUnit[]): boolean {
  return others.every((other) => differingField(first?.schema, other.schema) === undefined);
}

function differingField(a: readonly SchemaField[] | undefined, b: readonly SchemaField[] | undefined): string | undefined {
  const [typesA, typesB] = [typesOf(a), typesOf(b)];
  return [...typesA.keys(), ...typesB.keys()].find((name) => {
    const [typeA, typeB] = [typesA.get(name), typesB.get(name)];
    return typeA === undefined || typeB === undefined || agreedType(typeA, typeB) === undefined;
  });
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

function differentSchemas(a: Unit, b: Unit, field: string): SourceError {
  return new SourceError(
    'invalid-schema',
    `${a.shown} and ${b.shown} differ in the column ${JSON.stringify(field)}; files of one dataset have equal columns: name fewer files, or make each a part of its own (--per-file)`,
    { context: { files: [a.shown, b.shown], column: field } },
  );
}
