/** Tables as Parquet: row groups of 100,000 rows, dictionaries where they pay. */
import { zstdCompressSync } from 'node:zlib';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { makeColumns } from './columns.ts';
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

/** Writes a table. @throws the signal's reason */
export function writeParquet(file: string, codec: ParquetCompression, rowCount: number, signal: AbortSignal): void {
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, codec, compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) } });
  for (const { rowCount: groupRowCount, ...columns } of makeColumns(rowCount)) {
    signal.throwIfAborted();
    const city = Array.from(columns.city, (position) => cities[position]!);
    const data = { ...columns, id: Array.from(columns.id), at: Array.from(columns.at), city, amount: [...columns.amount] };
    void writer.write({ columnData: columnNames.map((name) => ({ name, data: data[name] as unknown[] })), rowGroupSize: groupRowCount });
  }
  void writer.finish();
}
