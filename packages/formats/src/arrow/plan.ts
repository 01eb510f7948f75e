/** How columns are read: each Arrow field's logical type, extension types included. */
import { InvalidDataError } from '@datasig/core';
import type { LogicalType, TensorDtype } from '@datasig/core/spec';
import { type ColumnReading, readingOf } from '../columnar/reading.ts';
import { invalidArrow } from './error.ts';
import { type ArrowExtension, extensionOf } from './extension.ts';
import type { ArrowField, ArrowSchema, ArrowType } from './type.ts';

/** How one field is read. */
export interface FieldPlan {
  readonly field: ArrowField;
  readonly type: LogicalType;
  /** What the values are where the storage type does not say it. */
  readonly meaning: 'stored' | 'uuid' | 'bool8' | { readonly dtype: TensorDtype; readonly shape: readonly number[] };
  readonly children: readonly FieldPlan[];
  /** Of a column without canonical encoding: what reading it will throw. */
  readonly error?: InvalidDataError;
}

/** Plans of the selected columns. */
export interface SchemaPlan {
  readonly columns: readonly FieldPlan[];
  readonly warnings: readonly string[];
}

/** Plans how the selected columns are read. @throws InvalidDataError naming the column */
export function planColumns({ fields }: ArrowSchema, selection: readonly string[] | undefined): SchemaPlan {
  const names = new Set<string>();
  const warnings: string[] = [];
  const columns = fields
    .filter(({ name }) => selection?.includes(name) ?? true)
    .map((field) => {
      if (names.size === names.add(field.name).size) throw new InvalidDataError('duplicate-column', 'two columns have the same name', { column: field.name });
      return inColumn(field.name, () => planColumn(field, (sentence) => warnings.push(`column ${JSON.stringify(field.name)}: ${sentence}`)));
    });
  return { columns, warnings };
}

/** Runs `action`; its InvalidDataErrors get the column's name. */
function inColumn<T>(column: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column }) : error;
  }
}

/** The columns of a schema, read as its metadata say. @throws InvalidDataError naming the column */
export function readingOfSchema(schema: ArrowSchema, selection: readonly string[] | undefined): ColumnReading {
  const { columns, warnings } = planColumns(schema, selection);
  return readingOf({ schema: columns.map(({ field, type }) => ({ name: field.name, type })), metadata: schema.metadata, warnings });
}

type Warn = (sentence: string) => void;

/** A column without canonical encoding is an error only where it is read. */
function planColumn(field: ArrowField, warn: Warn): FieldPlan {
  try {
    return planField(field, warn);
  } catch (error) {
    if (!(error instanceof InvalidDataError) || error.code !== 'unsupported-value') throw error;
    return { field, type: { type: 'null' }, meaning: 'stored', children: [], error: error.at({ column: field.name }) };
  }
}

function planField(field: ArrowField, warn: Warn): FieldPlan {
  const extension = extensionOf(field, warn);
  if (extension !== undefined) return planExtension(field, extension);
  checkChildren(field);
  if (field.type.kind === 'map') return planMap(field, warn);
  const children = field.children.map((child) => planField(child, warn));
  return { field, type: logicalType(field, children), meaning: 'stored', children };
}

function planExtension(field: ArrowField, extension: ArrowExtension): FieldPlan {
  const children = field.children.map((child): FieldPlan => ({ field: child, type: { type: 'mixed' }, meaning: 'stored', children: [] }));
  switch (extension.kind) {
    case 'uuid':
      return { field, type: { type: 'uuid' }, meaning: 'uuid', children };
    case 'bool8':
      return { field, type: { type: 'bool' }, meaning: 'bool8', children };
    case 'text':
      return { field, type: { type: 'text' }, meaning: 'stored', children };
    default: {
      const { dtype, shape } = extension;
      return { field, type: { type: 'tensor', dtype, shape }, meaning: { dtype, shape }, children };
    }
  }
}

/** The entries of a map: a struct of key and value, whatever they are called. */
function planMap(field: ArrowField, warn: Warn): FieldPlan {
  const [entries] = field.children as readonly [ArrowField];
  if (entries.type.kind !== 'struct' || entries.children.length !== 2 || entries.dictionary !== undefined) throw invalidArrow('the entries of a map are no pairs');
  const [key, value] = entries.children.map((child) => planField(child, warn)) as [FieldPlan, FieldPlan];
  const pair: FieldPlan = { field: entries, type: { type: 'mixed' }, meaning: 'stored', children: [key, value] };
  return { field, type: { type: 'map', key: key.type, value: value.type }, meaning: 'stored', children: [pair] };
}

function logicalType({ type, children }: ArrowField, plans: readonly FieldPlan[]): LogicalType {
  switch (type.kind) {
    case 'null':
    case 'integer':
    case 'decimal':
    case 'text':
    case 'bytes':
    case 'bool':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'duration':
      return { type: type.kind };
    case 'fixed-bytes':
      return { type: 'bytes' };
    case 'float':
      return { type: type.bitWidth === 64 ? 'float64' : 'float32' };
    case 'list':
    case 'fixed-list':
      return { type: 'list', element: plans[0]!.type };
    case 'run-end':
      return plans[1]!.type;
    case 'struct':
      return { type: 'struct', fields: children.map(({ name }, index) => ({ name, type: plans[index]!.type })) };
    default:
      throw unsupported(type);
  }
}

function unsupported({ kind }: ArrowType): InvalidDataError {
  const why = kind === 'union' ? 'unions, whose values have several types' : 'intervals, which count months';
  return new InvalidDataError('unsupported-value', `the column holds ${why}: these have no canonical encoding; leave the column out, or convert it`);
}

const childCounts: Partial<Readonly<Record<ArrowType['kind'], number>>> = { 'list': 1, 'fixed-list': 1, 'map': 1, 'run-end': 2 };

function checkChildren({ type, children }: ArrowField): void {
  if (type.kind === 'union') return;
  const expected = childCounts[type.kind] ?? (type.kind === 'struct' ? children.length : 0);
  if (children.length !== expected) throw invalidArrow(`a field of type ${type.kind} has ${children.length} children; expected ${expected}`);
  if (type.kind === 'struct' && new Set(children.map(({ name }) => name)).size !== children.length) throw new InvalidDataError('duplicate-key', 'a struct has two fields of one name');
  if (type.kind === 'run-end') {
    const [ends] = children as readonly [ArrowField];
    const isEnds = ends.type.kind === 'integer' && ends.type.signed && ends.type.bitWidth > 8 && ends.dictionary === undefined;
    if (!isEnds) throw invalidArrow('the run ends of a column are no integers of 16, 32 or 64 bits');
  }
}
