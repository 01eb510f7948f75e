/** A look at the beginning of every file: what it declares, and whether all files declare the same. */
import { InvalidArgumentError, InvalidDataError, SourceError } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import type { Declaration, IndexedFormat } from '../format.ts';
import { idxHeaderByteLimit, type IdxHeader, readIdxHeader } from '../idx/header.ts';
import { checkIdxHeaders, idxByteRange, type IdxHeaders, idxSchema } from '../idx/read.ts';
import { Companions } from './companions.ts';
import { type DescribedFiles, lookUpAll } from './described-files.ts';
import { type FileLinks, linkedSchema } from './file-links.ts';
import { inGroups } from './in-groups.ts';
import { mediaSchema } from './media-folder.ts';
import { isMedia, type MediaFormat } from './media.ts';
import { atRest, begin, inFile, isAtRest, isVersioned } from './opening.ts';
import { type DataFile, formatOf } from './recognize.ts';
import type { FileStore } from './stored-file.ts';
import type { Unit } from './unit.ts';

/** How the files will be read. */
interface InspectOptions {
  readonly pixels?: boolean;
  readonly classic?: boolean;
  readonly companions: Companions;
  readonly signal?: AbortSignal;
}

/** A unit, what the beginnings of its files say, and how it will be read. */
export interface InspectedUnit extends DeclaringUnit {
  /** Whether its images are decoded. */
  readonly pixels: boolean;
  /** Whether its records are read as the original Python tool serialises them. */
  readonly classic?: boolean;
}

interface DeclaringUnit extends Unit {
  /** Absent where only the records tell. */
  readonly schema?: readonly SchemaField[];
  /** Of a file with an index. */
  readonly declaration?: Declaration;
  /** The text of the file beside it that tells what it holds, of formats that have one. */
  readonly companion?: string;
  /** Of IDX files. */
  readonly headers?: Required<IdxHeaders>;
  /** Of metadata files: what all rows say, and the bytes that reading them takes. */
  readonly rows?: Pick<DescribedFiles, 'byteLength' | 'recordCount'> & { readonly links: FileLinks; readonly warnings: readonly string[] };
}

/**
 * Looks at the files of all units. With `'where-images'` images are decoded unless a unit has none.
 *
 * @throws InvalidDataError, SourceError, InvalidArgumentError for `pixels: true` where there are no images
 */
export async function inspectAll(units: readonly Unit[], store: FileStore, pixels: boolean | 'where-images', signal: AbortSignal | undefined, classic = false): Promise<readonly InspectedUnit[]> {
  try {
    const options = { pixels: pixels !== false, classic, companions: new Companions(store), ...(signal !== undefined && { signal }) };
    // Whoever writes streams may write one after the other.
    const groupLength = units.every(({ files }) => files.every(isVersioned)) ? store.concurrency : 1;
    const inspected: InspectedUnit[] = [];
    for await (const group of inGroups(units, groupLength, (unit) => inspect(unit, store, options))) inspected.push(...group.map((unit) => ({ ...unit, pixels: options.pixels })));
    return inspected;
  } catch (error) {
    if (pixels === 'where-images' && tellsOfNoImages(error)) return inspectAll(units, store, false, signal, classic);
    throw error;
  }
}

/** Formats with columns know only from their files whether there are images, and refuse the option where not. */
function tellsOfNoImages(error: unknown): boolean {
  return error instanceof InvalidArgumentError && error.context['option'] === 'pixels';
}

