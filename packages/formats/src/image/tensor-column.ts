/** Tensors to a column. */
import type { Tensor } from '@datasig/core';
import type { Column } from '@datasig/core/spec';

/** A tensor column when all tensors have one dtype and shape, else, or without any, a column of values; null stays null. One tensor is not copied. */
export function tensorColumn(name: string, tensors: readonly (Tensor | null)[]): Column {
  const first = tensors.find((tensor) => tensor !== null);
  if (first === undefined || first === null || !tensors.every((tensor) => tensor === null || isAlike(tensor, first))) return { type: 'values', name, values: tensors };
  if (tensors.length === 1) return { type: 'tensor', name, dtype: first.dtype, shape: first.shape, data: first.data };
  const data = new Uint8Array(tensors.length * first.data.length);
  const valid = new Uint8Array(tensors.length);
  let hasNulls = false;
  for (const [row, tensor] of tensors.entries()) {
    if (tensor === null) {
      hasNulls = true;
      continue;
    }
    valid[row] = 1;
    data.set(tensor.data, row * first.data.length);
  }
  return { type: 'tensor', name, dtype: first.dtype, shape: first.shape, data, ...(hasNulls && { valid }) };
}

function isAlike({ dtype, shape }: Tensor, other: Tensor): boolean {
  return dtype === other.dtype && shape.length === other.shape.length && shape.every((dimension, axis) => dimension === other.shape[axis]);
}
