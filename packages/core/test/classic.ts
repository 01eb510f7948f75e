/** Records and classic summaries for tests. */
import { type ClassicParameters, dataPointColumnName } from '../src/classic/scheme.ts';
import type { Summary } from '../src/fingerprint/model.ts';
import { ClassicFingerprinter } from '../src/classic-pass/fingerprinter.ts';
import type { ClassicSketch } from '../src/sketch/classic.ts';
import type { ColumnBatch } from '../src/spec/v1/batch.ts';

/** The records of the vectors, from `first` to before `end`. */
export function textRecords(first: number, end: number): string[] {
  return Array.from({ length: end - first }, (_, index) => `record ${first + index}`);
}

/** A batch of data points that are bytes already. */
export function dataPointBatch(records: readonly string[]): ColumnBatch {
  const parts = records.map((record) => new TextEncoder().encode(record));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, index) => (offsets[index + 1] = offsets[index]! + part.length));
  return { kind: 'columns', rowCount: parts.length, columns: [{ name: dataPointColumnName, type: 'bytes', offsets, bytes: Buffer.concat(parts) }] };
}

/** The summary of records. */
export function summarizeClassic(sketches: readonly ClassicParameters[], records: readonly string[]): Summary {
  const pass = new ClassicFingerprinter(sketches, {});
  pass.add(dataPointBatch(records));
  return pass.finish();
}

/** The one sketch of records. */
export function sketchClassic(parameters: ClassicParameters, records: readonly string[]): ClassicSketch {
  return summarizeClassic([parameters], records).sketches[0] as ClassicSketch;
}
