/**
 * Digests of long records, one at a time, by what the platform has: on Node its OpenSSL, which beats the lanes from a
 * few hundred bytes on where the processor has instructions for SHA-256; elsewhere the reference.
 */
import { nodeBuiltin } from '../../node-builtin.ts';
import { recordDigest } from '../reference/digest.ts';

/** Writes the digest of `canonical` to the 32 bytes at `address` of `memory`. */
export type LongDigest = (canonical: Uint8Array, memory: ArrayBuffer, address: number) => void;

/** The parts of Node that are used. */
interface Node {
  readonly hash: (algorithm: 'sha256', data: Uint8Array, encoding: 'latin1') => string;
  readonly bufferFrom: (memory: ArrayBuffer) => { write(text: string, offset: number, byteLength: number, encoding: 'latin1'): number };
}

/** Null where there is no Node; undefined until asked for, since loading it takes milliseconds that short runs need not pay. */
let node: Node | null | undefined;

function findNode(): Node | null {
  if (node === undefined) node = loadNode();
  return node;
}

function loadNode(): Node | null {
  const { hash } = nodeBuiltin<Pick<Node, 'hash'>>('node:crypto');
  const { Buffer } = nodeBuiltin<{ readonly Buffer: { readonly from: Node['bufferFrom'] } }>('node:buffer');
  return hash === undefined || Buffer === undefined ? null : { hash, bufferFrom: Buffer.from };
}

/** Whether the platform may be faster than the lanes. */
export function hasNativeDigest(): boolean {
  return findNode() !== null;
}

/** A digest of single records, keyed or not; keeps the key. */
export function longDigest(key?: Uint8Array): LongDigest {
  const native = findNode();
  if (native !== null) return key === undefined ? nativeDigest(native) : nativeKeyedDigest(native, key);
  const digest = recordDigest(key);
  return (canonical, memory, address) => new Uint8Array(memory, address, digestByteLength).set(digest(canonical));
}

const digestByteLength = 32;
const blockByteLength = 64;

/** The block of HMAC (RFC 2104) for a key of at most 64 bytes and its pad byte. */
export function keyBlock(key: Uint8Array, pad: 0x36 | 0x5c): Uint8Array {
  const block = new Uint8Array(blockByteLength).fill(pad);
  for (const [index, byte] of key.entries()) block[index]! ^= byte;
  return block;
}

/** The result comes as text and is written by a call each, which costs less than a buffer for each digest. */
function nativeDigest({ hash, bufferFrom }: Node): LongDigest {
  let target: { readonly memory: ArrayBuffer; readonly buffer: ReturnType<Node['bufferFrom']> } | undefined;
  return (message, memory, address) => {
    if (target?.memory !== memory) target = { memory, buffer: bufferFrom(memory) };
    target.buffer.write(hash('sha256', message, 'latin1'), address, digestByteLength, 'latin1');
  };
}

/** HMAC-SHA-256 by two digests. */
function nativeKeyedDigest(native: Node, key: Uint8Array): LongDigest {
  const [digestInner, digestOuter] = [nativeDigest(native), nativeDigest(native)];
  const inner = keyBlock(key, 0x36);
  const outer = new Uint8Array(blockByteLength + digestByteLength);
  outer.set(keyBlock(key, 0x5c));
  return (canonical, memory, address) => {
    const message = new Uint8Array(blockByteLength + canonical.length);
    message.set(inner);
    message.set(canonical, blockByteLength);
    digestInner(message, outer.buffer, blockByteLength);
    digestOuter(outer, memory, address);
  };
}
