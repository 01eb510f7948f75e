/** What `features.json` of TensorFlow Datasets declares, as far as it is read. */
import type { LogicalType, TensorDtype } from '@datasig/core/spec';

/** What a leaf holds: numbers, text, or encoded images. */
type LeafDtype = TensorDtype | 'text' | 'image';

/** A feature that has values of its own in a record. */
export interface Leaf {
  readonly kind: 'leaf';
  /** The feature's class, as its name says: `Tensor`, `Image`… */
  readonly className: string;
  readonly dtype: LeafDtype;
  /** Of a value, without the sequences around it; null for a dimension that differs from record to record. */
  readonly shape: readonly (number | null)[];
  /** Of the sequences around it, from the outermost; null where the length differs. */
  readonly lists: readonly (number | null)[];
  /** How numbers stand in the record: as a list, or as bytes. */
  readonly encoding: 'none' | 'bytes' | 'zlib';
  /** Of images: the type and shape of their pixels, as declared. */
  readonly pixels?: { readonly dtype: string; readonly shape: readonly (number | null)[] };
}

/** Features with names. */
export interface Struct {
  readonly kind: 'struct';
  readonly fields: readonly NamedFeature[];
}

/** See {@link Struct}. */
export interface NamedFeature {
  readonly name: string;
  readonly feature: Feature;
}

/** A feature. */
export type Feature = Leaf | Struct;

const scalarTypes: Partial<Readonly<Record<LeafDtype, 'text' | 'bytes' | 'bool' | 'float32' | 'float64'>>> = { text: 'text', image: 'bytes', bool: 'bool', float16: 'float32', float32: 'float32', float64: 'float64' };

/** The logical type of its values. */
export function typeOf(feature: Feature): LogicalType {
  if (feature.kind === 'struct') return { type: 'struct', fields: feature.fields.map(({ name, feature: each }) => ({ name, type: typeOf(each) })) };
  const inner = feature.dtype === 'text' || feature.dtype === 'image' ? nested(scalarType(feature.dtype), feature.shape.length) : numberType(feature.dtype, feature.shape);
  return nested(inner, feature.lists.length);
}

function numberType(dtype: TensorDtype, shape: Leaf['shape']): LogicalType {
  if (shape.length === 0) return scalarType(dtype);
  return { type: 'tensor', dtype, shape: shape.includes(null) ? null : (shape as readonly number[]) };
}

function scalarType(dtype: LeafDtype): LogicalType {
  return { type: scalarTypes[dtype] ?? 'integer' };
}

function nested(type: LogicalType, depth: number): LogicalType {
  return depth === 0 ? type : { type: 'list', element: nested(type, depth - 1) };
}
