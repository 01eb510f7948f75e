/**
 * Digests of long records, one at a time, by what the platform has: on Node its OpenSSL, which beats four lanes from a
 * few hundred bytes on where the processor has instructions for SHA-256; elsewhere the reference.
 */
import { type Digest, recordDigest } from '../reference/digest.ts';

/** `crypto.hash` of Node, whose result as latin1 costs least. */
type NativeHash = (algorithm: 'sha256', data: Uint8Array, encoding: 'latin1') => string;

const nativeHash = findNativeHash();

/** Node's hash, found without an import that other runtimes would stumble over. */
function findNativeHash(): NativeHash | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => { hash?: NativeHash } | undefined } };
  return process?.getBuiltinModule?.('node:crypto')?.hash;
}

/** Whether the platform has a faster digest of long records than the lanes may be. */
export const hasNativeHash: boolean = nativeHash !== undefined;

const blockByteLength = 64;

/** The block of HMAC (RFC 2104) for a key of at most 64 bytes and its pad byte. */
export function keyBlock(key: Uint8Array, pad: 0x36 | 0x5c): Uint8Array {
  const block = new Uint8Array(blockByteLength).fill(pad);
  key.forEach((byte, index) => (block[index]! ^= byte));
  return block;
}

/** A digest of single records, keyed or not. */
export function longDigest(key?: Uint8Array): Digest {
  if (nativeHash === undefined) return recordDigest(key);
  const hash = nativeHash;
  if (key === undefined) return (canonical) => toBytes(hash('sha256', canonical, 'latin1'));
  const inner = keyBlock(key, 0x36);
  const outer = new Uint8Array(blockByteLength + 32);
  outer.set(keyBlock(key, 0x5c));
  return (canonical) => {
    const message = new Uint8Array(blockByteLength + canonical.length);
    message.set(inner);
    message.set(canonical, blockByteLength);
    outer.set(toBytes(hash('sha256', message, 'latin1')), blockByteLength);
    return toBytes(hash('sha256', outer, 'latin1'));
  };
}

const digestBytes = new Uint8Array(32);

/** The bytes of a latin1 string of 32 characters, in one array that is used again. */
function toBytes(text: string): Uint8Array {
  for (let index = 0; index < 32; index++) digestBytes[index] = text.charCodeAt(index);
  return digestBytes;
}
