/** Files damaged at random, the same way each time. */

/** Numbers from 0 to 2^32, the same ones each time (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Changes some bytes, a run of them, or the length; half of all in the first page or at the beginning of one. */
export function mutate(bytes: Uint8Array, pageSize: number, random: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const kind = random() % 10;
  if (kind === 0) return copy.subarray(0, random() % copy.length);
  if (kind === 1) return copy.fill(random(), (random() % Math.floor(copy.length / pageSize)) * pageSize).subarray(0);
  for (let count = 1 + (random() % 4); count > 0; count--) {
    const page = random() % Math.floor(copy.length / pageSize);
    const offset = random() % 2 === 0 ? page * pageSize + (random() % 64) : random() % copy.length;
    copy[offset] = random();
  }
  return copy;
}
