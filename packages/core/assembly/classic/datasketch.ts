/** The schemes of datasketch: a hash of 32 bits from SHA-1(digest), permuted k times. */
import { firstWordOfSha1 } from './sha-1';

/** 2^61 − 1. */
const prime: u64 = 0x1fffffffffffffff;

/**
 * `classic/datasketch-legacy`: lowers the `k` minima, uint32 each, by the low half of ((h · a + b) mod 2^64) mod prime;
 * `a` and `b` stand in turn at `coefficients`, uint64 each.
 */
export function lowerLegacy(digests: usize, count: i32, coefficients: usize, minima: usize, k: u32): void {
  const end = digests + ((<usize>count) << 5);
  for (let digest = digests; digest < end; digest += 32) {
    const hash = <u64>bswap(firstWordOfSha1(digest));
    for (let i: usize = 0; i < <usize>k; i++) {
      const pair = coefficients + (i << 4);
      const permuted = hash * load<u64>(pair) + load<u64>(pair, 8);
      // At most prime + 7.
      let rest = (permuted & prime) + (permuted >> 61);
      if (rest >= prime) rest -= prime;
      const value = <u32>rest;
      const minimum = minima + (i << 2);
      if (value < load<u32>(minimum)) store<u32>(minimum, value);
    }
  }
}

/**
 * `classic/datasketch-affine32`: lowers the `k` minima, uint32 each, by (a · mix(h) + b) mod 2^32; all `a` stand at `a`,
 * all `b` at `b`, with minima for whole vectors.
 */
export function lowerAffine(digests: usize, count: i32, a: usize, b: usize, minima: usize, k: u32): void {
  const end = digests + ((<usize>count) << 5);
  for (let digest = digests; digest < end; digest += 32) {
    const hash = i32x4.splat(mix(bswap(firstWordOfSha1(digest))));
    for (let i: usize = 0; i < (<usize>k) << 2; i += 16) {
      const value = i32x4.add(i32x4.mul(v128.load(a + i), hash), v128.load(b + i));
      v128.store(minima + i, i32x4.min_u(v128.load(minima + i), value));
    }
  }
}

/** The finaliser of MurmurHash3 for 32 bits (Appleby, 2011). */
function mix(hash: u32): u32 {
  let mixed = (hash ^ (hash >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}
