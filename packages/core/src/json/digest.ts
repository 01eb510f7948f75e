/** The digest of a JSON value: SHA-256 over its one form (RFC 8785). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '../spec/v1/source.ts';
import { emitJson } from './canonical-json.ts';

/** Pieces are gathered up to about this many characters. */
const blockLength = 65_536;

/** 64 hex digits. @throws DatasigError `lone-surrogate` */
export function digestJson(value: Json): string {
  const hash = sha256.create();
  let block = '';
  emitJson(value, (piece) => {
    block += piece;
    if (block.length < blockLength) return;
    hash.update(utf8ToBytes(block));
    block = '';
  });
  return bytesToHex(hash.update(utf8ToBytes(block)).digest());
}
