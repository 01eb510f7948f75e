/** Samples of less than a byte, and their expansion to whole bytes. */

/** The first `count` samples of `depth` bits (1, 2 or 4), the highest bits of a byte first; one byte each. */
export function unpackBits(packed: Uint8Array, depth: number, count: number): Uint8Array {
  const samples = new Uint8Array(count);
  const perByte = 8 / depth;
  const mask = (1 << depth) - 1;
  for (let index = 0; index < count; index++) {
    const shift = 8 - depth * (1 + (index % perByte));
    samples[index] = (packed[Math.floor(index / perByte)]! >> shift) & mask;
  }
  return samples;
}

/** Scales samples of `depth` bits in place so that the largest is 255. Exact: 255 is a multiple of 1, 3 and 15. */
export function scaleToByte(samples: Uint8Array, depth: number): void {
  const factor = 255 / ((1 << depth) - 1);
  if (factor === 1) return;
  for (let index = 0; index < samples.length; index++) samples[index] = samples[index]! * factor;
}
