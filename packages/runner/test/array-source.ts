/** A source over rows in memory, cut into shards of a given number of rows; counts what is read. */
import type { Batch, Json, PlanOptions, ReadOptions, Shard, Source, SourceDescription, Value } from '@datasig/core/spec';

type Row = Readonly<Record<string, Value>>;

/** Rows in memory. `shardByteLength` counts rows here: each row is one byte of progress. */
export class ArraySource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reads: string[] = [];
  readonly #rows: readonly Row[];
  readonly #description: Partial<SourceDescription>;
  /** Called before each batch. */
  onBatch: (row: number) => void | Promise<void> = () => undefined;

  constructor(rows: readonly Row[], description: Partial<SourceDescription> = {}) {
    this.#rows = rows;
    this.#description = description;
  }

  async describe(): Promise<SourceDescription> {
    return {
      name: 'rows', connector: 'array', location: 'rows', byteLength: this.#rows.length,
      capabilities: { reopenable: true, columnSelection: false, untypedText: false }, ...this.#description,
    };
  }

  async shards({ shardByteLength = this.#rows.length }: PlanOptions = {}): Promise<readonly Shard[]> {
    const shards: Shard[] = [];
    for (let start = 0; start < this.#rows.length; start += shardByteLength) {
      const end = Math.min(start + shardByteLength, this.#rows.length);
      shards.push({ id: `${start}-${end}`, descriptor: [start, end] as Json, byteLength: end - start, recordCount: end - start, ...(start > 0 && { continues: true }) });
    }
    return shards;
  }

  async *read(shard: Shard, { onBytes, signal }: ReadOptions = {}): AsyncIterable<Batch> {
    this.reads.push(shard.id);
    const [start, end] = shard.descriptor as unknown as [number, number];
    for (let row = start; row < end; row += 10) {
      await this.onBatch(row);
      signal?.throwIfAborted();
      const rows = this.#rows.slice(row, Math.min(row + 10, end));
      onBytes?.(rows.length);
      yield { kind: 'rows', rows, places: { file: 'rows', lines: rows.map((_, index) => row - start + index + 1) } };
    }
  }
}

/** `count` different rows. */
export function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, id) => ({ id, text: `row ${id}` }));
}
