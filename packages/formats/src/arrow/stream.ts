/** Arrow streams, and files read from their beginning on. */
import { MessageHeader } from 'apache-arrow/fb/message-header';
import { Schema } from 'apache-arrow/fb/schema';
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import { readColumns } from '../columnar/reading.ts';
import { type FormatReadOptions, recordByteLimit } from '../format.ts';
import { BatchReader, type MessageWithBody } from './batches.ts';
import { bodyInMemory } from './body.ts';
import { ChunkReader } from './chunk-reader.ts';
import { invalidArrow, parsed, truncatedArrow } from './error.ts';
import { readFile } from './file.ts';
import { footerAtEnd } from './footer.ts';
import { continuationBytes, kindByteLength, kindOf, startsWith } from './kind.ts';
import { readMessage } from './message.ts';
import { readingOfSchema } from './plan.ts';
import { schemaOf } from './schema.ts';
import type { ArrowSchema } from './type.ts';

const continuation = 0xffff_ffff;
/** Bodies of streams are held in memory as a whole: 1 GiB. */
const bodyByteLimit = 2 ** 30;

/**
 * The records of a stream, or of a file that comes as one. A file whose schema is no message, as Polars writes it, is
 * held in memory as a whole.
 *
 * @throws InvalidDataError with the place
 */
export async function* readStream(chunks: AsyncIterable<Uint8Array>, options: FormatReadOptions = {}): AsyncIterable<Batch> {
  const bytes = new ChunkReader(chunks, options.signal);
  try {
    const { isFile, taken, message } = await begin(bytes);
    if (message === undefined) yield* readFile(await wholeFile(taken, bytes), options);
    else yield* readMessages(new MessageReader(bytes, message, isFile), options);
  } finally {
    await bytes.close();
  }
}

