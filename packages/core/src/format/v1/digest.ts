/** The file digest: SHA-256 over the RFC 8785 form of a fingerprint without its `fileDigest` member. */
import type { Json } from '../../spec/v1/source.ts';
import { emitJson } from '../../json/canonical-json.ts';
import { startSha256 } from '../../sha256.ts';

/** Pieces are gathered up to about this many characters. */
const blockLength = 65_536;

/** `sha256:` and 64 hex digits. */
export function fileDigest(members: { readonly [name: string]: Json }): string {
  const { fileDigest: _, ...others } = members;
  const hash = startSha256();
  let block = '';
  emitJson(others, (piece) => {
    block += piece;
    if (block.length < blockLength) return;
    hash.update(block);
    block = '';
  });
  hash.update(block);
  return `sha256:${hash.finish()}`;
}
