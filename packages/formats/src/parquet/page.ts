/** Pages of a column chunk: header, checksum, decompression, levels. */
import { InvalidDataError } from '@datasig/core';
import type { Codecs } from '../codecs/index.ts';
import { crc32 } from '../codecs/crc32.ts';
import { recordByteLimit } from '../format.ts';
import { decompressPage, uncompressed } from './compression.ts';
import { invalidParquet } from './error.ts';
import { Fields } from './fields.ts';
import { HybridReader } from './hybrid.ts';
import { dictionaryValues, sizedRange, type ValueDecoder, valueDecoder } from './page-values.ts';
import type { Physical, ValueQueue } from './physical.ts';
import type { Leaf } from './schema.ts';
import { type Kept, ThriftEnd, ThriftReader } from './thrift.ts';

/** A page header. */
export interface PageHeader {
  /** Number of `PageType`. */
  readonly type: number;
  readonly uncompressedLength: number;
  readonly compressedLength: number;
  /** CRC-32 of the page as it is stored, where the writer gave one. */
  readonly crc?: number;
  readonly fields: Fields;
  /** Bytes of the header itself. */
  readonly headerLength: number;
}

/** Numbers of `PageType`. */
export const pageType = { data: 0, index: 1, dictionary: 2, dataV2: 3 } as const;

/** Fields that are read; not the statistics, which may be long. */
const kept: Kept = { 1: true, 2: true, 3: true, 4: true, 5: { 1: true, 2: true, 3: true, 4: true }, 7: { 1: true }, 8: { 1: true, 4: true, 5: true, 6: true, 7: true } };

/** The header that the bytes begin with; undefined when it goes on after them. @throws InvalidDataError */
export function readPageHeader(bytes: Uint8Array): PageHeader | undefined {
  const reader = new ThriftReader(bytes);
  let fields: Fields;
  try {
    fields = new Fields('PageHeader', reader.struct(kept));
  } catch (cause) {
    if (cause instanceof ThriftEnd) return undefined;
    throw new InvalidDataError('invalid-parquet', 'a page header cannot be read', {}, { cause });
  }
  const [uncompressedLength, compressedLength] = [fields.integer(2), fields.integer(3)];
  if (uncompressedLength < 0 || compressedLength < 0) throw invalidParquet('a page has a negative length');
  const longest = Math.max(uncompressedLength, compressedLength);
  if (longest > recordByteLimit) throw new InvalidDataError('record-too-large', `a page takes ${longest} bytes; ${recordByteLimit} are allowed`);
  const crc = fields.optionalInteger(4);
  return { type: fields.integer(1), uncompressedLength, compressedLength, ...(crc !== undefined && { crc: crc >>> 0 }), fields, headerLength: reader.position };
}

/** @throws InvalidDataError `checksum-mismatch` */
export function checkPage({ crc }: PageHeader, stored: Uint8Array): void {
  if (crc === undefined || crc32(stored) === crc) return;
  throw new InvalidDataError('checksum-mismatch', 'a page does not match its CRC-32: the file is damaged');
}

/** What decoding a page takes. */
export interface PageContext {
  readonly leaf: Leaf;
  readonly codec: number;
  readonly codecs: Codecs;
}

/** The values of a dictionary page. @throws InvalidDataError */
export function readDictionary(header: PageHeader, stored: Uint8Array, { leaf, codec, codecs }: PageContext): Physical {
  const dictionary = header.fields.struct(7, 'DictionaryPageHeader');
  const count = checkedCount(dictionary.integer(1), Number.MAX_SAFE_INTEGER);
  return dictionaryValues(decompressPage(stored, header.uncompressedLength, codec, codecs), count, leaf);
}

/** Some entries of a page: a value, a null or an empty list each. */
export interface Block {
  readonly entryCount: number;
  /** One level an entry; undefined where every entry is a value. */
  readonly definition: Uint8Array | undefined;
  /** One level an entry; undefined where nothing is repeated. */
  readonly repetition: Uint8Array | undefined;
  readonly values: ValueQueue;
}

/** A data page that is decoded block by block: what it claims to hold may be more than fits. */
export class DataPage {
  /** Entries that have not been handed out. */
  remaining: number;
  readonly #leaf: Leaf;
  readonly #definition: HybridReader | undefined;
  readonly #repetition: HybridReader | undefined;
  readonly #values: ValueDecoder;

  private constructor(leaf: Leaf, entryCount: number, levels: Levels, values: ValueDecoder) {
    this.remaining = entryCount;
    this.#leaf = leaf;
    this.#definition = levels.definition;
    this.#repetition = levels.repetition;
    this.#values = values;
  }

