/**
 * SHA-256 (FIPS 180-4) of what is digested once a dataset. On the kernel where it runs: it is compiled then, while
 * JavaScript that has not run before takes 6 ms for ten kilobytes, and `node:crypto` takes 3 ms to load.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { digestOnKernel } from './kernel/wasm/digest.ts';

/** 64 hex digits. */
export function sha256Hex(message: Uint8Array): string {
  return bytesToHex(digestOnKernel(message) ?? sha256(message));
}
