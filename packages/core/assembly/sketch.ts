/** What sketches take from a digest: its hash, where it is small enough, and its bin. */
import { candidates } from './memory';

/**
 * Hashes that were told lately, each at the place of its low bits: those of frequent records are not told again and
 * again. Nothing depends on it but time.
 */
const told: usize = memory.data(4096 * 8, 64);
const toldMask: u64 = 4095;

/** Forgets all that was told. */
export function forget(): void {
  memory.fill(told, 0, 4096 * 8);
  // No hash stands where its low bits do not lead; 0 would stand where it belongs.
  store<u64>(told, 1);
}

/**
 * Writes the hashes (first 8 bytes, big-endian) of `count` digests that are at most `limit` to `candidates`, but those
 * that were told lately; returns how many.
 */
export function collect(digests: usize, count: i32, limit: u64): i32 {
  let found = 0;
  const end = digests + ((<usize>count) << 5);
  for (let digest = digests; digest < end; digest += 32) {
    const hash = bswap(load<u64>(digest));
    if (hash > limit) continue;
    const place = told + ((<usize>(hash & toldMask)) << 3);
    if (load<u64>(place) === hash) continue;
    store<u64>(place, hash);
    store<u64>(candidates + ((<usize>found) << 3), hash);
    found++;
  }
  return found;
}

/**
 * Lowers the `binCount` minima at `bins`, uint64 each, by `count` digests: the bin is
 * (uint32 of digest[8, 12) · binCount) >> 32, the value that of digest[12, 20), both big-endian.
 */
export function lowerBins(digests: usize, count: i32, bins: usize, binCount: u32): void {
  const end = digests + ((<usize>count) << 5);
  for (let digest = digests; digest < end; digest += 32) {
    const bin = ((<u64>bswap(load<u32>(digest, 8))) * binCount) >> 32;
    const place = bins + ((<usize>bin) << 3);
    const value = bswap(load<u64>(digest, 12));
    if (value < load<u64>(place)) store<u64>(place, value);
  }
}
