/** Whose a tensor is: by the rule of tf.data whoever pulls an element disposes of it, but not of what was there before. */
import { isNumericArray, isTensor } from './tensor-like.ts';

interface Engine {
  readonly constructor: { readonly nextTensorId?: unknown };
}

/**
 * The number that the next tensor will get, from the engine that all copies of TensorFlow.js share; -Infinity where it
 * cannot be known, so that every element counts as made for whoever pulls it.
 */
export function nextTensorId(): number {
  const id = (globalThis as { readonly _tfengine?: Engine })._tfengine?.constructor.nextTensorId;
  return typeof id === 'number' ? id : -Infinity;
}

/** Disposes of the tensors of an element that were made since `firstId` was taken. */
export function disposeElement(element: unknown, firstId: number): void {
  if (isTensor(element)) {
    if (!element.isDisposed && element.id >= firstId) element.dispose();
    return;
  }
  if (typeof element !== 'object' || element === null || isNumericArray(element)) return;
  for (const member of Object.values(element)) disposeElement(member, firstId);
}
