/** The footer of a file: its schema and where its batches are (File.fbs). */
import { Block } from 'apache-arrow/fb/block';
import { Footer } from 'apache-arrow/fb/footer';
import { ByteBuffer } from 'flatbuffers';
import { InvalidDataError } from '@datasig/core';
import type { ByteSource } from '../byte-source.ts';
import { recordByteLimit } from '../format.ts';
import { invalidArrow, parsed, truncatedArrow } from './error.ts';
import { sizeOf, vectorLength } from './flat.ts';
import { kindByteLength, magic, startsWith } from './kind.ts';
import { checkVersion } from './message.ts';
import { schemaOf } from './schema.ts';
import type { ArrowSchema } from './type.ts';

/** Where a message is in the file. */
export interface MessageBlock {
  readonly offset: number;
  readonly metadataByteLength: number;
  readonly bodyByteLength: number;
}

/** A file's footer. */
export interface ArrowFooter {
  readonly schema: ArrowSchema;
  readonly dictionaries: readonly MessageBlock[];
  readonly batches: readonly MessageBlock[];
}

/** The footer's length and the magic bytes. */
const tailByteLength: number = 4 + magic.length;

/** Reads the footer. @throws InvalidDataError `truncated`, `invalid-arrow` */
export async function readFooter(bytes: ByteSource, signal?: AbortSignal): Promise<ArrowFooter> {
  const { byteLength } = bytes;
  if (byteLength < kindByteLength + tailByteLength) throw noFooter(byteLength);
  const length = footerByteLength(await bytes.slice(byteLength - tailByteLength, byteLength, signal), byteLength);
  const start = byteLength - tailByteLength - length;
  if (start < kindByteLength) throw invalidArrow(`the footer claims ${length} bytes, more than the file has`, { byteOffset: byteLength - tailByteLength });
  if (length > recordByteLimit) throw new InvalidDataError('record-too-large', `the footer takes ${length} bytes; up to ${recordByteLimit} are read`);
  return parseFooter(await bytes.slice(start, start + length, signal), start);
}

/** The footer that ends the bytes after the last message of a file. @throws InvalidDataError `truncated`, `invalid-arrow` */
export function footerAtEnd(bytes: Uint8Array, offset: number): ArrowFooter {
  const end = offset + bytes.length;
  if (bytes.length < tailByteLength) throw noFooter(end);
  const length = footerByteLength(bytes.subarray(-tailByteLength), end);
  if (length > bytes.length - tailByteLength) throw invalidArrow(`the footer claims ${length} bytes, more than follow the last message`, { byteOffset: end - tailByteLength });
  return parseFooter(bytes.slice(bytes.length - tailByteLength - length, bytes.length - tailByteLength), end - tailByteLength - length);
}

function footerByteLength(tail: Uint8Array, end: number): number {
  if (!startsWith(tail.subarray(4), magic)) throw noFooter(end);
  const length = new DataView(tail.buffer, tail.byteOffset, 4).getInt32(0, true);
  if (length < 8) throw invalidArrow(`the footer claims ${length} bytes`, { byteOffset: end - tailByteLength });
  return length;
}

function noFooter(byteOffset: number): InvalidDataError {
  return truncatedArrow('the file does not end with a footer as an Arrow file does', { byteOffset });
}

function parseFooter(metadata: Uint8Array, start: number): ArrowFooter {
  return parsed('the footer', () => {
    const footer = Footer.getRootAsFooter(new ByteBuffer(metadata));
    checkVersion(footer.version());
    const schema = footer.schema();
    if (schema === null) throw invalidArrow('the footer has no schema');
    const dictionaries = blocks(vectorLength(footer.dictionariesLength(), 24, footer), (index, block) => footer.dictionaries(index, block)!);
    const batches = blocks(vectorLength(footer.recordBatchesLength(), 24, footer), (index, block) => footer.recordBatches(index, block)!);
    let sum = 0;
    for (const { offset, metadataByteLength, bodyByteLength } of [...dictionaries, ...batches]) {
      if (offset < kindByteLength || metadataByteLength < 8 || offset + metadataByteLength + bodyByteLength > start) throw invalidArrow('the footer names a place that is not in the file');
      sum += metadataByteLength + bodyByteLength;
    }
    // Bytes that several batches share would be read again and again.
    if (sum > start) throw invalidArrow('batches of the file overlap');
    return { schema: schemaOf(schema), dictionaries, batches };
  });
}

function blocks(length: number, blockAt: (index: number, block: Block) => Block): MessageBlock[] {
  const block = new Block();
  return Array.from({ length }, (_, index) => {
    blockAt(index, block);
    return { offset: sizeOf(block.offset(), 'an offset'), metadataByteLength: block.metaDataLength(), bodyByteLength: sizeOf(block.bodyLength(), 'the length of a body') };
  });
}
