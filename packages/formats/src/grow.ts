/** Buffers that grow with what they hold: a wide batch has few rows, a narrow one many. */

type Growable = Uint8Array | Uint32Array | Float64Array;

/** `array`, or a longer copy of it, with room for `length` elements. */
export function withRoom<T extends Growable>(array: T, length: number): T {
  if (length <= array.length) return array;
  const Same = array.constructor as new (length: number) => T;
  const longer = new Same(Math.max(length, 2 * array.length));
  longer.set(array);
  return longer;
}
