/** Tables as Parquet: row groups of 100,000 rows, dictionaries where they pay. */
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { type Columns, makeColumns } from './columns.ts';
import { cities, columnNames } from './row.ts';

/** How pages are compressed. */
export type ParquetCompression = 'SNAPPY' | 'ZSTD';

const schema: ConstructorParameters<typeof ParquetWriter>[0]['schema'] = [
  { name: 'table', num_children: columnNames.length },
  { name: 'id', type: 'INT64', repetition_type: 'REQUIRED' },
  { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'score', type: 'DOUBLE', repetition_type: 'REQUIRED' },
  { name: 'ok', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
  { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
  { name: 'at', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' }, repetition_type: 'REQUIRED' },
  { name: 'amount', type: 'INT32', repetition_type: 'OPTIONAL' },
];

/** Row groups of each of several files. */
const groupsPerFile = 2;

/** Writes a table. @throws the signal's reason */
export function writeParquet(file: string, codec: ParquetCompression, rowCount: number, signal: AbortSignal): void {
  writeGroups(file, codec, makeColumns(rowCount), signal);
}

/** Writes a table as so many files of a folder, which hold as many rows each, named as the Hub's are; the names. @throws the signal's reason */
export function writeParquetFiles(folder: string, fileCount: number, rowCount: number, signal: AbortSignal): string[] {
  const groups = makeColumns(rowCount, Math.ceil(rowCount / fileCount / groupsPerFile));
  return Array.from({ length: fileCount }, (_, index) => {
    const name = `train-${String(index).padStart(5, '0')}-of-${String(fileCount).padStart(5, '0')}.parquet`;
    writeGroups(join(folder, name), 'SNAPPY', Array.from({ length: groupsPerFile }, () => groups.next().value as Columns), signal);
    return name;
  });
}

function writeGroups(file: string, codec: ParquetCompression, groups: Iterable<Columns>, signal: AbortSignal): void {
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, codec, compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) } });
  for (const { rowCount, ...columns } of groups) {
    signal.throwIfAborted();
    const city = Array.from(columns.city, (position) => cities[position]!);
    const data = { ...columns, id: Array.from(columns.id), at: Array.from(columns.at), city, amount: [...columns.amount] };
    void writer.write({ columnData: columnNames.map((name) => ({ name, data: data[name] as unknown[] })), rowGroupSize: rowCount });
  }
  void writer.finish();
}
