/** Whether values of two types can have equal encodings (`docs/spec/canonical-encoding.md`). */
import type { LogicalType, SchemaField } from '../spec/v1/batch.ts';

/** Where two types part: a path into the field, and the types there. */
export interface TypeMismatch {
  /** Names with dots, `[]` for elements of a list, `{}` for values of a map. */
  readonly path: string;
  readonly a: LogicalType;
  readonly b: LogicalType;
}

/** Values of these types are equal when they are the same number. */
export const numberTypes: readonly string[] = ['integer', 'float32', 'float64'];

/** Whether a value of one type can equal one of the other. */
export function canMatch(a: LogicalType, b: LogicalType): boolean {
  return findMismatch('', a, b) === undefined;
}

/** The first place at which values of two types cannot be equal; undefined where they can. */
export function findMismatch(path: string, a: LogicalType, b: LogicalType): TypeMismatch | undefined {
  return findPlace(path, a, b, (typeA, typeB) => !areAlike(typeA, typeB));
}

/** The first place where one type has float32 and the other float64: numbers that float32 rounds are not equal there. */
export function findRounding(path: string, a: LogicalType, b: LogicalType): TypeMismatch | undefined {
  return findPlace(path, a, b, ({ type: typeA }, { type: typeB }) => (typeA === 'float32' && typeB === 'float64') || (typeA === 'float64' && typeB === 'float32'));
}

/** Whether two types part where they stand; asked where they are not both lists, maps or structs. */
type Parts = (a: LogicalType, b: LogicalType) => boolean;

function findPlace(path: string, a: LogicalType, b: LogicalType, parts: Parts): TypeMismatch | undefined {
  if (isOpen(a) || isOpen(b)) return undefined;
  if (a.type === 'list' && b.type === 'list') return findPlace(`${path}[]`, a.element, b.element, parts);
  const structA = asStruct(a);
  const structB = asStruct(b);
  if (structA !== undefined && structB !== undefined) return findInStructs(path, structA, structB, parts);
  if (a.type === 'map' && b.type === 'map') return findPlace(`${path} (keys)`, a.key, b.key, parts) ?? findPlace(`${path}{}`, a.value, b.value, parts);
  return parts(a, b) ? { path, a, b } : undefined;
}

function isOpen({ type }: LogicalType): boolean {
  return type === 'null' || type === 'mixed';
}

/** Fields by name, or one type for all; a map of texts is encoded as a struct is. */
type StructLike = readonly SchemaField[] | { readonly valueType: LogicalType };

function asStruct(type: LogicalType): StructLike | undefined {
  if (type.type === 'struct') return type.fields;
  return type.type === 'map' && type.key.type === 'text' ? { valueType: type.value } : undefined;
}

function findInStructs(path: string, a: StructLike, b: StructLike, parts: Parts): TypeMismatch | undefined {
  if ('valueType' in a && 'valueType' in b) return findPlace(`${path}{}`, a.valueType, b.valueType, parts);
  const named = 'valueType' in a ? (b as readonly SchemaField[]) : a;
  const typesB = new Map('valueType' in b ? [] : b.map((field) => [field.name, field.type]));
  for (const { name, type } of named) {
    const typeA = 'valueType' in a ? a.valueType : type;
    const typeB = 'valueType' in b ? b.valueType : typesB.get(name);
    const mismatch = typeB && findPlace(`${path}.${name}`, typeA, typeB, parts);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function areAlike(a: LogicalType, b: LogicalType): boolean {
  if (numberTypes.includes(a.type) && numberTypes.includes(b.type)) return true;
  if ((a.type === 'decimal' && b.type === 'integer') || (a.type === 'integer' && b.type === 'decimal')) return true;
  // A map of other keys is encoded as a list of pairs.
  if ((a.type === 'map' && b.type === 'list') || (a.type === 'list' && b.type === 'map')) return true;
  if (a.type === 'tensor' && b.type === 'tensor') return a.dtype === b.dtype && (a.shape === null || b.shape === null || a.shape.join() === b.shape.join());
  return a.type === b.type;
}
