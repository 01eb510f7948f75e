/** Cutting units into shards. */
import type { PlanOptions, Shard } from '@datasig/core/spec';
import type { GroupPiece, StreamPiece } from '../format.ts';
import { idxByteRange, type RowRange } from '../idx/read.ts';
import { type ShardDescriptor, toJson } from './descriptor.ts';
import type { InspectedUnit } from './inspect.ts';
import { withFile } from './opening.ts';
import { formatOf } from './recognize.ts';
import type { FileStore } from './stored-file.ts';

/** The shards of one unit, in the order of its records. @throws InvalidDataError, SourceError */
export async function cutUnit(unit: InspectedUnit, store: FileStore, { shardByteLength, signal }: PlanOptions): Promise<readonly Shard[]> {
  signal?.throwIfAborted();
  if (shardByteLength === undefined || !isCuttable(unit, shardByteLength)) return [wholeUnit(unit)];
  if (unit.files[0]!.format === 'images') return cutImages(unit, shardByteLength);
  if (unit.headers !== undefined) return cutRows(unit, unit.headers, shardByteLength);
  return cutFile(unit, store, shardByteLength, signal);
}

/** Only plain bytes can be entered in the middle. */
function isCuttable(unit: InspectedUnit, shardByteLength: number): boolean {
  const byteLength = byteLengthOf(unit);
  return byteLength !== undefined && byteLength > shardByteLength && unit.files.every((file) => file.compression === null);
}

/** Bytes of all files together; undefined where there is a stream. */
export function byteLengthOf(unit: InspectedUnit): number | undefined {
  const lengths = unit.files.map((file) => file.version?.byteLength);
  return lengths.every((length) => length !== undefined) ? lengths.reduce((sum, length) => sum + length, 0) : undefined;
}

function wholeUnit(unit: InspectedUnit): Shard {
  const byteLength = byteLengthOf(unit);
  const recordCount = recordCountOf(unit);
  return { ...shard(unit, unit.name, labelsOf(unit)), ...(byteLength !== undefined && { byteLength }), ...(recordCount !== undefined && { recordCount }) };
}

/** How many records the files say that they hold. */
export function recordCountOf({ headers, declaration }: InspectedUnit): number | undefined {
  return headers?.images.shape[0] ?? declaration?.recordCount;
}

async function cutFile(unit: InspectedUnit, store: FileStore, shardByteLength: number, signal: AbortSignal | undefined): Promise<readonly Shard[]> {
  const [file] = unit.files;
  const format = formatOf(file!);
  if (format.cut === undefined) return [wholeUnit(unit)];
  const { cut } = format;
  return withFile(store, file!, async (opened) => {
    const pieces = await cut(opened, shardByteLength, signal);
    await opened.assertUnchanged();
    return pieces.length <= 1 ? [wholeUnit(unit)] : pieces.map((piece) => pieceOf(unit, piece));
  });
}

function pieceOf(unit: InspectedUnit, piece: StreamPiece | GroupPiece): Shard {
  const { byteLength, recordCount } = { byteLength: piece.end - piece.start, recordCount: undefined, ...piece };
  return { ...shard(unit, `${unit.name}:${piece.start}-${piece.end}`, { piece }), ...(piece.start > 0 && { continues: true }), byteLength, ...(recordCount !== undefined && { recordCount }) };
}

/** Some images each. */
function cutImages(unit: InspectedUnit, shardByteLength: number): readonly Shard[] {
  const shards: Shard[] = [];
  for (let start = 0; start < unit.files.length; ) {
    let [end, byteLength] = [start, 0];
    while (end < unit.files.length && (end === start || byteLength + unit.files[end]!.version!.byteLength <= shardByteLength)) byteLength += unit.files[end++]!.version!.byteLength;
    const some = { ...unit, files: unit.files.slice(start, end) };
    shards.push({ ...shard(some, `${unit.name}:${start}-${end}`, labelsOf(unit, start, end)), byteLength, recordCount: end - start });
    start = end;
  }
  return shards;
}

function labelsOf({ labels }: InspectedUnit, start?: number, end?: number): Pick<ShardDescriptor, 'labels'> {
  return labels === undefined ? {} : { labels: labels.labels.slice(start, end) };
}

function cutRows(unit: InspectedUnit, headers: NonNullable<InspectedUnit['headers']>, shardByteLength: number): readonly Shard[] {
  const files = [headers.images, headers.labels];
  const rowByteLength = files.reduce((sum, header) => sum + header.recordByteLength, 0);
  const rowsPerShard = Math.max(1, Math.floor(shardByteLength / rowByteLength));
  const rowCount = headers.images.shape[0]!;
  const shards: Shard[] = [];
  for (let start = 0; start < rowCount; start += rowsPerShard) {
    const rows: RowRange = { start, end: Math.min(start + rowsPerShard, rowCount) };
    const ranges = files.map((header) => idxByteRange(header, rows));
    const byteLength = ranges.reduce((sum, range) => sum + range.end - range.start, 0);
    shards.push({ ...shard(unit, `${unit.name}:${rows.start}-${rows.end}`, { rows }), ...(start > 0 && { continues: true }), byteLength, recordCount: rows.end - rows.start });
  }
  return shards;
}

function shard(unit: InspectedUnit, id: string, cut: Pick<ShardDescriptor, 'piece' | 'rows' | 'labels'>): Shard {
  const files = unit.files.map(({ name, version, compression }) => ({ name, ...(version !== undefined && { version }), compression }));
  return { id, ...(unit.part !== undefined && { part: unit.part }), descriptor: toJson({ format: unit.files[0]!.format, files, ...(unit.pixels && { pixels: true as const }), ...cut }) };
}
