/** The records that the vectors' datasets are made of (`docs/spec/vectors.md`), canonically encoded. */
import { encodeCanonical } from '../src/canonical/encode.ts';

/** All records of a dataset, from what a vector says of them: `none`, `i in [0, 5): …` or `i in 0,1,1: …`. */
export function generatedRecords(records: string): Uint8Array[] {
  return indices(records).map((i) => encodeCanonical({ id: i, name: `row ${i}`, score: i / 4, ok: i % 2 === 0, note: i % 3 === 0 ? 'third' : null }));
}

function indices(records: string): number[] {
  if (records === 'none') return [];
  const range = /^i in \[(\d+), (\d+)\)/.exec(records);
  if (range !== null) return Array.from({ length: Number(range[2]) - Number(range[1]) }, (_, i) => i + Number(range[1]));
  return /^i in ([\d,]+):/.exec(records)![1]!.split(',').map(Number);
}
