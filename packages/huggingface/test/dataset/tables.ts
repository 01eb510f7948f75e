/** The same rows in each format. */
import { Table, tableFromArrays, tableToIPC, vectorFromArray, Utf8 } from 'apache-arrow';
import { ByteWriter, parquetWrite, type ColumnSource } from 'hyparquet-writer';

/** A row. */
export interface Row {
  readonly id: number;
  readonly text: string;
  readonly score: number;
  readonly ok: boolean;
  readonly note: string | null;
}

/** Rows from `first` on, all different. */
export function rowsFrom(first: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const id = first + index;
    return { id, text: `row ${id}, ${'ä'.repeat(id % 5)} "${(id * 2_654_435_761) >>> 0}"`, score: id / 8, ok: id % 3 === 0, note: id % 4 === 0 ? null : `note ${id}` };
  });
}

/** Bytes of a Parquet file. */
export function parquetOf(rows: readonly Row[], rowGroupSize: number = 1000): Uint8Array {
  const writer = new ByteWriter();
  const columnData: ColumnSource[] = [
    { name: 'id', data: rows.map(({ id }) => BigInt(id)), type: 'INT64', nullable: false },
    { name: 'text', data: rows.map(({ text }) => text), type: 'STRING', nullable: false },
    { name: 'score', data: rows.map(({ score }) => score), type: 'DOUBLE', nullable: false },
    { name: 'ok', data: rows.map(({ ok }) => ok), type: 'BOOLEAN', nullable: false },
    { name: 'note', data: rows.map(({ note }) => note), type: 'STRING', nullable: true },
  ];
  void parquetWrite({ writer, columnData, rowGroupSize });
  return new Uint8Array(writer.getBuffer());
}

/** Bytes of an Arrow file. */
export function arrowOf(rows: readonly Row[]): Uint8Array {
  const table: Table = new Table({
    id: tableFromArrays({ id: BigInt64Array.from(rows, ({ id }) => BigInt(id)) }).getChild('id')!,
    text: vectorFromArray(rows.map(({ text }) => text), new Utf8()),
    score: tableFromArrays({ score: Float64Array.from(rows, ({ score }) => score) }).getChild('score')!,
    ok: vectorFromArray(rows.map(({ ok }) => ok)),
    note: vectorFromArray(rows.map(({ note }) => note), new Utf8()),
  });
  return tableToIPC(table, 'file');
}

/** The text of JSON Lines. */
export function jsonlOf(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The text of a CSV file. */
export function csvOf(rows: readonly Row[]): string {
  return `id,text,score,ok,note\n${rows.map(({ id, text, score, ok, note }) => `${id},"${text.replaceAll('"', '""')}",${score},${ok},${note ?? ''}\n`).join('')}`;
}

