/**
 * Hash lists: ascending, distinct 64-bit hashes, the contents of every sketch.
 */

/** One more than the largest 64-bit hash: the threshold of a sketch that left nothing out. */
export const hashSpace: bigint = 2n ** 64n;

/** The distinct values in ascending order, in a new array; `values` stay as they are. */
export function toHashList(values: BigUint64Array): BigUint64Array {
  const sorted = values.slice().sort();
  let length = 0;
  for (let index = 0; index < sorted.length; index++) {
    const hash = sorted[index]!;
    if (length === 0 || hash !== sorted[length - 1]) sorted[length++] = hash;
  }
  return sorted.slice(0, length);
}

/** The union of two hash lists, as a new hash list. */
export function uniteHashLists(a: BigUint64Array, b: BigUint64Array): BigUint64Array {
  const union = new BigUint64Array(a.length + b.length);
  let length = 0;
  let indexA = 0;
  let indexB = 0;
  while (indexA < a.length && indexB < b.length) {
    const hashA = a[indexA]!;
    const hashB = b[indexB]!;
    if (hashA <= hashB) indexA++;
    if (hashB <= hashA) indexB++;
    union[length++] = hashA < hashB ? hashA : hashB;
  }
  const rest = indexA < a.length ? a.subarray(indexA) : b.subarray(indexB);
  union.set(rest, length);
  return union.slice(0, length + rest.length);
}

/** How many hashes of a hash list are below `threshold`. */
export function countBelow(hashes: BigUint64Array, threshold: bigint): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hashes[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many hashes two hash lists share. */
export function countCommon(a: BigUint64Array, b: BigUint64Array): number {
  let common = 0;
  let indexA = 0;
  let indexB = 0;
  while (indexA < a.length && indexB < b.length) {
    const hashA = a[indexA]!;
    const hashB = b[indexB]!;
    if (hashA === hashB) common++;
    if (hashA <= hashB) indexA++;
    if (hashB <= hashA) indexB++;
  }
  return common;
}

/** The index of the first hash that is not above the one before it, or -1 in a hash list. */
export function findDisorder(hashes: BigUint64Array): number {
  for (let index = 1; index < hashes.length; index++) {
    if (hashes[index]! <= hashes[index - 1]!) return index;
  }
  return -1;
}
