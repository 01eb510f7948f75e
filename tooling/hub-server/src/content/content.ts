/** Bytes that can be read in ranges: in memory, or of a file that is never held whole. */
import { createReadStream } from 'node:fs';

/** Immutable bytes of a known length. */
export interface Content {
  readonly byteLength: number;
  /** Reads `[start, end)` in order; the chunks may be kept, and must not be changed. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

/** Content of a text (as UTF-8) or of bytes, which are not copied. */
export function contentOf(data: string | Uint8Array): Content {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  return {
    byteLength: bytes.length,
    async *read(start, end) {
      if (end > start) yield bytes.subarray(start, end);
    },
  };
}

/** Content of a file of `byteLength` bytes, opened at each reading. */
export function contentOfFile(path: string, byteLength: number): Content {
  return {
    byteLength,
    async *read(start, end) {
      if (end > start) yield* createReadStream(path, { start, end: end - 1, highWaterMark: 2 ** 18 }) as AsyncIterable<Uint8Array>;
    },
  };
}

/** The bytes `[start, end)` of a content. */
export function sliceOf(content: Content, start: number, end: number): Content {
  return { byteLength: end - start, read: (from, to) => content.read(start + from, start + to) };
}

/** Several contents, one after another. */
export function joined(parts: readonly Content[]): Content {
  const byteLength = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return {
    byteLength,
    async *read(start, end) {
      let offset = 0;
      for (const part of parts) {
        const from = Math.max(start - offset, 0);
        const to = Math.min(end - offset, part.byteLength);
        if (from < to) yield* part.read(from, to);
        offset += part.byteLength;
      }
    },
  };
}

/** All bytes; for contents known to be small. */
export async function bytesOf(content: Content): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.read(0, content.byteLength)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
