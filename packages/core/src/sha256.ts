/**
 * SHA-256 (FIPS 180-4) of what is digested once in a run: by Node's OpenSSL where there is Node, since in JavaScript the
 * first ten kilobytes of a process cost as much time as reading a small dataset; elsewhere by `@noble/hashes`.
 */
import { sha256 as portable } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { nodeBuiltin } from './node-builtin.ts';

/** A digest of text or bytes that come in pieces; text counts as UTF-8. */
export interface Sha256 {
  update(piece: string | Uint8Array): void;
  /** 64 hex digits; ends it. */
  finish(): string;
}

interface NodeHash {
  update(piece: string | Uint8Array): void;
  digest(encoding: 'hex'): string;
}

interface NodeCrypto {
  readonly createHash: (algorithm: 'sha256') => NodeHash;
}

/** Begins a digest. */
export function startSha256(): Sha256 {
  const native = nodeBuiltin<NodeCrypto>('node:crypto').createHash?.('sha256');
  return native === undefined ? startPortable() : { update: (piece) => native.update(piece), finish: () => native.digest('hex') };
}

/** Without Node. */
export function startPortable(): Sha256 {
  const hash = portable.create();
  return {
    update: (piece) => {
      hash.update(typeof piece === 'string' ? utf8ToBytes(piece) : piece);
    },
    finish: () => bytesToHex(hash.digest()),
  };
}
