/**
 * How many rows a table has and how its rowids are spread, from a few hundred looks at its tree: no scan. It decides
 * how a table is cut and what progress shows, never what is read.
 */
import type { SqliteDatabase, SqliteStatement } from './driver.ts';
import type { Table } from './catalog.ts';
import { quoteName } from './names.ts';
import { allRowids, type RowidRange } from './rowid-range.ts';
import { inDatabase } from './sqlite-error.ts';

/** What is known of a table before it is read. */
export interface TableEstimate {
  readonly rowCount: number;
  /** Of the values. */
  readonly byteLength: number;
  /** In ascending order; each begins and ends with a row. */
  readonly pieces: readonly Piece[];
}

/** A range of rowids with about evenly spread rows. */
interface Piece extends RowidRange {
  readonly rowCount: number;
}

/** A piece that may still be cut. */
interface RoughPiece extends Piece {
  /** Rows there would be if they were everywhere as close as most of those at its ends. */
  readonly mostRowCount: number;
}

const mostPieceCount = 64;
/** Pieces of fewer rows are not worth a closer look. */
const leastRowCount = 2048;
/** Rows by which the density at an end is measured. */
const sampleRowCount = 32;
const rowByteOverhead = 8;
/** Expressions may be only so deep. */
const sampledColumnCount = 100;

/** Looks at a table with rowids, in a file of `fileByteLength`. */
export function estimateTable(database: SqliteDatabase, table: Table, shown: string, fileByteLength: number): TableEstimate {
  return inDatabase(shown, () => {
    const probes = new Probes(database, table);
    const whole = probes.pieceIn(allRowids);
    if (whole === undefined) return { rowCount: 0, byteLength: 0, pieces: [] };
    const pieces = [whole];
    while (pieces.length < mostPieceCount) {
      const largest = pieces.reduce((at, { rowCount }, index) => (rowCount > pieces[at]!.rowCount ? index : at), 0);
      if (pieces[largest]!.mostRowCount <= leastRowCount) break;
      pieces.splice(largest, 1, ...probes.halve(pieces[largest]!));
    }
    const rowCount = pieces.reduce((sum, piece) => sum + piece.rowCount, 0);
    return { rowCount, byteLength: Math.max(1, Math.min(fileByteLength, Math.round(rowCount * probes.rowByteLength(pieces)))), pieces };
  });
}

/** Statements that find rows near a rowid. */
class Probes {
  readonly #from: SqliteStatement;
  readonly #downFrom: SqliteStatement;
  readonly #byteLengths: SqliteStatement;

  constructor(database: SqliteDatabase, { name, rowid, columns }: Table) {
    const [table, key] = [`main.${quoteName(name)}`, quoteName(rowid!.name)];
    const lengths = columns.slice(0, sampledColumnCount).map((column) => `ifnull(octet_length(${quoteName(column.name)}), 0)`);
    const prepare = (expression: string, order: string): SqliteStatement => database.prepare(`SELECT ${expression} FROM ${table} WHERE ${key} BETWEEN ? AND ? ORDER BY ${key} ${order} LIMIT ?`).pluck();
    this.#from = prepare(key, 'ASC').safeIntegers();
    this.#downFrom = prepare(key, 'DESC').safeIntegers();
    this.#byteLengths = prepare(lengths.join(' + '), 'ASC');
  }

  /** The rows of a range, without the room before and after them; undefined where there are none. */
  pieceIn({ first, last }: RowidRange): RoughPiece | undefined {
    const head = this.#from.all(first, last, sampleRowCount) as readonly bigint[];
    if (head.length === 0) return undefined;
    if (head.length < sampleRowCount) return { first: head[0]!, last: head.at(-1)!, rowCount: head.length, mostRowCount: head.length };
    const tail = this.#downFrom.all(first, last, sampleRowCount) as readonly bigint[];
    const piece = { first: head[0]!, last: tail[0]! };
    const span = Number(piece.last - piece.first);
    const gaps = [...gapsOf(head), ...gapsOf(tail)].sort((a, b) => a - b);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    return { ...piece, rowCount: Math.max(sampleRowCount, 1 + span / mean), mostRowCount: Math.max(sampleRowCount, 1 + span / gaps[gaps.length >> 1]!) };
  }

  /** Both halves of a piece, each with the rows that are in it. */
  halve({ first, last }: Piece): readonly RoughPiece[] {
    const middle = first + (last - first) / 2n;
    return [this.pieceIn({ first, last: middle }), this.pieceIn({ first: middle + 1n, last })].filter((piece) => piece !== undefined);
  }

  /** The mean length of some rows. */
  rowByteLength(pieces: readonly Piece[]): number {
    const step = Math.ceil(pieces.length / 8);
    const lengths = pieces.filter((_, index) => index % step === 0).flatMap(({ first, last }) => this.#byteLengths.all(first, last, 8) as readonly number[]);
    return rowByteOverhead + lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  }
}

/** Distances between neighbours. */
function gapsOf(rowids: readonly bigint[]): readonly number[] {
  return rowids.slice(1).map((rowid, index) => Math.abs(Number(rowid - rowids[index]!)));
}
