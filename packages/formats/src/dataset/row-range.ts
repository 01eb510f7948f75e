/** Some rows of what is read: those before are passed over, and reading ends after the last. */
import type { Batch } from '@datasig/core/spec';
import { sliceBatch } from '../image/slice-batch.ts';

/** Rows `[start, end)` of batches that come one after another, counted from 0. Ends the iteration of `batches`. */
export async function* rowRange(batches: AsyncIterable<Batch>, start: number, end: number): AsyncIterable<Batch> {
  if (start >= end) return;
  let first = 0;
  for await (const batch of batches) {
    const rowCount = rowCountOf(batch);
    const [from, to] = [Math.max(0, start - first), Math.min(rowCount, end - first)];
    if (from < to) yield to - from === rowCount ? batch : rowsOf(batch, from, to);
    first += rowCount;
    if (first >= end) return;
  }
}

/** How many records batches hold, as far as `limit`. */
export async function countRows(batches: AsyncIterable<Batch>, limit: number): Promise<number> {
  let count = 0;
  for await (const batch of batches) {
    count += rowCountOf(batch);
    if (count >= limit) break;
  }
  return count;
}

function rowCountOf(batch: Batch): number {
  return batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
}

function rowsOf(batch: Batch, start: number, end: number): Batch {
  return batch.kind === 'columns' ? sliceBatch(batch, start, end, new Map()) : { kind: 'rows', rows: batch.rows.slice(start, end) };
}