  /** @param remaining entries that the column chunk has left @throws InvalidDataError */
  static open(header: PageHeader, stored: Uint8Array, remaining: number, context: PageContext, dictionary: Physical | undefined): DataPage {
    const isV2 = header.type === pageType.dataV2;
    const fields = isV2 ? header.fields.struct(8, 'DataPageHeaderV2') : header.fields.struct(5, 'DataPageHeader');
    const entryCount = checkedCount(fields.integer(1), remaining);
    const { levels, bytes } = isV2 ? openV2(header, fields, stored, context) : openV1(header, fields, stored, context);
    return new DataPage(context.leaf, entryCount, levels, valueDecoder(bytes, fields.integer(isV2 ? 4 : 2), context.leaf, dictionary));
  }

  /** The next entries, at most `limit`. @throws InvalidDataError */
  next(limit: number): Block {
    const entryCount = Math.min(limit, this.remaining);
    this.remaining -= entryCount;
    const repetition = readLevels(this.#repetition, entryCount, this.#leaf.maximumRepetition);
    const definition = readLevels(this.#definition, entryCount, this.#leaf.maximumDefinition);
    const valueCount = definition === undefined ? entryCount : countLevel(definition, this.#leaf.maximumDefinition);
    return { entryCount, repetition, definition: valueCount === entryCount ? undefined : definition, values: this.#values(valueCount) };
  }
}

function readLevels(reader: HybridReader | undefined, count: number, maximum: number): Uint8Array | undefined {
  if (reader === undefined) return undefined;
  const levels = new Uint8Array(count);
  reader.read(levels);
  // Where the maximum is all ones, no level has the bits to be above it.
  if ((maximum & (maximum + 1)) !== 0 && largest(levels) > maximum) throw invalidParquet('a page has a level above the maximum of its column');
  return levels;
}

function largest(levels: Uint8Array): number {
  let most = 0;
  for (let index = 0; index < levels.length; index++) if (levels[index]! > most) most = levels[index]!;
  return most;
}

/** How many of the levels are `level`. */
export function countLevel(levels: Uint8Array, level: number): number {
  let count = 0;
  for (let index = 0; index < levels.length; index++) if (levels[index] === level) count++;
  return count;
}

interface Levels {
  readonly definition: HybridReader | undefined;
  readonly repetition: HybridReader | undefined;
}

interface OpenedPage {
  readonly levels: Levels;
  /** The encoded values. */
  readonly bytes: Uint8Array;
}

/** All is compressed; levels stand behind their length. */
function openV1(header: PageHeader, fields: Fields, stored: Uint8Array, { leaf, codec, codecs }: PageContext): OpenedPage {
  const page = decompressPage(stored, header.uncompressedLength, codec, codecs);
  let position = 0;
  const levels = (maximum: number, encodingId: number): HybridReader | undefined => {
    if (maximum === 0) return undefined;
    if (encodingId !== 3) throw new InvalidDataError('unsupported-codec', 'a page has levels in the encoding BIT_PACKED, deprecated since 2013; write the file anew with a current tool');
    const { start, end } = sizedRange(page, position);
    position = end;
    return new HybridReader(page, start, end, levelWidth(maximum));
  };
  const repetition = levels(leaf.maximumRepetition, fields.integer(4));
  const definition = levels(leaf.maximumDefinition, fields.integer(3));
  return { levels: { definition, repetition }, bytes: page.subarray(position) };
}

/** Levels stand before the values and are never compressed. */
function openV2(header: PageHeader, fields: Fields, stored: Uint8Array, { leaf, codec, codecs }: PageContext): OpenedPage {
  const [definitionLength, repetitionLength] = [fields.integer(5), fields.integer(6)];
  const levelLength = definitionLength + repetitionLength;
  if (definitionLength < 0 || repetitionLength < 0 || levelLength > stored.length || levelLength > header.uncompressedLength) throw invalidParquet('the levels of a page take more bytes than the page has');
  const values = stored.subarray(levelLength);
  const pageCodec = (fields.optionalBoolean(7) ?? true) ? codec : uncompressed;
  const reader = (maximum: number, start: number, end: number): HybridReader | undefined => (maximum === 0 ? undefined : new HybridReader(stored, start, end, levelWidth(maximum)));
  return {
    levels: { repetition: reader(leaf.maximumRepetition, 0, repetitionLength), definition: reader(leaf.maximumDefinition, repetitionLength, levelLength) },
    bytes: decompressPage(values, header.uncompressedLength - levelLength, pageCodec, codecs),
  };
}

function levelWidth(maximum: number): number {
  return 32 - Math.clz32(maximum);
}

function checkedCount(count: number, remaining: number): number {
  if (count >= 0 && count <= remaining) return count;
  throw invalidParquet(`a page holds ${count} values; its column has ${remaining} left`);
}
