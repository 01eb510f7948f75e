/** Cutting units into shards. */
import type { PlanOptions, Shard } from '@datasig/core/spec';
import type { GroupPiece, StreamPiece } from '../format.ts';
import { idxByteRange, type RowRange } from '../idx/read.ts';
import { lookUp, tableFormatOf } from './described-files.ts';
import { type ShardDescriptor, toJson } from './descriptor.ts';
import type { InspectedUnit } from './inspect.ts';
import { isMedia } from './media.ts';
import { withFile } from './opening.ts';
import { formatOf } from './recognize.ts';
import { byteLengthOf as pieceByteLength, joinPieces, type ShardSize, shardSize } from './shard-size.ts';
import type { FileStore } from './stored-file.ts';

/** The shards of one unit, in the order of its records. @throws InvalidDataError, SourceError */
export async function cutUnit(unit: InspectedUnit, store: FileStore, options: PlanOptions): Promise<readonly Shard[]> {
  const { shardByteLength, signal } = options;
  signal?.throwIfAborted();
  if (shardByteLength === undefined || !isCuttable(unit, shardByteLength)) return [wholeUnit(unit)];
  const size = shardSize(shardByteLength, options);
  if (unit.rows !== undefined) return cutDescribed(unit, unit.rows, store, shardByteLength, signal);
  if (isMedia(unit.files[0]!.format)) return cutMedia(unit, size);
  if (unit.headers !== undefined) return cutRows(unit, unit.headers, size);
  return cutFile(unit, store, shardByteLength, size, signal);
}

/** Only plain bytes can be entered in the middle; folders are cut between their files. */
function isCuttable(unit: InspectedUnit, shardByteLength: number): boolean {
  const byteLength = byteLengthOf(unit);
  if (byteLength === undefined || byteLength <= shardByteLength) return false;
  if (unit.rows === undefined && isMedia(unit.files[0]!.format)) return true;
  return (unit.rows === undefined ? unit.files : unit.files.slice(0, 1)).every((file) => file.compression === null && file.archive === undefined);
}

/** Bytes that reading the unit takes; undefined where there is a stream. */
export function byteLengthOf(unit: InspectedUnit): number | undefined {
  if (unit.rows !== undefined) return unit.rows.byteLength;
  const lengths = unit.files.map((file) => file.version?.byteLength);
  return lengths.every((length) => length !== undefined) ? lengths.reduce((sum, length) => sum + length, 0) : undefined;
}

function wholeUnit(unit: InspectedUnit): Shard {
  const byteLength = byteLengthOf(unit);
  const recordCount = recordCountOf(unit);
  return { ...shard(unit, unit.name, { ...labelsOf(unit), ...linksOf(unit) }), ...(byteLength !== undefined && { byteLength }), ...(recordCount !== undefined && { recordCount }) };
}

/** How many records the files say that they hold. */
export function recordCountOf({ headers, rows, declaration }: InspectedUnit): number | undefined {
  return headers?.images.shape[0] ?? rows?.recordCount ?? declaration?.recordCount;
}

async function cutFile(unit: InspectedUnit, store: FileStore, shardByteLength: number, size: ShardSize, signal: AbortSignal | undefined): Promise<readonly Shard[]> {
  const [file] = unit.files;
  const format = formatOf(file!);
  // Rows as Python reads them do not tell their borders by the number of quotes.
  if (format.cut === undefined || unit.classic === true) return [wholeUnit(unit)];
  const { cut } = format;
  return withFile(store, file!, async (opened) => {
    const pieces = joinPieces<StreamPiece | GroupPiece>(await cut(opened, shardByteLength, signal), size);
    await opened.assertUnchanged();
    return pieces.length <= 1 ? [wholeUnit(unit)] : pieces.map((piece) => pieceOf(unit, piece));
  });
}

function pieceOf(unit: InspectedUnit, piece: StreamPiece | GroupPiece): Shard {
  const { recordCount } = { recordCount: undefined, ...piece };
  return { ...shard(unit, `${unit.name}:${piece.start}-${piece.end}`, { piece }), ...(piece.start > 0 && { continues: true }), byteLength: pieceByteLength(piece), ...(recordCount !== undefined && { recordCount }) };
}

