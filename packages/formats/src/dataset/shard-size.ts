/** How large the next shard is to be: where several readers share a dataset, less and less, so that all end together. */
import type { PlanOptions } from '@datasig/core/spec';
import type { GroupPiece, StreamPiece } from '../format.ts';

/** The size in bytes of a shard before whose end `left` bytes of its unit are not cut yet. */
export type ShardSize = (left: number) => number;

/**
 * Guided self-scheduling (C. D. Polychronopoulos, D. J. Kuck, 1987), by half of what it takes: each reader may yet have
 * two shards of this size, whichever of them is slower or begins later.
 */
export function shardSize(shardByteLength: number, { readerCount }: PlanOptions): ShardSize {
  return (left) => Math.max(shardByteLength, readerCount === undefined ? 0 : left / (2 * readerCount));
}

/** Joins neighbours among pieces of the least size. */
export function joinPieces<Piece extends StreamPiece | GroupPiece>(pieces: readonly Piece[], size: ShardSize): readonly Piece[] {
  const joined: Piece[] = [];
  let left = pieces.reduce((sum, piece) => sum + byteLengthOf(piece), 0);
  let wanted = 0;
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && byteLengthOf(last) + byteLengthOf(piece) <= wanted) {
      joined[joined.length - 1] = join(last, piece);
    } else {
      wanted = size(left);
      joined.push(piece);
    }
    left -= byteLengthOf(piece);
  }
  return joined;
}

/** Bytes that a piece takes in the file. */
export function byteLengthOf(piece: StreamPiece | GroupPiece): number {
  return 'byteLength' in piece ? piece.byteLength : piece.end - piece.start;
}

function join<Piece extends StreamPiece | GroupPiece>(first: Piece, second: Piece): Piece {
  if (!('byteLength' in first && 'byteLength' in second)) return { ...first, end: second.end };
  const { recordCount } = first;
  return { ...first, end: second.end, byteLength: first.byteLength + second.byteLength, ...(recordCount !== undefined && second.recordCount !== undefined && { recordCount: recordCount + second.recordCount }) };
}
