/** Casts between lists and tensors, and of a tensor's dtype: shape and values exact. */
import { InvalidDataError } from '../../errors.ts';
import { checkTensor, encodeTensor, tensorElements } from '../tensor.ts';
import { Tensor, tagOf } from '../value.ts';
import type { TensorDtype, TensorValue, Value } from '../../spec/v1/batch.ts';

type Element = number | bigint | boolean;

/** A nested list of the tensor's elements; a list stays as it is. @throws InvalidDataError */
export function castToList(value: Value): Value {
  if (Array.isArray(value)) return value as readonly Value[];
  const tensor = asTensor(value);
  if (tensor === undefined || tensor.shape.length === 0) throw new InvalidDataError('cast-unsupported', 'only a tensor of rank 1 or more can be cast to a list');
  return nest(tensorElements(tensor.dtype, tensor.data), tensor.shape);
}

/** A tensor of the given dtype and, where given, shape. @throws InvalidDataError */
export function castToTensor(value: Value, dtype: TensorDtype, shape: readonly number[] | null): Tensor {
  const tensor = asTensor(value);
  if (tensor !== undefined) return build(tensorElements(tensor.dtype, tensor.data), dtype, tensor.shape, shape);
  if (!Array.isArray(value)) throw new InvalidDataError('cast-unsupported', 'only a list or a tensor can be cast to a tensor');
  const found = shapeOf(value as readonly Value[]);
  const elements: Element[] = [];
  flatten(value as readonly Value[], found, 0, elements);
  return build(elements, dtype, found, shape);
}

function asTensor(value: Value): TensorValue | undefined {
  if (typeof value !== 'object' || value === null || tagOf(value) !== 'tensor') return undefined;
  checkTensor(value as TensorValue);
  return value as TensorValue;
}

function build(elements: readonly Element[], dtype: TensorDtype, found: readonly number[], wanted: readonly number[] | null): Tensor {
  if (wanted !== null && (wanted.length !== found.length || wanted.some((dimension, axis) => dimension !== found[axis]))) {
    throw new InvalidDataError('cast-failed', `expected the shape [${wanted.join(', ')}], got [${found.join(', ')}]`);
  }
  return new Tensor(dtype, found, encodeTensor(dtype, elements));
}

/** The shape that the first element of every level gives; {@link flatten} holds the others to it. */
function shapeOf(list: readonly Value[]): number[] {
  const shape: number[] = [];
  for (let level: Value = list; Array.isArray(level) && shape.length <= 64; level = (level as readonly Value[])[0]) shape.push(level.length);
  return shape;
}

function flatten(value: Value, shape: readonly number[], axis: number, elements: Element[]): void {
  if (axis === shape.length) {
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') elements.push(value);
    else throw new InvalidDataError('cast-failed', 'a list holds something other than numbers or booleans, which a tensor cannot');
    return;
  }
  if (!Array.isArray(value) || value.length !== shape[axis]) throw new InvalidDataError('cast-failed', 'the lists in a list differ in length or depth, which a tensor cannot');
  for (const element of value as readonly Value[]) flatten(element, shape, axis + 1, elements);
}

function nest(elements: readonly Element[], shape: readonly number[]): Value[] {
  if (shape.length === 1) return elements.slice();
  const [length, ...rest] = shape as [number, ...number[]];
  const size = rest.reduce((product, dimension) => product * dimension, 1);
  return Array.from({ length }, (_, index) => nest(elements.slice(index * size, (index + 1) * size), rest));
}
