/** Extension types: what a field's metadata say of its values (Arrow, "Canonical Extension Types"). */
import { InvalidDataError } from '@datasig/core';
import type { TensorDtype } from '@datasig/core/spec';
import { invalidArrow } from './error.ts';
import type { ArrowField, ArrowType } from './type.ts';

/** An extension type that Datasig knows. */
export type ArrowExtension =
  | { readonly kind: 'uuid' | 'bool8' | 'text' }
  | { readonly kind: 'tensor'; readonly dtype: TensorDtype; readonly shape: readonly number[] };

const nameKey = 'ARROW:extension:name';
const parametersKey = 'ARROW:extension:metadata';
/** Extension types of Hugging Face's arrays. */
const featurePrefix = 'datasets.features.';

/** The extension type of a field; undefined where there is none or an unknown one, of which `warn` tells. @throws InvalidDataError */
export function extensionOf(field: ArrowField, warn: (sentence: string) => void): ArrowExtension | undefined {
  const name = field.metadata.get(nameKey);
  if (name === undefined) return undefined;
  const { type } = field;
  switch (name) {
    case 'arrow.uuid':
      return expect(name, type.kind === 'fixed-bytes' && type.byteWidth === 16, { kind: 'uuid' });
    case 'arrow.bool8':
      return expect(name, type.kind === 'integer' && type.bitWidth === 8 && type.signed, { kind: 'bool8' });
    case 'arrow.json':
      return expect(name, type.kind === 'text', { kind: 'text' });
    case 'arrow.fixed_shape_tensor':
      return tensorOf(field);
    case 'arrow.parquet.variant':
      throw new InvalidDataError('unsupported-value', 'the column is of type VARIANT, which has no canonical encoding; leave it out with --columns, or write it as text');
    default:
      // The features in the file's metadata tell of these.
      if (!name.startsWith(featurePrefix)) warn(`the extension type ${JSON.stringify(name)} is not known; values are read as they are stored`);
      return undefined;
  }
}

function expect(name: string, holds: boolean, extension: ArrowExtension): ArrowExtension {
  if (!holds) throw invalidArrow(`the extension type ${name} is stored as a type that it cannot have`);
  return extension;
}

function tensorOf({ type, children, metadata, dictionary }: ArrowField): ArrowExtension {
  const { shape, permutation } = parse(metadata.get(parametersKey));
  const isShape = Array.isArray(shape) && shape.length > 0 && shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0);
  const size = isShape ? (shape as number[]).reduce((product, dimension) => product * dimension, 1) : -1;
  if (type.kind !== 'fixed-list' || children.length !== 1 || type.size !== size || dictionary !== undefined) throw invalidArrow('a column of tensors is not stored as lists of the length that their shape says');
  if (Array.isArray(permutation) && permutation.some((axis, index) => axis !== index)) {
    throw new InvalidDataError('unsupported-value', 'the dimensions of the tensors are permuted; write the column with the dimensions in their order');
  }
  const dtype = dtypeOf(children[0]!);
  if (dtype === undefined) throw new InvalidDataError('unsupported-value', 'the elements of the tensors have a type that no tensor can have; cast the column to a list');
  return { kind: 'tensor', dtype, shape: shape as number[] };
}

function parse(text: string | undefined): { readonly shape?: unknown; readonly permutation?: unknown } {
  try {
    return (JSON.parse(text ?? '') ?? {}) as { readonly shape?: unknown };
  } catch {
    throw invalidArrow('the metadata of a column of tensors are not JSON');
  }
}

function dtypeOf({ type, dictionary }: ArrowField): TensorDtype | undefined {
  if (dictionary !== undefined) return undefined;
  if (type.kind === 'integer') return `${type.signed ? '' : 'u'}int${type.bitWidth}`;
  if (type.kind === 'float') return `float${type.bitWidth}`;
  return type.kind === 'bool' ? 'bool' : undefined;
}

/** Bytes of one element in Arrow's buffers; bools are bits there. */
export function elementByteWidth(type: ArrowType): number {
  return 'bitWidth' in type ? type.bitWidth / 8 : 1;
}
