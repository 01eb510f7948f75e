/** The digest by which the Hub knows a file, piece by piece: on Node's own code where there is one. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { nodeBuiltin } from '../access/node-builtin.ts';
import type { HubFile } from '../hub-file.ts';

/** A running digest. */
export interface RunningDigest {
  readonly update: (bytes: Uint8Array) => void;
  /** Lower-case hex digits; to be asked for once. */
  readonly hex: () => string;
}

type Algorithm = 'sha256' | 'sha1';

/** The digest of all bytes of `file` must come to this. */
export function expectedDigest({ oid, sha256: digest }: HubFile): string {
  return digest ?? oid;
}

/** SHA-256 of the bytes, or SHA-1 of the git blob, whichever `expectedDigest` is. */
export function digestOf(file: HubFile): RunningDigest {
  if (file.sha256 !== undefined) return running('sha256');
  const digest = running('sha1');
  digest.update(utf8ToBytes(`blob ${file.byteLength}\0`));
  return digest;
}

function running(algorithm: Algorithm): RunningDigest {
  const hash = nodeBuiltin<typeof import('node:crypto')>('node:crypto')?.createHash(algorithm);
  if (hash !== undefined) return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
  const portable = algorithm === 'sha256' ? sha256.create() : sha1.create();
  return { update: (bytes) => void portable.update(bytes), hex: () => bytesToHex(portable.digest()) };
}
