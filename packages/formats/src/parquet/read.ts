/** Parquet through the seam of formats with an index. */
import type { Batch } from '@datasig/core/spec';
import type { ByteSource } from '../byte-source.ts';
import type { Declaration, FormatReadOptions, GroupPiece, IndexedReadOptions } from '../format.ts';
import { type ColumnReading, declarationOf, readColumns, readingOf } from '../columnar/reading.ts';
import { readArrowTypes } from './arrow-schema.ts';
import { ParquetFile } from './file.ts';
import type { Node } from './schema.ts';

/** See {@link IndexedFormat.declare}. */
export async function declareParquet(bytes: ByteSource, { pixels = false, signal }: FormatReadOptions): Promise<Declaration> {
  const file = await ParquetFile.open(bytes, signal);
  return { ...declarationOf(readingFor(file), pixels), recordCount: file.metadata.rowCount };
}

interface FileReading extends ColumnReading {
  /** The columns as they are taken from pages. */
  readonly nodes: readonly Node[];
}

function readingFor({ metadata, schema }: ParquetFile): FileReading {
  const { nodes, warnings, ...arrow } = readArrowTypes(schema.fields, metadata.keyValues);
  return { ...readingOf({ ...arrow, metadata: metadata.keyValues, warnings: [...schema.warnings, ...warnings] }), nodes };
}

/** Whole row groups, put together until they have the wanted size. */
export async function cutParquet(bytes: ByteSource, pieceByteLength: number, signal?: AbortSignal): Promise<readonly GroupPiece[]> {
  const { groups } = (await ParquetFile.open(bytes, signal)).metadata;
  const pieces: GroupPiece[] = [];
  groups.forEach(({ byteLength, rowCount }, index) => {
    const last = pieces.at(-1);
    if (last !== undefined && last.byteLength + byteLength <= pieceByteLength) pieces[pieces.length - 1] = { ...last, end: index + 1, byteLength: last.byteLength + byteLength, recordCount: last.recordCount! + rowCount };
    else pieces.push({ start: index, end: index + 1, byteLength, recordCount: rowCount });
  });
  return pieces;
}

/** See {@link IndexedFormat.read}. */
export async function* readParquet(bytes: ByteSource, options: IndexedReadOptions): AsyncIterable<Batch> {
  const file = await ParquetFile.open(bytes, options.signal);
  const reading = readingFor(file);
  yield* readColumns(storedBatches(file, reading.nodes, options), reading, options.pixels ?? false);
}

async function* storedBatches(file: ParquetFile, nodes: readonly Node[], { piece, columns, signal }: IndexedReadOptions): AsyncIterable<Batch> {
  const { start, end } = piece ?? { start: 0, end: file.metadata.groups.length };
  const wanted = columns && new Set(columns);
  const selected = nodes.filter(({ name }) => wanted?.has(name) ?? true);
  for (let group = start; group < end; group++) yield* file.readGroup(group, selected, signal);
}
