/** Headers of record batches: how many rows, and where the buffers of each field are (Message.fbs, `RecordBatch`). */
import { BodyCompressionMethod } from 'apache-arrow/fb/body-compression-method';
import { Buffer as BufferTable } from 'apache-arrow/fb/buffer';
import { CompressionType } from 'apache-arrow/fb/compression-type';
import { FieldNode } from 'apache-arrow/fb/field-node';
import { MetadataVersion } from 'apache-arrow/fb/metadata-version';
import type { RecordBatch } from 'apache-arrow/fb/record-batch';
import { InvalidDataError } from '@datasig/core';
import type { Codec } from '../codecs/index.ts';
import { invalidArrow } from './error.ts';
import { sizeOf, vectorLength } from './flat.ts';
import type { ArrowMessage } from './message.ts';
import type { ArrowField } from './type.ts';

/** Compressions of bodies. */
type ArrowCodec = Codec & ('lz4-frame' | 'zstd');

/** Where a buffer is in the body. */
export interface BufferPlace {
  readonly offset: number;
  readonly byteLength: number;
}

/** A field's part of a batch. */
export interface FieldLayout {
  readonly field: ArrowField;
  readonly length: number;
  /** -1 where it was not counted. */
  readonly nullCount: number;
  /** The number of its first buffer; the others follow. */
  readonly buffer: number;
  /** Buffers that views point into. */
  readonly variadicCount: number;
  readonly children: readonly FieldLayout[];
}

/** A batch's header. */
export interface BatchHeader {
  readonly rowCount: number;
  readonly buffers: readonly BufferPlace[];
  readonly codec: ArrowCodec | undefined;
  readonly fields: readonly FieldLayout[];
}

/** Arrays have at most this many rows (Columnar.rst, "Array lengths"). */
const lengthLimit = 2 ** 31 - 1;
const unknownNullCount = -1n;
/** As Arrow 0.17 called them. */
const experimentalNames: ReadonlyMap<string, ArrowCodec> = new Map([['lz4', 'lz4-frame'], ['lz4_frame', 'lz4-frame'], ['zstd', 'zstd']]);
const compressions: Readonly<Record<number, ArrowCodec>> = { [CompressionType.LZ4_FRAME]: 'lz4-frame', [CompressionType.ZSTD]: 'zstd' };

/** The number of rows. @throws InvalidDataError */
export function rowCountOf(batch: RecordBatch): number {
  return lengthOf(batch.length(), 'a record batch');
}

/** Reads a header, for fields as the schema has them. @throws InvalidDataError; others of the library */
export function readBatchHeader(batch: RecordBatch, fields: readonly ArrowField[], { version, experimentalCompression }: ArrowMessage): BatchHeader {
  const rowCount = rowCountOf(batch);
  const reader = new LayoutReader(batch, version);
  const layouts = fields.map((field) => reader.field(field));
  for (const { field, length } of layouts) {
    if (length !== rowCount) throw invalidArrow(`a record batch has ${rowCount} rows and ${length} of this column`, { column: field.name });
  }
  return { rowCount, buffers: reader.end(), codec: codecOf(batch, experimentalCompression), fields: layouts };
}

function codecOf(batch: RecordBatch, experimental: string | undefined): ArrowCodec | undefined {
  const compression = batch.compression();
  if (compression === null && experimental === undefined) return undefined;
  const codec = compression === null ? experimentalNames.get(experimental!.toLowerCase()) : compressions[compression.codec()];
  if (codec === undefined || (compression !== null && compression.method() !== BodyCompressionMethod.BUFFER)) {
    throw new InvalidDataError('unsupported-codec', 'the record batches are compressed in a way that Datasig does not read; it reads LZ4 and ZSTD');
  }
  return codec;
}

function lengthOf(value: bigint, what: string): number {
  const length = sizeOf(value, `the length of ${what}`);
  if (length > lengthLimit) throw invalidArrow(`${what} claims ${length} rows; ${lengthLimit} are allowed`);
  return length;
}

/** Assigns nodes and buffers to fields, in depth-first order. */
class LayoutReader {
  readonly #batch: RecordBatch;
  readonly #legacy: boolean;
  readonly #nodeCount: number;
  readonly #variadicCount: number;
  readonly #buffers: BufferPlace[];
  #node = 0;
  #buffer = 0;
  #variadic = 0;

  constructor(batch: RecordBatch, version: MetadataVersion) {
    this.#batch = batch;
    this.#legacy = version === MetadataVersion.V4;
    this.#nodeCount = vectorLength(batch.nodesLength(), 16, batch);
    this.#variadicCount = vectorLength(batch.variadicBufferCountsLength(), 8, batch);
    const buffer = new BufferTable();
    this.#buffers = Array.from({ length: vectorLength(batch.buffersLength(), 16, batch) }, (_, index) => {
      batch.buffers(index, buffer);
      return { offset: sizeOf(buffer.offset(), 'the offset of a buffer'), byteLength: sizeOf(buffer.length(), 'the length of a buffer') };
    });
  }

  field(field: ArrowField): FieldLayout {
    if (this.#node === this.#nodeCount) throw invalidArrow('a record batch has fewer fields than the schema');
    const node = this.#batch.nodes(this.#node++, new FieldNode())!;
    const length = lengthOf(node.length(), 'a field');
    const nullCount = node.nullCount() === unknownNullCount ? -1 : sizeOf(node.nullCount(), 'a count of nulls');
    if (nullCount > length) throw invalidArrow(`a field of ${length} rows has ${nullCount} nulls`);
    const hasViews = field.dictionary === undefined && 'layout' in field.type && field.type.layout === 'view' && field.type.kind !== 'list';
    const variadicCount = hasViews ? this.#nextVariadic() : 0;
    const buffer = this.#buffer;
    this.#buffer += variadicCount + bufferCount(field, this.#legacy);
    if (this.#buffer > this.#buffers.length) throw invalidArrow('a record batch has fewer buffers than its fields need');
    const children = field.dictionary === undefined ? field.children.map((child) => this.field(child)) : [];
    return { field, length, nullCount, buffer, variadicCount, children };
  }

  /** The buffers, all of which fields have taken. */
  end(): readonly BufferPlace[] {
    if (this.#node !== this.#nodeCount || this.#buffer !== this.#buffers.length || this.#variadic !== this.#variadicCount) throw invalidArrow('a record batch has more fields or buffers than the schema');
    return this.#buffers;
  }

  #nextVariadic(): number {
    if (this.#variadic === this.#variadicCount) throw invalidArrow('a record batch does not say how many buffers its views have');
    return Math.min(this.#buffers.length + 1, sizeOf(this.#batch.variadicBufferCounts(this.#variadic++)!, 'a count of buffers'));
  }
}

/** Buffers of a field without those of views (Columnar.rst, "Buffer Listing for Each Layout"). */
function bufferCount({ type, dictionary }: ArrowField, legacy: boolean): number {
  if (dictionary !== undefined) return 2;
  switch (type.kind) {
    case 'null':
    case 'run-end':
      return 0;
    case 'struct':
    case 'fixed-list':
      return 1;
    case 'text':
    case 'bytes':
      return type.layout === 'view' ? 2 : 3;
    case 'list':
      return type.layout === 'view' || type.layout === 'large-view' ? 3 : 2;
    case 'union':
      return (type.mode === 'dense' ? 2 : 1) + (legacy ? 1 : 0);
    default:
      return 2;
  }
}