/** Looks at the files of one unit. @throws InvalidDataError, SourceError, InvalidArgumentError for `pixels` where there are no images */
async function inspect(unit: Unit, store: FileStore, options: InspectOptions): Promise<DeclaringUnit> {
  const { pixels = false, signal } = options;
  const [file, labelsFile] = unit.files as readonly [DataFile, DataFile?];
  if (isMedia(file.format)) {
    if (pixels && file.format !== 'images') throw noImages(file.format);
    return unit.described === undefined ? inspectMedia(unit, file.format, pixels) : inspectDescribed(unit, store, options);
  }
  if (pixels && labelsFile !== undefined) throw noImages(file.format);
  if (labelsFile !== undefined) return inspectPair(unit, file, labelsFile, store, signal);
  const format = formatOf(file);
  if (pixels && !format.holdsImages) throw noImages(file.format);
  if (format.access === 'indexed') return isAtRest(file) ? inspectIndexed(unit, file, format, store, options) : inspectStream(unit, file, format, store, options);
  const { schema: schemaOf } = format;
  const companion = format.companion === undefined ? undefined : await options.companions.beside(file, format.companion, signal);
  const accompanied = companion === undefined ? unit : { ...unit, companion };
  if (schemaOf === undefined || (options.classic === true && format.readDataPoints !== undefined)) return accompanied;
  const schema = await begin(store, file, (chunks) => schemaOf(chunks, { pixels, ...(companion !== undefined && { companion }) }), signal);
  return schema === undefined ? accompanied : { ...accompanied, schema };
}

function inspectMedia(unit: Unit, format: MediaFormat, pixels: boolean): DeclaringUnit {
  const schema = mediaSchema(format, unit.labels, pixels);
  return { ...unit, schema, declaration: { schema, recordCount: unit.files.length } };
}

async function inspectDescribed(unit: Unit, store: FileStore, { pixels = false, signal }: InspectOptions): Promise<DeclaringUnit> {
  const [table] = unit.files;
  const { links, columns, warnings, files, byteLength, recordCount } = await lookUpAll(unit, store, signal);
  const schema = columns && linkedSchema(columns, links, pixels);
  return {
    ...unit,
    files: [table!, ...files],
    ...(schema !== undefined && { schema }),
    rows: { links, byteLength: byteLength + table!.version!.byteLength, recordCount, warnings },
  };
}

function noImages(format: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `pixels: ${format} files hold no encoded images; leave the option out`, { context: { option: 'pixels' } });
}

async function inspectIndexed(unit: Unit, file: DataFile, format: IndexedFormat, store: FileStore, options: InspectOptions): Promise<DeclaringUnit> {
  const declaration = await atRest(store, file, (bytes) => format.declare(bytes, options));
  return { ...unit, schema: declaration.schema, declaration };
}

async function inspectStream(unit: Unit, file: DataFile, format: IndexedFormat, store: FileStore, options: InspectOptions): Promise<DeclaringUnit> {
  const { declareStream } = format;
  if (declareStream === undefined) throw noStream(unit, format);
  const declaration = await begin(store, file, (chunks) => declareStream(chunks, options), options.signal);
  return declaration === undefined ? unit : { ...unit, schema: declaration.schema, declaration };
}

function noStream(unit: Unit, format: IndexedFormat): SourceError {
  const what = unit.files[0]!.compression === null ? 'save the stream to a file first' : 'decompress the file first';
  return new SourceError('source-unreadable', `${unit.shown}: a ${format.name} file is read through the index at its end; ${what}`, { context: { file: unit.shown } });
}

async function inspectPair(unit: Unit, images: DataFile, labels: DataFile, store: FileStore, signal: AbortSignal | undefined): Promise<DeclaringUnit> {
  const headerOf = (file: DataFile): Promise<IdxHeader> => begin(store, file, async (chunks) => checkLength(file, readIdxHeader(await firstBytes(chunks, idxHeaderByteLimit))), signal);
  const headers = { images: await headerOf(images), labels: await headerOf(labels) };
  await inFile(images.shown, async () => checkIdxHeaders(headers));
  return { ...unit, headers, schema: idxSchema(headers) };
}

/** Plain files show before they are read whether they are whole. */
function checkLength({ version, compression }: DataFile, header: IdxHeader): IdxHeader {
  const { start: expected } = idxByteRange(header, { start: header.shape[0]!, end: header.shape[0]! });
  const byteLength = compression === null ? version!.byteLength : expected;
  if (byteLength === expected) return header;
  const reason = `the file has ${byteLength} bytes; its header says ${header.shape[0]} records, which take ${expected}`;
  throw new InvalidDataError(byteLength < expected ? 'truncated' : 'invalid-idx', reason, { byteOffset: Math.min(byteLength, expected) });
}

async function firstBytes(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk.subarray(0, limit - length), length);
    length = Math.min(limit, length + chunk.length);
    if (length === limit) break;
  }
  return bytes.subarray(0, length);
}
