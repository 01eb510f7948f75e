/** Buffers that grow with what they hold: a wide batch has few rows, a narrow one many. */

type Growable = Uint8Array | Uint32Array | Float64Array | BigInt64Array;

/** What buffers of nothing share: growing makes an array of their own before the first element is written. */
export const noBytes: Uint8Array = new Uint8Array(0);
/** See {@link noBytes}. */
export const noNumbers: Float64Array = new Float64Array(0);
/** Offsets of nothing: they begin with 0. See {@link noBytes}. */
export const noOffsets: Uint32Array = new Uint32Array(1);

/** `array`, or a longer copy of it, with room for `length` elements. */
export function withRoom<T extends Growable>(array: T, length: number): T {
  if (length <= array.length) return array;
  const Same = array.constructor as new (length: number) => T;
  const longer = new Same(Math.max(length, 2 * array.length));
  // Both are of one type, which the compiler cannot tell of a union.
  (longer as Uint8Array).set(array as Uint8Array);
  return longer;
}
