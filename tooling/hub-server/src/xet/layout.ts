/** How a file is laid out in Xet's storage: chunks of one size, each behind a header, in xorbs of so many chunks. */
import { createHash } from 'node:crypto';
import { type Content, contentOf, joined, sliceOf } from '../content/content.ts';
import type { StoredFile } from '../store/stored-file.ts';

/** Sizes. */
export interface XetSizes {
  readonly chunkBytes: number;
  readonly xorbChunks: number;
}

/** A run of chunks of one xorb. */
export interface Term {
  readonly xorb: number;
  /** Chunks inside the xorb, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly unpackedLength: number;
  /** Bytes of the xorb that hold them, `[start, end)`. */
  readonly bytes: { readonly start: number; readonly end: number };
}

const headerByteLength = 8;

/** Name of a file's xorb of that index. */
export function xorbHash(fileHash: string, index: number): string {
  return createHash('sha256').update(`xorb ${fileHash} ${index}`).digest('hex');
}

/** The runs of chunks that hold the bytes `[start, end)` of a file, and how many bytes precede `start` in the first. */
export function termsOf(byteLength: number, start: number, end: number, { chunkBytes, xorbChunks }: XetSizes): { readonly terms: readonly Term[]; readonly offset: number } {
  const first = Math.floor(start / chunkBytes);
  const last = Math.ceil(end / chunkBytes);
  const terms: Term[] = [];
  for (let chunk = first; chunk < last;) {
    const xorb = Math.floor(chunk / xorbChunks);
    const next = Math.min(last, (xorb + 1) * xorbChunks);
    const base = xorb * xorbChunks;
    const unpackedLength = Math.min(next * chunkBytes, byteLength) - chunk * chunkBytes;
    const begin = (chunk - base) * (chunkBytes + headerByteLength);
    terms.push({ xorb, start: chunk - base, end: next - base, unpackedLength, bytes: { start: begin, end: begin + unpackedLength + (next - chunk) * headerByteLength } });
    chunk = next;
  }
  return { terms, offset: start - first * chunkBytes };
}

/** The bytes of a xorb: each chunk is stored uncompressed behind its header. */
export function xorbContent(file: StoredFile, index: number, { chunkBytes, xorbChunks }: XetSizes): Content {
  const { byteLength } = file.content;
  const start = index * xorbChunks * chunkBytes;
  const end = Math.min(start + xorbChunks * chunkBytes, byteLength);
  const parts: Content[] = [];
  for (let offset = start; offset < end; offset += chunkBytes) {
    const chunkEnd = Math.min(offset + chunkBytes, end);
    parts.push(contentOf(chunkHeader(chunkEnd - offset)), sliceOf(file.content, offset, chunkEnd));
  }
  return joined(parts);
}

/** Version 0, three bytes of stored length, scheme 0 (none), three bytes of unpacked length. */
function chunkHeader(byteLength: number): Uint8Array {
  const header = Buffer.alloc(headerByteLength);
  header.writeUIntLE(byteLength, 1, 3);
  header.writeUIntLE(byteLength, 5, 3);
  return header;
}
