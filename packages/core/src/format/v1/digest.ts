/** The file digest: SHA-256 over the RFC 8785 form of a fingerprint without its `fileDigest` member. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../../spec/v1/source.ts';
import { emitJson } from '../../json/canonical-json.ts';
import { sha256Hex } from '../../sha256.ts';

/** Pieces are gathered up to about this many characters; few fingerprints have more. */
const blockLength = 65_536;

/** `sha256:` and 64 hex digits. */
export function fileDigest(members: { readonly [name: string]: Json }): string {
  const { fileDigest: _, ...others } = members;
  let long: ReturnType<typeof sha256.create> | undefined;
  let block = '';
  emitJson(others, (piece) => {
    block += piece;
    if (block.length < blockLength) return;
    (long ??= sha256.create()).update(utf8ToBytes(block));
    block = '';
  });
  const rest = utf8ToBytes(block);
  return `sha256:${long === undefined ? sha256Hex(rest) : bytesToHex(long.update(rest).digest())}`;
}
