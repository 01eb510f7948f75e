/** SHA-256 of bytes that come piece by piece: Node's own where this is Node, which takes a fraction of the time. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { nodeBuiltin } from '../node-builtin.ts';

/** A hash that goes on. */
export interface SequenceDigest {
  update(bytes: Uint8Array): unknown;
  /** 64 hex digits; nothing can follow. */
  finish(): string;
}

interface NodeCrypto {
  readonly createHash: (algorithm: 'sha256') => { update(bytes: Uint8Array): unknown; digest(encoding: 'hex'): string };
}

/** A hash of nothing yet. */
export function openSequenceDigest(): SequenceDigest {
  const { createHash } = nodeBuiltin<NodeCrypto>('node:crypto');
  if (createHash !== undefined) {
    const hash = createHash('sha256');
    return { update: (bytes) => hash.update(bytes), finish: () => hash.digest('hex') };
  }
  const hash = sha256.create();
  return { update: (bytes) => hash.update(bytes), finish: () => bytesToHex(hash.digest()) };
}
