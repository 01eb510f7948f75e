/** Records of TensorFlow Datasets as the original Python tool serialises them, where the features are known. */
import { InvalidArgumentError } from '../errors.ts';

/** The value of one feature: of a fixed shape, its bytes little-endian in C order; else its bytes, of any number. */
export interface ClassicFeature {
  readonly fixed: boolean;
  readonly bytes: Uint8Array;
}

const wordByteLength = 4;

/**
 * The data point of one record: features in the order of their declaration. A variable one is its length as uint32
 * little-endian, then its bytes; the length stands at a multiple of 4 from the beginning, after zeros.
 *
 * @throws InvalidArgumentError when a feature has 2^32 bytes or more
 */
export function encodeClassicFeatures(features: readonly ClassicFeature[]): Uint8Array {
  const byteLength = features.reduce((end, { fixed, bytes }) => (fixed ? end : aligned(end) + wordByteLength) + bytes.length, 0);
  if (byteLength >= 2 ** 32) throw new InvalidArgumentError('invalid-argument', `a record has ${byteLength} bytes; classic data points have less than 2^32`);
  const point = new Uint8Array(byteLength);
  const view = new DataView(point.buffer);
  let end = 0;
  for (const { fixed, bytes } of features) {
    if (!fixed) {
      end = aligned(end);
      view.setUint32(end, bytes.length, true);
      end += wordByteLength;
    }
    point.set(bytes, end);
    end += bytes.length;
  }
  return point;
}

function aligned(offset: number): number {
  return Math.ceil(offset / wordByteLength) * wordByteLength;
}
