/** Rows of columns to records by the compiled kernel. */
import type { ColumnEncoder, KernelColumn, RecordBlock } from '../columns.ts';
import { ColumnInput } from './column-input.ts';
import type { KernelExports } from './instance.ts';
import type { KernelMemory } from './kernel-memory.ts';

const uint32Limit = 0xffff_ffff;

/** Writes records into the slice. */
export class WasmColumnEncoder implements ColumnEncoder {
  readonly #kernel: KernelExports;
  readonly #memory: KernelMemory;
  readonly #isInSlice: () => boolean;
  readonly #input: ColumnInput;
  #columns: readonly KernelColumn[] = [];
  #nullable = false;

  /** `isInSlice`: whether the session's buffer is the slice. */
  constructor(kernel: KernelExports, memory: KernelMemory, isInSlice: () => boolean) {
    this.#kernel = kernel;
    this.#memory = memory;
    this.#isInSlice = isInSlice;
    this.#input = new ColumnInput(kernel, memory);
  }

  open(columns: readonly KernelColumn[]): void {
    this.#columns = columns;
    this.#nullable = columns.some(({ valid }) => valid !== undefined);
    this.#input.open(columns);
  }

  write(first: number, last: number, block: RecordBlock): number {
    if (!this.#isInSlice()) return 0;
    const loaded = this.#input.load(first, last);
    if (loaded === null) return 0;
    const from = first - loaded.first;
    const room = Math.min(this.#memory.recordLimit, block.ends.length - block.recordCount);
    const to = Math.min(Math.min(last, loaded.last) - loaded.first, from + room);
    const count = this.#kernel.encodeRows(this.#columns.length, this.#nullable, from, to, block.byteLength, block.byteLimit, Math.min(uint32Limit, block.recordByteLimit));
    if (count === 0) return 0;
    block.ends.set(this.#memory.uint32(this.#memory.ends, count), block.recordCount);
    this.#tellNumbers(from, from + count);
    return count;
  }

  #tellNumbers(first: number, last: number): void {
    for (const [index, { values, valid }] of this.#columns.entries()) {
      if (values.type !== 'number') continue;
      const integerCount = this.#kernel.countIntegers(index, first, last);
      const present = valid === undefined ? last - first : this.#kernel.countPresent(index, first, last);
      values.onWritten(integerCount, present - integerCount);
    }
  }
}
