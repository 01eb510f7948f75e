/** `classic/xor`: for each of k masks the least digest XOR mask; both in words of the machine's order, eight an entry. */

/** First words of masks and minima, side by side. */
const firstOfMasks: usize = memory.data(400 * 4, 16);
const firstOfMinima: usize = memory.data(400 * 4, 16);

/** Begins a signature: call when masks and minima stand at their places. */
export function beginXor(masks: usize, minima: usize, k: u32): void {
  for (let i: usize = 0; i < <usize>k; i++) {
    store<u32>(firstOfMasks + (i << 2), load<u32>(masks + (i << 5)));
    store<u32>(firstOfMinima + (i << 2), load<u32>(minima + (i << 5)));
  }
}

/** Lowers the `k` minima by `count` digests. */
export function lowerXor(digests: usize, count: i32, masks: usize, minima: usize, k: u32): void {
  const end = digests + ((<usize>count) << 5);
  for (let digest = digests; digest < end; digest += 32) {
    const word = i32x4.splat(bswap(load<u32>(digest)));
    for (let i: usize = 0; i < (<usize>k) << 2; i += 16) {
      const masked = v128.xor(word, v128.load(firstOfMasks + i));
      const low = i32x4.bitmask(i32x4.le_u(masked, v128.load(firstOfMinima + i)));
      if (low === 0) continue;
      for (let lane: usize = 0; lane < 4; lane++) {
        const entry = (i >> 2) + lane;
        if (low & (1 << (<i32>lane)) && entry < <usize>k) settle(digest, masks, minima, entry);
      }
    }
  }
}

function settle(digest: usize, masks: usize, minima: usize, entry: usize): void {
  const mask = masks + (entry << 5);
  const minimum = minima + (entry << 5);
  for (let i: usize = 0; i < 32; i += 4) {
    const word = bswap(load<u32>(digest + i)) ^ load<u32>(mask + i);
    const least = load<u32>(minimum + i);
    if (word > least) return;
    if (word === least) continue;
    for (; i < 32; i += 4) store<u32>(minimum + i, bswap(load<u32>(digest + i)) ^ load<u32>(mask + i));
  }
  store<u32>(firstOfMinima + (entry << 2), load<u32>(minimum));
}
