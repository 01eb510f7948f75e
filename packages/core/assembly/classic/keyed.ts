/**
 * `classic/keyed-sha256`: for each i from 1 to k the least SHA-256(digest ‖ uint32 big-endian i), five digests at a time.
 *
 * The messages of a digest differ in the ninth word of their only block; what does not depend on it is worked out once a
 * digest. Hashes are told from minima by their first word; the others are looked at where that is not above.
 */
import { initialState } from '../sha-256';
import { fifthHash, hash, hashes } from './keyed-hash';
import { prepare, prepareFifth } from './keyed-shared';

/** Lowers the `k` minima at `minima`, eight words each in the machine's order, by `count` digests. */
export function lowerKeyed(digests: usize, count: i32, minima: usize, k: u32): void {
  const last = digests + ((<usize>count - 1) << 5);
  for (let digest = digests; digest <= last; digest += 160) {
    // A digest that comes twice changes nothing.
    prepareFifth(min(digest + 128, last));
    prepare(digest, min(digest + 32, last), min(digest + 64, last), min(digest + 96, last));
    for (let i: u32 = 1; i <= k; i++) {
      const minimum = minima + ((<usize>i - 1) << 5);
      if (v128.any_true(i32x4.le_u(hash(i), v128.load32_splat(minimum)))) {
        for (let lane: usize = 0; lane < 16; lane += 4) settle(minimum, hashes + lane, 4);
      }
      if (load<u32>(fifthHash) + load<u32>(initialState) <= load<u32>(minimum)) settle(minimum, fifthHash, 2);
    }
  }
}

/** Puts a hash in the minimum's place, where it is less: word i stands at `hash + (i << shift)`. */
function settle(minimum: usize, hash: usize, shift: usize): void {
  for (let i: usize = 0; i < 8; i++) {
    const word = load<u32>(hash + (i << shift)) + load<u32>(initialState + (i << 2));
    const least = load<u32>(minimum + (i << 2));
    if (word > least) return;
    if (word === least) continue;
    for (; i < 8; i++) store<u32>(minimum + (i << 2), load<u32>(hash + (i << shift)) + load<u32>(initialState + (i << 2)));
  }
}