/** Some files each. */
function cutMedia(unit: InspectedUnit, size: ShardSize): readonly Shard[] {
  const shards: Shard[] = [];
  let left = byteLengthOf(unit)!;
  for (let start = 0; start < unit.files.length; ) {
    let [end, byteLength] = [start, 0];
    const shardByteLength = size(left);
    while (end < unit.files.length && (end === start || byteLength + unit.files[end]!.version!.byteLength <= shardByteLength)) byteLength += unit.files[end++]!.version!.byteLength;
    const some = { ...unit, files: unit.files.slice(start, end) };
    shards.push({ ...shard(some, `${unit.name}:${start}-${end}`, labelsOf(unit, start, end)), byteLength, recordCount: end - start });
    start = end;
    left -= byteLength;
  }
  return shards;
}

function labelsOf({ labels }: InspectedUnit, start?: number, end?: number): Pick<ShardDescriptor, 'labels'> {
  return labels === undefined ? {} : { labels: labels.labels.slice(start, end) };
}

function linksOf({ rows }: InspectedUnit): Pick<ShardDescriptor, 'links'> {
  return rows === undefined ? {} : { links: rows.links };
}

/** Some rows each, with the files that they name: about as many bytes together, since rows of one file are about alike. */
async function cutDescribed(unit: InspectedUnit, rows: NonNullable<InspectedUnit['rows']>, store: FileStore, shardByteLength: number, signal: AbortSignal | undefined): Promise<readonly Shard[]> {
  const table = unit.files[0]!;
  const { cut } = tableFormatOf(table);
  const wanted = Math.max(1, Math.floor((shardByteLength * table.version!.byteLength) / rows.byteLength));
  const pieces = (await withFile(store, table, async (opened) => cut?.(opened, wanted, signal))) ?? [];
  if (pieces.length <= 1) return [wholeUnit(unit)];
  const shards: Shard[] = [];
  for (const piece of pieces) {
    const found = await lookUp(unit, store, { piece, links: rows.links, ...(signal !== undefined && { signal }) });
    const some = { ...unit, files: [table, ...found.files] };
    shards.push({
      ...shard(some, `${unit.name}:${piece.start}-${piece.end}`, { piece, links: rows.links }),
      ...(piece.start > 0 && { continues: true }),
      byteLength: pieceByteLength(piece) + found.byteLength,
      recordCount: found.recordCount,
    });
  }
  return shards;
}

function cutRows(unit: InspectedUnit, headers: NonNullable<InspectedUnit['headers']>, size: ShardSize): readonly Shard[] {
  const files = [headers.images, headers.labels];
  const rowByteLength = files.reduce((sum, header) => sum + header.recordByteLength, 0);
  const rowCount = headers.images.shape[0]!;
  const shards: Shard[] = [];
  for (let start = 0; start < rowCount; ) {
    const rowsPerShard = Math.max(1, Math.floor(size((rowCount - start) * rowByteLength) / rowByteLength));
    const rows: RowRange = { start, end: Math.min(start + rowsPerShard, rowCount) };
    const ranges = files.map((header) => idxByteRange(header, rows));
    const byteLength = ranges.reduce((sum, range) => sum + range.end - range.start, 0);
    shards.push({ ...shard(unit, `${unit.name}:${rows.start}-${rows.end}`, { rows }), ...(start > 0 && { continues: true }), byteLength, recordCount: rows.end - rows.start });
    start = rows.end;
  }
  return shards;
}

function shard(unit: InspectedUnit, id: string, cut: Pick<ShardDescriptor, 'piece' | 'rows' | 'labels' | 'links'>): Shard {
  const files = unit.files.map(({ name, version, compression }) => ({ name, ...(version !== undefined && { version }), compression }));
  return { id, ...(unit.part !== undefined && { part: unit.part }), descriptor: toJson({ format: unit.files[0]!.format, files, ...(unit.pixels && { pixels: true as const }), ...(unit.classic === true && { classic: true as const }), ...(unit.companion !== undefined && { companion: unit.companion }), ...cut }) };
}
