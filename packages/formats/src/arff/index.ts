/** ARFF, the format of Weka: typed attributes, then rows. */
import type { Batch, SchemaField } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import { cutAtLines } from '../cut.ts';
import type { StreamFormat, StreamPiece, StreamReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { type Attribute, fieldOf, parseAttribute } from './attribute.ts';
import { readArffDataPoints } from './data-points.ts';
import { readHeader } from './header.ts';
import { ArffLines } from './lines.ts';
import { ArffRows } from './rows.ts';

/** Longer headers are not repeated for every piece. */
const cutHeaderByteLimit = 64 * 1024;

/** The attributes, and where the rows begin. */
async function openHeader(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<{ readonly attributes: readonly Attribute[]; readonly end: number }> {
  const window = new ByteWindow(chunks, signal);
  const lines = new ArffLines(window);
  try {
    await window.skipByteOrderMark();
    return { attributes: await readHeader(lines), end: lines.nextByteOffset };
  } finally {
    await window.close();
  }
}

async function readSchema(chunks: AsyncIterable<Uint8Array>): Promise<readonly SchemaField[]> {
  return (await openHeader(chunks)).attributes.map(fieldOf);
}

/** The first piece begins with the header, the others carry its declarations. */
async function cutArff(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly StreamPiece[]> {
  const { attributes, end } = await openHeader(bytes.stream(0, bytes.byteLength, signal), signal);
  if (end > cutHeaderByteLimit) return [{ start: 0, end: bytes.byteLength }];
  const header = attributes.map(({ declaration }) => declaration);
  const pieces = await cutAtLines(bytes, pieceByteLength, signal, end);
  return pieces.map((piece, index) => (index === 0 ? { start: 0, end: piece.end } : { ...piece, header }));
}

async function* readArff(chunks: AsyncIterable<Uint8Array>, { signal, numberLiterals, piece }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const lines = new ArffLines(window);
  try {
    if (piece?.header === undefined) await window.skipByteOrderMark();
    const rows = new ArffRows(piece?.header?.map(parseAttribute) ?? (await readHeader(lines)), numberLiterals);
    while (await lines.next()) {
      try {
        rows.add(lines.tokens, lines.line, lines.byteOffset);
      } catch (error) {
        throw lines.placed(error, rows.nextRow);
      }
      if (rows.isFull) {
        yield rows.take();
        rows.clear();
      }
    }
    if (rows.rowCount > 0) yield rows.take();
  } finally {
    await window.close();
  }
}

/** ARFF. */
export const arff: StreamFormat = { access: 'stream', name: 'arff', extensions: ['.arff'], untypedText: false, holdsImages: false, schema: readSchema, cut: cutArff, read: readArff, readDataPoints: readArffDataPoints };
