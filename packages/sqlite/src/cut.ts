/** Cuts a table into ranges of rowids with near-equal numbers of rows. */
import { allRowids, type RowidRange } from './rowid-range.ts';
import type { TableEstimate } from './rowid-estimate.ts';

/** At most `count` ranges that together hold every rowid there can be, each once, in ascending order. */
export function cutRowids({ pieces, rowCount }: Pick<TableEstimate, 'pieces' | 'rowCount'>, count: number): readonly RowidRange[] {
  const borders: bigint[] = [];
  let rowsBefore = 0;
  for (const piece of pieces) {
    for (let next = borders.length + 1; next < count; next++) {
      const share = ((rowCount * next) / count - rowsBefore) / piece.rowCount;
      if (share >= 1) break;
      // Exact enough: a border may be anywhere.
      const offset = BigInt(Math.floor(Number(piece.last - piece.first) * Math.max(0, share)));
      borders.push(piece.first + (offset > piece.last - piece.first ? piece.last - piece.first : offset));
    }
    rowsBefore += piece.rowCount;
  }
  const ranges: RowidRange[] = [];
  let { first } = allRowids;
  for (const border of borders) {
    if (border < first || border >= allRowids.last) continue;
    ranges.push({ first, last: border });
    first = border + 1n;
  }
  return [...ranges, { first, last: allRowids.last }];
}
