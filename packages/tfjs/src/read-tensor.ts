/** Tensors to blocks: dtypes as they are, bits kept, read without waiting in the caller's way. */
import { InvalidDataError } from '@datasig/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Block } from './block.ts';
import { castElements } from './cast-elements.ts';
import { arrayDtypes, type NumericArray, type NumericDtype } from './tensor-like.ts';

/** A tensor that is being read. Its clone shares the memory, so that the tensor itself may be disposed of at once. */
export interface Reading {
  /** Never rejects. */
  readonly done: Promise<void>;
  /** The values once `done`. @throws what reading threw */
  readonly take: () => Block;
  /** Lets go of the clone. */
  readonly release: () => void;
}

/**
 * Begins to read. `data()` is asynchronous, so that a GPU is not waited for; string tensors come as bytes.
 *
 * @param isBatch whether the first dimension counts rows; otherwise the tensor is one row
 * @throws InvalidDataError `disposed-tensor`, `unsupported-value` for complex64
 */
export function beginReading(tensor: Tensor, isBatch: boolean): Reading {
  const { dtype, shape } = tensor;
  if (tensor.isDisposed) throw new InvalidDataError('disposed-tensor', 'a tensor was disposed of before it could be read');
  if (dtype === 'complex64') throw new InvalidDataError('unsupported-value', 'tensors of dtype complex64 have no canonical encoding; make two of it, tf.real(x) and tf.imag(x)');
  const clone = tensor.clone();
  // In a tidy of the caller's it would be gone before it is read.
  clone.kept = true;
  const rows = isBatch ? { rowCount: shape[0] ?? 0, rowShape: shape.slice(1) } : { rowCount: 1, rowShape: shape };
  let outcome: (() => Block) | undefined;
  // Not `bytes()` for numbers: it gives the whole buffer of an array that is only a part of one.
  const done = (dtype === 'string' ? clone.bytes() : clone.data()).then(
    (values) => {
      outcome = () => (dtype === 'string' ? { kind: 'text', ...rows, values: values as unknown as readonly Uint8Array[] } : { kind: 'numeric', ...rows, dtype, values: exactValues(values as NumericArray, dtype) });
    },
    (error: unknown) => {
      outcome = () => {
        throw error;
      };
    },
  );
  return { done, take: () => outcome!(), release: () => clone.dispose() };
}

/** Some backends keep int32 and bool as floats; nothing may be lost on the way back. */
function exactValues(values: NumericArray, dtype: NumericDtype): NumericArray {
  const held = arrayDtypes[values.constructor.name]!;
  return held === dtype || (held === 'uint8' && dtype === 'bool') ? values : castElements(values, dtype);
}
