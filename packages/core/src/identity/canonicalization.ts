/** How records became digests: what two fingerprints must share to be compared at all. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { IncompatibleError, InvalidArgumentError } from '../errors.ts';

/** Encoding, digest and key of a fingerprint. */
export interface Canonicalization {
  /** The encoding of records: Datasig's own, or the serialisations of the original Python tool. */
  readonly id: 'datasig-cbor/1' | 'datasig-classic/1';
  readonly digest: 'sha-256' | 'hmac-sha-256';
  /** 32 hex digits that name the key without giving it away; null when records are digested without a key. */
  readonly keyId: string | null;
}

/** Bytes of a key. */
const keyByteLength = 32;
const keyIdByteLength = 16;

/**
 * Names a key: the first 16 bytes of HMAC-SHA-256(key, "datasig-key-id/1"), in hex.
 *
 * @throws InvalidArgumentError `invalid-key` unless the key is 32 bytes
 */
export function keyIdOf(key: Uint8Array): string {
  if (key.length !== keyByteLength) {
    throw new InvalidArgumentError('invalid-key', `a key has exactly ${keyByteLength} bytes; got ${key.length}`);
  }
  return bytesToHex(hmac(sha256, key, new TextEncoder().encode('datasig-key-id/1')).subarray(0, keyIdByteLength));
}

/** The canonicalization of fingerprints made with `key`, or without. */
export function canonicalizationFor(key?: Uint8Array): Canonicalization {
  return key === undefined
    ? { id: 'datasig-cbor/1', digest: 'sha-256', keyId: null }
    : { id: 'datasig-cbor/1', digest: 'hmac-sha-256', keyId: keyIdOf(key) };
}

/** The canonicalization of classic fingerprints. */
export const classicCanonicalization: Canonicalization = { id: 'datasig-classic/1', digest: 'sha-256', keyId: null };

/**
 * Refuses to put two fingerprints together whose digests have nothing in common.
 *
 * @throws IncompatibleError `encoding-mismatch`, `digest-mismatch` or `key-mismatch`
 */
export function assertSameCanonicalization(a: Canonicalization, b: Canonicalization): void {
  const context = { a: JSON.stringify(a), b: JSON.stringify(b) };
  if (a.id !== b.id) {
    throw new IncompatibleError('encoding-mismatch', `the records were encoded differently (${a.id} and ${b.id}); make both fingerprints the same way, with or without --classic`, { context });
  }
  if (a.digest !== b.digest) {
    throw new IncompatibleError('digest-mismatch', `one fingerprint is keyed and the other is not (${a.digest} and ${b.digest}); make both with the same key or both without`, { context });
  }
  if (a.keyId !== b.keyId) {
    throw new IncompatibleError('key-mismatch', `the fingerprints were made with different keys (key ids ${a.keyId} and ${b.keyId}); make both with the same key`, { context });
  }
}