/** The schema that a stream, or a file that comes as one, begins with; undefined where it is no message. @throws InvalidDataError */
export async function readStreamSchema(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<ArrowSchema | undefined> {
  const bytes = new ChunkReader(chunks, signal);
  try {
    const { isFile, message } = await begin(bytes);
    return message === undefined ? undefined : await new MessageReader(bytes, message, isFile).schema();
  } finally {
    await bytes.close();
  }
}

/** The first bytes, and those of them that begin a message; undefined where a file has none before its batches. */
async function begin(bytes: ChunkReader): Promise<{ readonly isFile: boolean; readonly taken: readonly Uint8Array[]; readonly message: Uint8Array | undefined }> {
  const beginning = await bytes.upTo(kindByteLength);
  if (kindOf(beginning) === 'stream') return { isFile: false, taken: [beginning], message: beginning };
  const next = await bytes.upTo(4);
  return { isFile: true, taken: [beginning, next], message: startsWith(next, continuationBytes) ? next : undefined };
}

async function* readMessages(messages: MessageReader, options: FormatReadOptions): AsyncIterable<Batch> {
  const schema = await messages.schema();
  yield* readColumns(storedBatches(messages, schema, options), readingOfSchema(schema, options.columns), options.pixels ?? false);
}

async function* storedBatches(messages: MessageReader, schema: ArrowSchema, { columns, signal }: FormatReadOptions): AsyncIterable<Batch> {
  const reader = new BatchReader(schema, { replaceable: !messages.isFile, ...(columns !== undefined && { columns }), ...(signal !== undefined && { signal }) });
  let batchCount = 0;
  for (let next = await messages.next(); next !== undefined; next = await messages.next()) {
    if (next.message.headerType === MessageHeader.RecordBatch) {
      batchCount++;
      yield* reader.read(next);
    } else if (next.message.headerType === MessageHeader.DictionaryBatch) {
      await reader.addDictionary(next);
    } else {
      throw invalidArrow('a message is neither a record batch nor a dictionary', { byteOffset: next.byteOffset });
    }
  }
  await messages.end(batchCount);
}

async function wholeFile(taken: readonly Uint8Array[], bytes: ChunkReader): Promise<ByteSource> {
  const rest = await bytes.upTo(bodyByteLimit);
  if ((await bytes.upTo(1)).length > 0) throw new InvalidDataError('record-too-large', `the file has more than ${bodyByteLimit} bytes and cannot be read as a stream, since its schema is no message; save it first`);
  const file = new Uint8Array(bytes.byteOffset);
  let length = 0;
  for (const part of [...taken, rest]) {
    file.set(part, length);
    length += part.length;
  }
  return {
    byteLength: file.length,
    slice: async (start, end) => file.slice(start, end),
    async *stream(start, end) {
      yield file.subarray(start, end);
    },
  };
}

/** Reads messages, one after another. */
class MessageReader {
  readonly isFile: boolean;
  readonly #reader: ChunkReader;
  /** Bytes at hand before those of the reader. */
  #beginning: Uint8Array;

  constructor(reader: ChunkReader, beginning: Uint8Array, isFile: boolean) {
    this.#reader = reader;
    this.#beginning = beginning;
    this.isFile = isFile;
  }

  /** The schema, which comes first. @throws InvalidDataError */
  async schema(): Promise<ArrowSchema> {
    const first = await this.next();
    if (first === undefined) throw truncatedArrow('the data end before the schema', { byteOffset: this.#reader.byteOffset });
    if (first.message.headerType !== MessageHeader.Schema) throw invalidArrow('the data do not begin with a schema, as an Arrow stream does', { byteOffset: first.byteOffset });
    return parsed('the schema', () => schemaOf(first.message.header(new Schema())));
  }

  /** The next message; undefined at the end of the stream, marked or not. @throws InvalidDataError */
  async next(): Promise<MessageWithBody | undefined> {
    const byteOffset = this.#reader.byteOffset - this.#beginning.length;
    const length = await this.#metadataByteLength(byteOffset);
    if (length === 0) return undefined;
    try {
      const message = readMessage(await this.#take(length, recordByteLimit, 'a message'));
      return { message, body: bodyInMemory(await this.#take(message.bodyLength, bodyByteLimit, 'a body')), byteOffset };
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ byteOffset, ...error.position }) : error;
    }
  }

  /** Makes sure that nothing is left but a file's footer. @throws InvalidDataError */
  async end(batchCount: number): Promise<void> {
    const { byteOffset } = this.#reader;
    if (!this.isFile) {
      if ((await this.#reader.upTo(1)).length > 0) throw invalidArrow('data follow the end of the stream; several streams one after another are not read', { byteOffset });
      return;
    }
    const rest = await this.#reader.upTo(recordByteLimit);
    const { batches } = footerAtEnd(rest, byteOffset);
    if (batches.length !== batchCount) throw invalidArrow(`the footer names ${batches.length} record batches; the file has ${batchCount}`, { byteOffset });
  }

  /** 0 at the end. Before Arrow 0.15 the length was without the four bytes that continue a stream. */
  async #metadataByteLength(byteOffset: number): Promise<number> {
    const word = await this.#word();
    const length = word === continuation ? await this.#word() : word;
    if (length === undefined) {
      // The stream may end without a mark, but only between messages; a file may not.
      if (word === undefined && !this.isFile) return 0;
      throw truncatedArrow('the data end where a message should begin', { byteOffset: this.#reader.byteOffset });
    }
    if (length > 0x7fff_ffff) throw invalidArrow('a message has a negative length', { byteOffset });
    return length;
  }

  /** Four bytes as an integer; undefined at the end of the data. @throws InvalidDataError `truncated` when there are fewer */
  async #word(): Promise<number | undefined> {
    const bytes = await this.#upTo(4);
    if (bytes.length === 0) return undefined;
    if (bytes.length < 4) throw truncatedArrow('the data end where a message should begin', { byteOffset: this.#reader.byteOffset });
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  }

  async #upTo(length: number): Promise<Uint8Array> {
    if (this.#beginning.length === 0) return this.#reader.upTo(length);
    const beginning = this.#beginning.subarray(0, length);
    this.#beginning = this.#beginning.subarray(length);
    const rest = await this.#reader.upTo(length - beginning.length);
    return rest.length === 0 ? beginning : Uint8Array.from([...beginning, ...rest]);
  }

  async #take(length: number, limit: number, what: string): Promise<Uint8Array> {
    if (this.#beginning.length === 0) return this.#reader.take(length, limit, what);
    const beginning = this.#beginning.subarray(0, length);
    this.#beginning = this.#beginning.subarray(length);
    return Uint8Array.from([...beginning, ...(await this.#reader.take(length - beginning.length, limit, what))]);
  }
}
