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
export async function declareArrow(bytes: ByteSource, options: FormatReadOptions): Promise<Declaration> {
  const { columns, pixels = false, signal } = options;
  if ((await kindAt(bytes, signal)) === 'stream') {
    const { warnings = [], schema = [] } = (await declareArrowStream(bytes.stream(0, bytes.byteLength, signal), options)) ?? {};
    const endWarnings = (await hasEndMark(bytes, signal)) ? [] : ['the stream does not end with the mark of its end; whether it is complete cannot be told'];
    return { schema, warnings: [...warnings, ...endWarnings] };
  }
  const footer = await readFooter(bytes, signal);
  const declaration = declarationOf(readingOfSchema(footer.schema, columns), pixels);
  const recordCount = await recordCountOf(bytes, footer, signal);
  return { ...declaration, ...(recordCount !== undefined && { recordCount }) };
}

/** What a stream, or a file that comes as one, declares at its beginning; undefined where only its end tells. @throws InvalidDataError */
export async function declareArrowStream(chunks: AsyncIterable<Uint8Array>, { columns, pixels = false, signal }: FormatReadOptions): Promise<Declaration | undefined> {
  const schema = await readStreamSchema(chunks, signal);
  return schema && declarationOf(readingOfSchema(schema, columns), pixels);
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
