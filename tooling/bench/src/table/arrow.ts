/** Tables as Arrow: record batches of 100,000 rows, cities in a dictionary. */
import { writeFile } from 'node:fs/promises';
import { zstdCompressSync } from 'node:zlib';
import {
  Bool,
  CompressionType,
  compressionRegistry,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { type Columns, makeColumns } from './columns.ts';
import { cities } from './row.ts';

/** A file at rest, or a stream whose buffers are compressed by Zstandard. */
export type ArrowForm = 'file' | 'stream, zstd';

const cityType = new Dictionary(new Utf8(), new Int32(), 0);
const cityNames = vectorFromArray(cities, new Utf8());
const timeType = new TimestampMicrosecond('UTC');
const schema = new Schema([
  new Field('id', new Int64()),
  new Field('name', new Utf8()),
  new Field('city', cityType),
  new Field('score', new Float64()),
  new Field('ok', new Bool()),
  new Field('day', new DateDay()),
  new Field('at', timeType),
  new Field('amount', new Int32(), true),
]);

/** apache-arrow 21.2 writes how long a buffer is compressed where the format wants to know how long it is decompressed. */
class CompressingStreamWriter extends RecordBatchStreamWriter {
  constructor() {
    super({ compressionType: CompressionType.ZSTD });
  }

  protected override _compressBodyBuffers(buffers: ArrayBufferView[]): ReturnType<RecordBatchStreamWriter['_compressBodyBuffers']> {
    const body = super._compressBodyBuffers(buffers);
    // Before each buffer stands its length, -1 where it is not compressed; neither is there for an empty one.
    for (const [index, { byteLength }] of buffers.entries()) {
      const prefix = body.buffers[2 * index]!;
      const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
      if (prefix.byteLength > 0 && view.getBigInt64(0, true) !== -1n) view.setBigInt64(0, BigInt(byteLength), true);
    }
    return body;
  }
}

/** Writes a table. @throws the signal's reason */
export async function writeArrow(file: string, form: ArrowForm, rowCount: number, signal: AbortSignal): Promise<void> {
  compressionRegistry.set(CompressionType.ZSTD, { encode: (bytes) => zstdCompressSync(bytes) });
  const writer = form === 'file' ? new RecordBatchFileWriter() : new CompressingStreamWriter();
  for (const columns of makeColumns(rowCount)) {
    signal.throwIfAborted();
    writer.write(recordBatch(columns));
  }
  writer.finish();
  await writeFile(file, await writer.toUint8Array());
}

function recordBatch({ rowCount: length, id, name, city, score, ok, day, at, amount }: Columns): RecordBatch {
  const children = [
    makeData({ type: new Int64(), length, data: id }),
    vectorFromArray(name, new Utf8()).data[0]!,
    makeData({ type: cityType, length, data: city, dictionary: cityNames }),
    makeData({ type: new Float64(), length, data: score }),
    vectorFromArray(ok, new Bool()).data[0]!,
    makeData({ type: new DateDay(), length, data: day }),
    makeData({ type: timeType, length, data: at }),
    vectorFromArray(amount, new Int32()).data[0]!,
  ];
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, children }));
}
