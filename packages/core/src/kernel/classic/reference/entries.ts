/** Entries of 32 bytes, ordered as byte strings. */

/** Bytes of an entry. */
export const entryByteLength = 32;

/** `k` entries, each the greatest there is. */
export function greatestEntries(k: number): Uint8Array {
  return new Uint8Array(k * entryByteLength).fill(0xff);
}

/** How `a` stands to entry `index` of `entries`: below 0, 0, above 0. */
export function compareEntry(a: Uint8Array, entries: Uint8Array, index: number): number {
  const start = index * entryByteLength;
  for (let i = 0; i < entryByteLength; i++) {
    const difference = a[i]! - entries[start + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
