/** Tensors' element types. */

/** Element types of tensors. */
export type TensorDtype =
  | 'bool' | 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'int8' | 'int16' | 'int32' | 'int64' | 'float16' | 'float32' | 'float64';
