/** The record digest: SHA-256 (FIPS 180-4), or HMAC-SHA-256 (RFC 2104) where there is a key. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** Digests canonical bytes; the result is a new array of 32 bytes. */
export type Digest = (canonical: Uint8Array) => Uint8Array;

/** The digest of records, keyed or not. */
export function recordDigest(key?: Uint8Array): Digest {
  if (key === undefined) return sha256;
  // The key's two blocks are hashed once; every record goes on from a copy.
  const keyed = hmac.create(sha256, key);
  return (canonical) => keyed.clone().update(canonical).digest();
}
