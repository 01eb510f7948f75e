/** Tensors to blocks: dtypes as they are, bits kept, read without waiting in the caller's way. */
import { InvalidDataError } from '@datasig/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Block } from './block.ts';
import { castElements } from './cast-elements.ts';
import { arrayDtypes, type NumericArray, type NumericDtype } from './tensor-like.ts';

/** A tensor that is being read. Its clone shares the memory, so that the tensor itself may be disposed of at once. */
export class Reading {
  /** Resolves when the values are there; never rejects. */
  readonly done: Promise<void>;
  readonly #clone: Tensor;
  readonly #isBatch: boolean;
  #values: unknown;
  #failure: { readonly error: unknown } | undefined;

  /**
   * Begins to read. `data()` is asynchronous, so that a GPU is not waited for; string tensors come as bytes.
   *
   * @param isBatch whether the first dimension counts rows; otherwise the tensor is one row
   * @throws InvalidDataError `disposed-tensor`, `unsupported-value` for complex64
   */
  constructor(tensor: Tensor, isBatch: boolean) {
    const { dtype } = tensor;
    if (tensor.isDisposed) throw new InvalidDataError('disposed-tensor', 'a tensor was disposed of before it could be read');
    if (dtype === 'complex64') throw new InvalidDataError('unsupported-value', 'tensors of dtype complex64 have no canonical encoding; make two of it, tf.real(x) and tf.imag(x)');
    this.#isBatch = isBatch;
    this.#clone = tensor.clone();
    // In a tidy of the caller's it would be gone before it is read.
    this.#clone.kept = true;
    this.done = this.#read();
  }

  async #read(): Promise<void> {
    try {
      // Not `bytes()` for numbers: it gives the whole buffer of an array that is only a part of one.
      this.#values = await (this.#clone.dtype === 'string' ? this.#clone.bytes() : this.#clone.data());
    } catch (error) {
      this.#failure = { error };
    }
  }

  /** The values once `done`. @throws what reading threw */
  take(): Block {
    if (this.#failure !== undefined) throw this.#failure.error;
    const { shape, dtype } = this.#clone;
    const rows = rowsOf(shape, this.#isBatch);
    if (dtype === 'string') return { kind: 'text', rowCount: rows.rowCount, rowShape: rows.rowShape, values: this.#values as readonly Uint8Array[] };
    return { kind: 'numeric', rowCount: rows.rowCount, rowShape: rows.rowShape, dtype: dtype as NumericDtype, values: exactValues(this.#values as NumericArray, dtype as NumericDtype) };
  }

  /** Lets go of the clone. */
  release(): void {
    this.#clone.dispose();
  }
}

/** The rows of a shape: those of its first dimension, or it is one. */
export function rowsOf(shape: readonly number[], isBatch: boolean): { readonly rowCount: number; readonly rowShape: readonly number[] } {
  return isBatch ? { rowCount: shape[0] ?? 0, rowShape: shape.slice(1) } : { rowCount: 1, rowShape: shape };
}

/** Some backends keep int32 and bool as floats; nothing may be lost on the way back. */
function exactValues(values: NumericArray, dtype: NumericDtype): NumericArray {
  const held = arrayDtypes[values.constructor.name]!;
  return held === dtype || (held === 'uint8' && dtype === 'bool') ? values : castElements(values, dtype);
}
