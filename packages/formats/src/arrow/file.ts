/** Arrow files, entered through the footer. */
import { MessageHeader } from 'apache-arrow/fb/message-header';
import { RecordBatch } from 'apache-arrow/fb/record-batch';
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import type { ByteRange, ByteSource } from '../byte-source.ts';
import { readColumns } from '../columnar/reading.ts';
import type { GroupPiece, IndexedReadOptions } from '../format.ts';
import { rowCountOf } from './batch-header.ts';
import { BatchReader, type MessageWithBody, rangeByteLength } from './batches.ts';
import { bodyInFile, bodyInMemory } from './body.ts';
import { invalidArrow, parsed } from './error.ts';
import { type ArrowFooter, type MessageBlock, readFooter } from './footer.ts';
import { type ArrowMessage, readMessage } from './message.ts';
import { readingOfSchema } from './plan.ts';

const continuation = 0xffff_ffff;
/** Files of more batches do not say how many records they have before they are read. */
const countedBatchLimit = 16_384;
const concurrentReads = 16;

/** The records of a file or a piece. @throws InvalidDataError */
export async function* readFile(bytes: ByteSource, options: IndexedReadOptions): AsyncIterable<Batch> {
  const footer = await readFooter(bytes, options.signal);
  yield* readColumns(storedBatches(bytes, footer, options), readingOfSchema(footer.schema, options.columns), options.pixels ?? false);
}

async function* storedBatches(bytes: ByteSource, footer: ArrowFooter, { columns, piece, signal }: IndexedReadOptions): AsyncIterable<Batch> {
  const reader = new BatchReader(footer.schema, { replaceable: false, ...(columns !== undefined && { columns }), ...(signal !== undefined && { signal }) });
  for (const block of reader.needsDictionaries ? footer.dictionaries : []) await reader.addDictionary(await openBlock(bytes, block, MessageHeader.DictionaryBatch, signal));
  const blocks = footer.batches.slice(piece?.start, piece?.end);
  // Of larger ones only buffers are read, a part of each at a time.
  if (blocks.every(isSmall)) bytes.expect?.([hullOf(blocks)]);
  for (const block of blocks) {
    signal?.throwIfAborted();
    yield* reader.read(await openBlock(bytes, block, MessageHeader.RecordBatch, signal));
  }
}

/** Consecutive record batches of about `pieceByteLength` bytes. @throws InvalidDataError */
export async function cutFile(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly GroupPiece[]> {
  const { batches } = await readFooter(bytes, signal);
  const counts = await recordCounts(bytes, batches, signal);
  const pieces: GroupPiece[] = [];
  let start = 0;
  let byteLength = 0;
  batches.forEach(({ metadataByteLength, bodyByteLength }, index) => {
    byteLength += metadataByteLength + bodyByteLength;
    if (byteLength < pieceByteLength && index + 1 < batches.length) return;
    pieces.push({ start, end: index + 1, byteLength, ...(counts !== undefined && { recordCount: sum(counts.slice(start, index + 1)) }) });
    start = index + 1;
    byteLength = 0;
  });
  return pieces.length === 0 ? [{ start: 0, end: 0, byteLength: 0, recordCount: 0 }] : pieces;
}

/** How many records the file has; undefined when too many places had to be looked at. @throws InvalidDataError */
export async function recordCountOf(bytes: ByteSource, { batches }: ArrowFooter, signal?: AbortSignal): Promise<number | undefined> {
  const counts = await recordCounts(bytes, batches, signal);
  return counts && sum(counts);
}

async function recordCounts(bytes: ByteSource, blocks: readonly MessageBlock[], signal: AbortSignal | undefined): Promise<number[] | undefined> {
  if (blocks.length > countedBatchLimit) return undefined;
  const counts: number[] = [];
  for (let start = 0; start < blocks.length; start += concurrentReads) {
    counts.push(...(await Promise.all(blocks.slice(start, start + concurrentReads).map((block) => recordCount(bytes, block, signal)))));
  }
  return counts;
}

async function recordCount(bytes: ByteSource, block: MessageBlock, signal: AbortSignal | undefined): Promise<number> {
  const metadata = await bytes.slice(block.offset, block.offset + block.metadataByteLength, signal);
  return parsed('a record batch', () => rowCountOf(messageAt(metadata, block, MessageHeader.RecordBatch).header(new RecordBatch())));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The message of a block; small ones are read at once. @throws InvalidDataError */
async function openBlock(bytes: ByteSource, block: MessageBlock, headerType: MessageHeader, signal: AbortSignal | undefined): Promise<MessageWithBody> {
  const { offset, metadataByteLength, bodyByteLength } = block;
  const bodyOffset = offset + metadataByteLength;
  const isWhole = isSmall(block);
  const stored = await bytes.slice(offset, isWhole ? bodyOffset + bodyByteLength : bodyOffset, signal);
  return {
    message: messageAt(stored.subarray(0, metadataByteLength), block, headerType),
    body: isWhole ? bodyInMemory(stored.subarray(metadataByteLength)) : bodyInFile(bytes, bodyOffset, bodyByteLength, signal),
    byteOffset: offset,
  };
}

function isSmall({ bodyByteLength }: MessageBlock): boolean {
  return bodyByteLength <= rangeByteLength;
}

function hullOf(blocks: readonly MessageBlock[]): ByteRange {
  let [start, end] = [Number.POSITIVE_INFINITY, 0];
  for (const { offset, metadataByteLength, bodyByteLength } of blocks) [start, end] = [Math.min(start, offset), Math.max(end, offset + metadataByteLength + bodyByteLength)];
  return { start, end };
}

function messageAt(metadata: Uint8Array, { offset, bodyByteLength }: MessageBlock, headerType: MessageHeader): ArrowMessage {
  try {
    const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength);
    const start = view.getUint32(0, true) === continuation ? 8 : 4;
    const length = view.getInt32(start - 4, true);
    if (length < 0 || length > metadata.length - start) throw invalidArrow('a message is longer than the footer says');
    const message = readMessage(metadata.subarray(start, start + length));
    if (message.headerType !== headerType || message.bodyLength !== bodyByteLength) throw invalidArrow('the footer names another message than there is');
    return message;
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ byteOffset: offset }) : error;
  }
}
