/** Seeded random damage to bytes: what hostile and broken files look like. */

/** Mulberry32: numbers in [0, 1), the same sequence for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The values that sizes and lengths break at. */
const extremes = [0x00, 0xff, 0x7f] as const;

type Damage = (bytes: Uint8Array, random: () => number) => Uint8Array;

function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit);
}

/** One to four bits are flipped. */
const flip: Damage = (bytes, random) => {
  const damaged = Uint8Array.from(bytes);
  for (let count = 1 + below(4, random); count > 0; count--) damaged[below(damaged.length, random)]! ^= 1 << below(8, random);
  return damaged;
};

/** One to eight neighbouring bytes become one extreme value. */
const overwrite: Damage = (bytes, random) => {
  const start = below(bytes.length, random);
  return Uint8Array.from(bytes).fill(extremes[below(extremes.length, random)]!, start, start + 1 + below(8, random));
};

/** The end is cut off. */
const truncate: Damage = (bytes, random) => bytes.slice(0, below(bytes.length, random));

/** A piece of at most 64 bytes stands twice, the second time somewhere else. */
const duplicate: Damage = (bytes, random) => {
  const start = below(bytes.length, random);
  const piece = bytes.slice(start, start + 1 + below(64, random));
  const place = below(bytes.length + 1, random);
  const damaged = new Uint8Array(bytes.length + piece.length);
  damaged.set(bytes.subarray(0, place));
  damaged.set(piece, place);
  damaged.set(bytes.subarray(place), place + piece.length);
  return damaged;
};

const damages: readonly Damage[] = [flip, overwrite, truncate, duplicate];

/**
 * A damaged copy of `bytes`, which stay as they are: flipped bits, 1 to 8 bytes of 0x00, 0xff or 0x7f, an end cut off,
 * or a piece that stands twice. Empty bytes stay empty. One copy in eight is damaged again.
 */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  if (bytes.length === 0) return new Uint8Array(0);
  const damaged = damages[below(damages.length, random)]!(bytes, random);
  return random() < 0.125 ? mutate(damaged, random) : damaged;
}
