/** Cutting files at line ends, so that every piece can be read alone. */
import { hasOddCount } from '@datasig/core';
import type { ByteSource } from './byte-source.ts';
import type { StreamPiece } from './format.ts';

const lineFeed = 0x0a;
const quote = 0x22;
const probeByteLength = 64 * 1024;

/** Pieces that end after a line feed: for formats in which every line feed ends a record, the first at `from` or later. */
export async function cutAtLines(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal, from = 0): Promise<readonly StreamPiece[]> {
  const pieces: StreamPiece[] = [];
  let start = from;
  while (start < bytes.byteLength) {
    const end = await afterLineFeed(bytes, start + pieceByteLength, signal);
    pieces.push({ start, end });
    start = end;
  }
  return pieces.length === 0 ? [{ start: from, end: from }] : pieces;
}

/** The offset after the first line feed at or after `from - 1`, or the end. */
async function afterLineFeed(bytes: ByteSource, from: number, signal: AbortSignal | undefined): Promise<number> {
  for (let start = from - 1; start < bytes.byteLength; start += probeByteLength) {
    const probe = await bytes.slice(start, Math.min(start + probeByteLength, bytes.byteLength), signal);
    const index = probe.indexOf(lineFeed);
    if (index !== -1) return start + index + 1;
  }
  return bytes.byteLength;
}

/**
 * Pieces that end after a line feed outside quotes, of a file whose records begin at `start`.
 *
 * In a valid file a line feed is outside quotes exactly when the quotes before it are even in number, since a
 * doubled quote counts two. So up to the first error in a file, cuts are at record borders; the piece with that
 * error is read from the same state as in the whole file and fails in the same place.
 */
export async function cutAtRecords(bytes: ByteSource, start: number, pieceByteLength: number, signal?: AbortSignal): Promise<readonly StreamPiece[]> {
  const pieces: StreamPiece[] = [];
  let pieceStart = start;
  let offset = start;
  let quoted = false;
  for await (const chunk of bytes.stream(start, bytes.byteLength, signal)) {
    let index = 0;
    while (index < chunk.length) {
      const wanted = pieceStart + pieceByteLength - 1 - offset;
      if (index < wanted) {
        const end = Math.min(wanted, chunk.length);
        quoted = quoted !== hasOddCount(chunk.subarray(index, end), quote);
        index = end;
        continue;
      }
      const nextQuote = indexOrEnd(chunk, quote, index);
      const cut = quoted ? -1 : chunk.subarray(0, nextQuote).indexOf(lineFeed, index);
      if (cut === -1) {
        if (nextQuote < chunk.length) quoted = !quoted;
        index = nextQuote + 1;
      } else {
        pieces.push({ start: pieceStart, end: offset + cut + 1 });
        pieceStart = offset + cut + 1;
        index = cut + 1;
      }
    }
    offset += chunk.length;
  }
  if (pieceStart < bytes.byteLength || pieces.length === 0) pieces.push({ start: pieceStart, end: bytes.byteLength });
  return pieces;
}

function indexOrEnd(chunk: Uint8Array, byte: number, from: number): number {
  const index = chunk.indexOf(byte, from);
  return index === -1 ? chunk.length : index;
}
