/** Arrow files and streams: declaring, cutting, reading. */
import type { Batch } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import { declarationOf } from '../columnar/reading.ts';
import type { Declaration, FormatReadOptions, GroupPiece, IndexedReadOptions } from '../format.ts';
import { cutFile, readFile, recordCountOf } from './file.ts';
import { readFooter } from './footer.ts';
import { kindByteLength, kindOf } from './kind.ts';
import { readingOfSchema } from './plan.ts';
import { readStream, readStreamSchema } from './stream.ts';

export { readStream as readArrowStream } from './stream.ts';

const endMark: readonly number[] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

/** What a file or stream declares. @throws InvalidDataError */
export async function declareArrow(bytes: ByteSource, { columns, pixels = false, signal }: FormatReadOptions): Promise<Declaration> {
  if ((await kindAt(bytes, signal)) === 'stream') {
    const schema = await readStreamSchema(bytes.stream(0, bytes.byteLength, signal), signal);
    const { warnings, ...declaration } = declarationOf(readingOfSchema(schema, columns), pixels);
    const endWarnings = (await hasEndMark(bytes, signal)) ? [] : ['the stream does not end with the mark of its end; whether it is complete cannot be told'];
    return { ...declaration, warnings: [...(warnings ?? []), ...endWarnings] };
  }
  const footer = await readFooter(bytes, signal);
  const declaration = declarationOf(readingOfSchema(footer.schema, columns), pixels);
  const recordCount = await recordCountOf(bytes, footer, signal);
  return { ...declaration, ...(recordCount !== undefined && { recordCount }) };
}

/** Pieces of a file, by its record batches; a stream is one. @throws InvalidDataError */
export async function cutArrow(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly GroupPiece[]> {
  if ((await kindAt(bytes, signal)) === 'file') return cutFile(bytes, pieceByteLength, signal);
  return [{ start: 0, end: 1, byteLength: bytes.byteLength }];
}

/** The records of a file or a piece, or of a stream. @throws InvalidDataError */
export async function* readArrow(bytes: ByteSource, options: IndexedReadOptions): AsyncIterable<Batch> {
  const { signal } = options;
  yield* (await kindAt(bytes, signal)) === 'file' ? readFile(bytes, options) : readStream(bytes.stream(0, bytes.byteLength, signal), options);
}

async function kindAt(bytes: ByteSource, signal: AbortSignal | undefined): Promise<'file' | 'stream'> {
  return kindOf(await bytes.slice(0, Math.min(kindByteLength, bytes.byteLength), signal));
}

/** Whether the last bytes are those that mark the end; before Arrow 0.15, they and every message lacked the first four. */
async function hasEndMark(bytes: ByteSource, signal: AbortSignal | undefined): Promise<boolean> {
  const [beginning, end] = [await bytes.slice(0, 4, signal), await bytes.slice(Math.max(0, bytes.byteLength - endMark.length), bytes.byteLength, signal)];
  const marked = beginning.every((byte) => byte === 0xff) ? endMark : endMark.slice(4);
  return marked.every((byte, index) => end[end.length - marked.length + index] === byte);
}
