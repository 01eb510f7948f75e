/** Tensors to blocks: dtypes as they are, bits kept. */
import { InvalidDataError } from '@datasig/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Block } from './block.ts';
import { castElements } from './cast-elements.ts';
import { arrayDtypes, type NumericArray, type NumericDtype } from './tensor-like.ts';

/** A tensor that is being read. Where that takes until others may have disposed of it, it has to be held. */
export class Reading {
  /** Resolves when the values are there; never rejects. */
  readonly done: Promise<void>;
  /** Whether they are. */
  isDone = false;
  readonly #tensor: Tensor;
  readonly #dtype: Tensor['dtype'];
  /** Rows of the tensor, and the shape of one. */
  readonly rowCount: number;
  readonly #rowShape: readonly number[];
  #clone: Tensor | undefined;
  #values: unknown;
  #failure: { readonly error: unknown } | undefined;

  /**
   * Begins to read. `data()` is asynchronous, so that a GPU is not waited for; string tensors come as bytes.
   *
   * @param isBatch whether the first dimension counts rows; otherwise the tensor is one row
   * @throws InvalidDataError `disposed-tensor`, `unsupported-value` for complex64
   */
  constructor(tensor: Tensor, isBatch: boolean) {
    if (tensor.isDisposed) throw new InvalidDataError('disposed-tensor', 'a tensor was disposed of before it could be read');
    if (tensor.dtype === 'complex64') throw new InvalidDataError('unsupported-value', 'tensors of dtype complex64 have no canonical encoding; make two of it, tf.real(x) and tf.imag(x)');
    this.#tensor = tensor;
    this.#dtype = tensor.dtype;
    const { rowCount, rowShape } = rowsOf(tensor.shape, isBatch);
    this.rowCount = rowCount;
    this.#rowShape = rowShape;
    this.done = this.#read();
  }

  async #read(): Promise<void> {
    try {
      // Not `bytes()` for numbers: it gives the whole buffer of an array that is only a part of one.
      this.#values = await (this.#dtype === 'string' ? this.#tensor.bytes() : this.#tensor.data());
    } catch (error) {
      this.#failure = { error };
    }
    this.isDone = true;
  }

  /** The values once `done`; their array may be the tensor's own. @throws what reading threw */
  take(): Block {
    if (this.#failure !== undefined) throw this.#failure.error;
    const { rowCount } = this;
    const rowShape = this.#rowShape;
    if (this.#dtype === 'string') return { kind: 'text', rowCount, rowShape, values: this.#values as readonly Uint8Array[] };
    return { kind: 'numeric', rowCount, rowShape, dtype: this.#dtype as NumericDtype, values: exactValues(this.#values as NumericArray, this.#dtype as NumericDtype) };
  }

  /** Keeps what is read, by a clone that shares the memory or by a copy: the tensor, and the array that it was made of, are free then. */
  hold(): void {
    if (this.isDone && this.#dtype !== 'string') this.#values = (this.#values as NumericArray | undefined)?.slice();
    if (this.isDone || this.#clone !== undefined) return;
    this.#clone = this.#tensor.clone();
    // In a tidy of the caller's it would be gone before it is read.
    this.#clone.kept = true;
  }

  /** Lets go of the memory. */
  release(): void {
    this.#clone?.dispose();
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
