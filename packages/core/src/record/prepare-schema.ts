/** What preparation makes of a declared schema. */
import type { Cast } from '../canonical/cast/cast.ts';
import { compareText } from '../canonical/bytes.ts';
import { joinSchemas, sortStructs } from '../schema/join.ts';
import { overDeclared, overSeen, overUntyped, tellsFields } from './nested-type.ts';
import type { Preparation } from './preparation.ts';
import type { LogicalType, SchemaField } from '../spec/v1/batch.ts';

/**
 * The declared fields as they are in the records: selected, renamed, cast; by the names' UTF-8. Fields whose cast leaves
 * the type open are not among them: they are typed as seen.
 */
export function prepareSchema(declared: readonly SchemaField[], preparation: Preparation): SchemaField[] {
  return plan(declared, preparation)
    .flatMap(({ name, type, cast }) => (cast?.to === 'number' ? [] : [{ name, type: sortStructs(cast === undefined ? type : typeAfter(cast, type)) }]))
    .sort((a, b) => compareText(a.name, b.name));
}

/** The selected fields by their new names, as declared, and the casts that all their values go through. */
function plan(declared: readonly SchemaField[], { columns, rename = {}, casts = {}, textCasts = {} }: Preparation): (SchemaField & { readonly cast: Cast | undefined })[] {
  return declared
    .filter((field) => columns === undefined || columns.includes(field.name))
    .map((field) => {
      const name = Object.hasOwn(rename, field.name) ? rename[field.name]! : field.name;
      const cast = Object.hasOwn(casts, name) ? casts[name] : field.type.type === 'text' && Object.hasOwn(textCasts, name) ? textCasts[name] : undefined;
      return { name, type: field.type, cast };
    });
}

/**
 * The fields of the records of a pass: the declared ones as prepared, others as seen after the casts. Of declared fields
 * cast to a nested type, text does not tell which further struct fields there are: they are as seen.
 */
export function recordSchema(declared: readonly SchemaField[], seen: readonly SchemaField[], preparation: Preparation): SchemaField[] {
  const seenTypes = new Map(seen.map((field) => [field.name, field.type]));
  const untold = untoldFields(declared, preparation);
  const prepared = prepareSchema(declared, preparation).map(({ name, type }) => ({ name, type: untold.has(name) && seenTypes.has(name) ? overSeen(type, seenTypes.get(name)!) : type }));
  // A field declared null is typed by its records.
  const names = new Set(prepared.filter((field) => field.type.type !== 'null').map((field) => field.name));
  const others = typeAsCast(seen.filter((field) => !names.has(field.name)), preparation);
  return others.length === 0 ? prepared : joinSchemas(prepared, others);
}

/** Names of the declared fields whose declared type leaves open which struct fields a nested cast gives. */
function untoldFields(declared: readonly SchemaField[], preparation: Preparation): ReadonlySet<string> {
  const untold = plan(declared, preparation).filter(({ type, cast }) => cast?.to === 'type' && !tellsFields(cast.type, type));
  return new Set(untold.map(({ name }) => name));
}

/** The fields as seen, those that every value was cast to a type with that type: what a declared field would have. */
function typeAsCast(seen: readonly SchemaField[], { casts = {}, textCasts = {} }: Preparation): SchemaField[] {
  return seen.map(({ name, type }) => {
    const cast = Object.hasOwn(casts, name) ? casts[name]! : undefined;
    const textCast = cast === undefined && Object.hasOwn(textCasts, name) ? textCasts[name]! : undefined;
    if (textCast !== undefined) return { name, type: typeAsUntyped(textCast, type) };
    if (cast?.to === 'type') return { name, type: overSeen(cast.type, type) };
    return { name, type: cast === undefined || cast.to === 'number' ? type : typeAfter(cast, type) };
  });
}

/** The type of values of which a text cast has reached text and numbers. */
function typeAsUntyped(cast: Cast, seen: LogicalType): LogicalType {
  if (cast.to === 'float32' || cast.to === 'decimal') return overUntyped({ type: cast.to }, seen);
  return cast.to === 'type' ? overUntyped(cast.type, seen) : seen;
}

/** The type that a cast gives. */
function typeAfter(cast: Exclude<Cast, { readonly to: 'number' }>, type: LogicalType): LogicalType {
  switch (cast.to) {
    case 'bytes:hex':
    case 'bytes:base64':
      return { type: 'bytes' };
    case 'index':
      return { type: 'integer' };
    case 'name':
      return { type: 'text' };
    case 'tensor':
      return { type: 'tensor', dtype: cast.dtype, shape: cast.shape ?? (type.type === 'tensor' ? type.shape : null) };
    case 'type':
      return overDeclared(cast.type, type);
    case 'list':
      return type.type === 'tensor' && type.shape !== null ? listOf(type) : type;
    default:
      return { type: cast.to };
  }
}

function listOf({ dtype, shape }: LogicalType & { readonly type: 'tensor' }): LogicalType {
  const element: LogicalType = { type: dtype === 'bool' ? 'bool' : /^u?int/.test(dtype) ? 'integer' : dtype === 'float32' ? 'float32' : 'float64' };
  return shape!.reduce<LogicalType>((inner) => ({ type: 'list', element: inner }), element);
}
