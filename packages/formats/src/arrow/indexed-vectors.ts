/** Vectors whose rows point at values elsewhere: dictionaries and runs. */
import type { LogicalType, Value } from '@datasig/core/spec';
import { invalidArrow } from './error.ts';
import { gatherRuns, ScalarVector } from './flat-vectors.ts';
import { type ColumnBody, RunVector, slotCost, sumCosts, Vector } from './vector.ts';

/** Row i is `target()[indices[i]]`. */
export class IndexedVector extends Vector {
  readonly #indices: ArrayLike<number | bigint>;
  readonly #resolve: () => Vector | undefined;
  #resolved: { readonly target: Vector | undefined; readonly rows: Int32Array } | undefined;

  /** @param resolve asked for when values are first read: a dictionary may come after what it is for */
  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined, indices: ArrayLike<number | bigint>, resolve: () => Vector | undefined) {
    super(type, length, valid);
    this.#indices = indices;
    this.#resolve = resolve;
  }

  override isNull(row: number): boolean {
    return this.#targetRows().rows[row] === -1;
  }

  override cost(start: number, end: number, limit: number): number {
    const { target, rows } = this.#targetRows();
    return sumCosts(start, end, limit, (row) => slotCost + (rows[row] === -1 ? 0 : target!.cost(rows[row]!, rows[row]! + 1, limit)));
  }

  /** Of the values pointed at, too. */
  override validIn(start: number, end: number): Uint8Array | undefined {
    const rows = this.#targetRows().rows.subarray(start, end);
    return rows.includes(-1) ? Uint8Array.from(rows, (row) => (row === -1 ? 0 : 1)) : undefined;
  }

  protected override value(row: number): Value {
    const { target, rows } = this.#targetRows();
    return target!.read(rows[row]!);
  }

  protected override body(start: number, end: number): ColumnBody {
    const { target, rows } = this.#targetRows();
    if (target instanceof RunVector) return gatherRuns(target, rows.subarray(start, end));
    return target instanceof ScalarVector ? (gatherScalars(target, rows.subarray(start, end)) ?? super.body(start, end)) : super.body(start, end);
  }

  /** The values, and for each row which of them it is; -1 = null. */
  #targetRows(): { readonly target: Vector | undefined; readonly rows: Int32Array } {
    if (this.#resolved !== undefined) return this.#resolved;
    const target = this.#resolve();
    const rows = new Int32Array(this.length);
    for (let row = 0; row < this.length; row++) {
      if (super.isNull(row)) {
        rows[row] = -1;
        continue;
      }
      const index = Number(this.#indices[row]!);
      if (target === undefined) throw invalidArrow('a dictionary is missing');
      if (!(index >= 0 && index < target.length)) throw invalidArrow('an index into a dictionary is beyond its end');
      rows[row] = target.isNull(index) ? -1 : index;
    }
    this.#resolved = { target, rows };
    return this.#resolved;
  }
}

function gatherScalars({ scalar, bytes }: ScalarVector, rows: Int32Array): ColumnBody | undefined {
  const { byteWidth } = scalar;
  const gathered = new Uint8Array(rows.length * byteWidth);
  const valid = new Uint8Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    if (row === -1) continue;
    valid[index] = 1;
    for (let from = row * byteWidth, to = index * byteWidth; to < (index + 1) * byteWidth; from++, to++) gathered[to] = bytes[from]!;
  }
  return scalar.body(gathered, valid);
}

/** Vectors one after another, as deltas of a dictionary come. */
export class ChunkedVector extends Vector {
  readonly #chunks: Vector[] = [];
  /** The row at which each chunk begins. */
  readonly #starts: number[] = [];

  constructor(first: Vector) {
    super(first.type, 0, undefined);
    this.append(first);
  }

  append(chunk: Vector): void {
    this.#starts.push(this.length);
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  override isNull(row: number): boolean {
    const chunk = this.#chunkOf(row);
    return this.#chunks[chunk]!.isNull(row - this.#starts[chunk]!);
  }

  override cost(start: number, end: number, limit: number): number {
    return sumCosts(start, end, limit, (row) => {
      const chunk = this.#chunkOf(row);
      const inside = row - this.#starts[chunk]!;
      return this.#chunks[chunk]!.cost(inside, inside + 1, limit);
    });
  }

  protected override value(row: number): Value {
    const chunk = this.#chunkOf(row);
    return this.#chunks[chunk]!.read(row - this.#starts[chunk]!);
  }

  /** The last chunk that begins at or before the row; empty ones begin where the next does. */
  #chunkOf(row: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
