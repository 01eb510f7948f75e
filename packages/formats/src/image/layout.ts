/** What tensor an image becomes, settled from its header before anything is decoded. */
import { InvalidDataError, Tensor } from '@datasig/core';
import type { TensorDtype } from '@datasig/core/spec';
import { invalidImage } from './errors.ts';

/** The pixels of an image. */
export interface ImageLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly dtype: TensorDtype;
}

const sampleByteLengths: Readonly<Record<TensorDtype, number>> = {
  bool: 1, uint8: 1, int8: 1, uint16: 2, int16: 2, float16: 2, uint32: 4, int32: 4, float32: 4, uint64: 8, int64: 8, float64: 8,
};

/** Bytes of one sample. */
export function sampleByteLength(dtype: TensorDtype): number {
  return sampleByteLengths[dtype];
}

/**
 * Bytes of the decoded image, at most `byteLimit`.
 *
 * @throws InvalidDataError `invalid-image` for an image without pixels, `record-too-large`
 */
export function decodedByteLength(kind: string, { width, height, channels, dtype }: ImageLayout, byteLimit: number): number {
  if (width <= 0 || height <= 0) throw invalidImage(kind, `has ${width} × ${height} pixels; expected at least one`);
  const byteLength = width * height * channels * sampleByteLengths[dtype];
  if (byteLength > byteLimit) {
    throw new InvalidDataError('record-too-large', `the ${kind} image has ${width} × ${height} pixels of ${channels} ${dtype} samples; the limit is ${byteLimit} bytes decoded`);
  }
  return byteLength;
}

/** The tensor of `data`, which it takes over: shape [height, width] for one channel, else [height, width, channels]. */
export function imageTensor({ width, height, channels, dtype }: ImageLayout, data: Uint8Array): Tensor {
  return new Tensor(dtype, channels === 1 ? [height, width] : [height, width, channels], data);
}
