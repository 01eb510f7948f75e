/** The file digest: SHA-256 over the RFC 8785 form of a fingerprint without its `fileDigest` member. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../../spec/v1/source.ts';
import { formatJson } from '../../json/canonical-json.ts';

/** `sha256:` and 64 hex digits. */
export function fileDigest(members: { readonly [name: string]: Json }): string {
  const { fileDigest: _, ...others } = members;
  return `sha256:${bytesToHex(sha256(utf8ToBytes(formatJson(others))))}`;
}
