/** Sizes of shards: all bytes once, in order, large ones first. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteLengthOf, joinPieces, shardSize } from './shard-size.ts';

const piecesOf = (lengths: readonly number[]): { start: number; end: number }[] => {
  let start = 0;
  return lengths.map((length) => ({ start, end: (start += length) }));
};

it('joins neighbours while each reader may have two shards of the size yet', () => {
  const pieces = piecesOf(Array.from({ length: 24 }, () => 10));
  expect(joinPieces(pieces, shardSize(10, { readerCount: 2 })).map(byteLengthOf)).toEqual([60, 40, 30, 20, 20, 10, 10, 10, 10, 10, 10, 10]);
});

it('joins nothing where the number of readers is not told', () => {
  const pieces = piecesOf([10, 10, 10]);
  expect(joinPieces(pieces, shardSize(10, {}))).toEqual(pieces);
});

it('keeps the first header, and adds up groups', () => {
  const half = (): number => 100;
  expect(joinPieces([{ start: 0, end: 50 }, { start: 50, end: 90, header: ['x'] }, { start: 90, end: 150, header: ['x'] }], half)).toEqual([{ start: 0, end: 90 }, { start: 90, end: 150, header: ['x'] }]);
  const groups = [1, 2, 3].map((index) => ({ start: index - 1, end: index, byteLength: 40, recordCount: index }));
  expect(joinPieces(groups, half)).toEqual([{ start: 0, end: 2, byteLength: 80, recordCount: 3 }, groups[2]]);
  expect(joinPieces([{ start: 0, end: 1, byteLength: 1 }, groups[1]!], half)).toEqual([{ start: 0, end: 2, byteLength: 41 }]);
});

it('covers the same bytes with no more pieces, none above half a reader’s share', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (lengths, readerCount) => {
      const pieces = piecesOf(lengths);
      const joined = joinPieces(pieces, shardSize(1, { readerCount }));
      expect(joined.length).toBeLessThanOrEqual(pieces.length);
      const total = lengths.reduce((sum, length) => sum + length, 0);
      let end = 0;
      for (const piece of joined) {
        expect(piece.start).toBe(end);
        // A single piece may be larger than wanted: it is not cut.
        if (!pieces.includes(piece)) expect(piece.end - piece.start).toBeLessThanOrEqual(Math.max(1, (total - piece.start) / (2 * readerCount)));
        end = piece.end;
      }
      expect(end).toBe(total);
    }),
  );
});
