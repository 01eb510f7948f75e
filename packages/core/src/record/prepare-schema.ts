/** What preparation makes of a declared schema. */
import type { Cast } from '../canonical/cast/cast.ts';
import { compareText } from '../canonical/bytes.ts';
import { sortStructs } from '../schema/join.ts';
import type { Preparation } from './preparation.ts';
import type { LogicalType, SchemaField } from '../spec/v1/batch.ts';

/**
 * The declared fields as they are in the records: selected, renamed, cast; by the names' UTF-8. Fields whose cast leaves
 * the type open are not among them: they are typed as seen.
 */
export function prepareSchema(declared: readonly SchemaField[], preparation: Preparation): SchemaField[] {
  const { columns, rename = {}, casts = {}, textCasts = {} } = preparation;
  return declared
    .filter((field) => columns === undefined || columns.includes(field.name))
    .flatMap((field) => {
      const name = Object.hasOwn(rename, field.name) ? rename[field.name]! : field.name;
      const cast = Object.hasOwn(casts, name) ? casts[name] : field.type.type === 'text' && Object.hasOwn(textCasts, name) ? textCasts[name] : undefined;
      if (cast?.to === 'number') return [];
      return [{ name, type: sortStructs(cast === undefined ? field.type : typeAfter(cast, field.type)) }];
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** The fields as seen, those that every value was cast to a type with that type: what a declared field would have. */
export function typeAsCast(seen: readonly SchemaField[], { casts = {} }: Preparation): SchemaField[] {
  return seen.map(({ name, type }) => {
    const cast = Object.hasOwn(casts, name) ? casts[name]! : undefined;
    return { name, type: cast === undefined || cast.to === 'number' ? type : typeAfter(cast, type) };
  });
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
      return cast.type;
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
