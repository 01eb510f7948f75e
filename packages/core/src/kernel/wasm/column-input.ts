/** Columns in the memory of the kernel: their descriptors (`assembly/encode.ts`), and some of their rows at a time. */
import type { KernelColumn, KernelValues } from '../columns.ts';
import type { KernelExports } from './instance.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Kinds of columns, as `assembly/encode.ts` has them. */
const kinds = { encoded: 0, text: 1, doubtfulText: 2, bytes: 3, number: 4, int32: 5, int64: 6, uint64: 7, bool: 8, fixed: 9, bits: 10, time32: 11, time64: 12 } as const;

/** Positions in a descriptor, in words. */
const word = { kind: 0, prefix: 1, prefixByteLength: 2, valid: 3, values: 4, runEnds: 5, base: 6, byteLength: 7, unitsPerSecond: 8, secondsPerUnit: 9, countLimit: 10 } as const;
const descriptorWordCount = 12;

/** Bytes beside its rows' that a column takes at most: each of its four arrays begins where 16 divides, a zero behind. */
const arraysByteLength = 4 * 32;
/** Rows that go in at once, at most. */
const rowLimit = 8192;
/** Fewer rows than this are not worth their way: a row is long then, and copied twice. */
const leastRowCount = 8;

/** Loads columns. */
export class ColumnInput {
  readonly #kernel: KernelExports;
  readonly #memory: KernelMemory;
  #columns: readonly KernelColumn[] = [];
  /** Where rows go: descriptors and prefixes stand before. */
  #rows = 0;
  #top = 0;
  /** Rows that are loaded. */
  #first = 0;
  #last = 0;

  constructor(kernel: KernelExports, memory: KernelMemory) {
    this.#kernel = kernel;
    this.#memory = memory;
  }

  get #end(): number {
    return this.#kernel.input.value + this.#kernel.inputByteLength.value;
  }

  /** Takes columns; their rows are loaded as they are needed. */
  open(columns: readonly KernelColumn[]): void {
    this.#columns = columns;
    this.#first = this.#last = 0;
    this.#top = this.#kernel.input.value + 4 * descriptorWordCount * columns.length;
    const prefixByteLength = columns.reduce((sum, { prefix }) => sum + prefix.length + 32, 0);
    // Without room for any row.
    if (this.#top + prefixByteLength > this.#end) {
      this.#rows = this.#end;
      return;
    }
    for (const [index, { prefix }] of columns.entries()) {
      const descriptor = this.#descriptor(index);
      descriptor.fill(0);
      descriptor[word.prefix] = this.#put(prefix);
      descriptor[word.prefixByteLength] = prefix.length;
    }
    this.#rows = this.#top;
  }

  /** Makes row `first` be loaded, with as many before `last` as there is room for: which are, or null where it is too long. */
  load(first: number, last: number): { readonly first: number; readonly last: number } | null {
    if (first < this.#first || first >= this.#last) {
      const end = this.#lastThatFits(first, Math.min(last, first + rowLimit));
      if (end < Math.min(last, first + leastRowCount)) return null;
      this.#top = this.#rows;
      for (const [index, column] of this.#columns.entries()) this.#loadColumn(this.#descriptor(index), column, first, end);
      this.#first = first;
      this.#last = end;
    }
    return { first: this.#first, last: this.#last };
  }

  #lastThatFits(first: number, last: number): number {
    const room = this.#end - this.#rows - arraysByteLength * this.#columns.length;
    if (this.#byteLength(first, last) <= room) return last;
    let [fits, fails] = [first, last];
    while (fits + 1 < fails) {
      const middle = (fits + fails) >> 1;
      if (this.#byteLength(first, middle) <= room) fits = middle;
      else fails = middle;
    }
    return fits;
  }

  #byteLength(first: number, last: number): number {
    return this.#columns.reduce((sum, { valid, values }) => sum + (last - first) * (valid === undefined ? 0 : 1) + valuesByteLength(values, first, last), 0);
  }

  #descriptor(index: number): Uint32Array {
    return this.#memory.uint32(this.#kernel.input.value + 4 * descriptorWordCount * index, descriptorWordCount);
  }

  #loadColumn(descriptor: Uint32Array, { valid, values }: KernelColumn, first: number, last: number): void {
    descriptor[word.valid] = valid === undefined ? 0 : this.#put(valid.subarray(first, last));
    switch (values.type) {
      case 'encoded':
      case 'text':
      case 'bytes':
        return this.#loadRuns(descriptor, values, first, last);
      case 'number':
        descriptor[word.kind] = kinds.number;
        descriptor[word.values] = this.#putNumbers(values.values.subarray(first, last));
        return;
      case 'fixed':
        descriptor[word.kind] = values.areBits ? kinds.bits : kinds.fixed;
        descriptor[word.byteLength] = values.byteLength;
        descriptor[word.values] = this.#put(values.bytes.subarray(first * values.byteLength, last * values.byteLength));
        return;
      case 'time':
        descriptor[word.unitsPerSecond] = values.unitsPerSecond;
        descriptor[word.secondsPerUnit] = values.secondsPerUnit;
        descriptor[word.countLimit] = Number((values.limit ?? 0n) & 0xffff_ffffn);
        descriptor[word.countLimit + 1] = Number((values.limit ?? 0n) >> 32n);
    }
    descriptor[word.kind] = kindOf(values);
    descriptor[word.values] = this.#put(bytesOf(values.values.subarray(first, last)));
  }

  #loadRuns(descriptor: Uint32Array, { type, starts, ends, bytes }: KernelValues & { readonly type: 'encoded' | 'text' | 'bytes' }, first: number, last: number): void {
    const [start, end] = [starts[first]!, ends[last - 1]!];
    descriptor[word.values] = this.#put(bytesOf(starts.subarray(first, last)));
    descriptor[word.runEnds] = this.#put(bytesOf(ends.subarray(first, last)));
    const address = this.#put(bytes.subarray(start, end));
    descriptor[word.base] = address - start;
    descriptor[word.kind] = type === 'text' && this.#kernel.isUtf8(address, end - start) === 0 ? kinds.doubtfulText : kinds[type];
  }

  #put(bytes: Uint8Array): number {
    const address = this.#allocate(bytes.length);
    const target = this.#memory.bytes(address, bytes.length + 1);
    target.set(bytes);
    target[bytes.length] = 0;
    return address;
  }

  /** As doubles, whatever they were. */
  #putNumbers(numbers: ArrayLike<number>): number {
    const address = this.#allocate(8 * numbers.length);
    this.#memory.float64(address, numbers.length).set(numbers);
    return address;
  }

  /** With room for a zero behind. */
  #allocate(byteLength: number): number {
    const address = (this.#top + 15) & ~15;
    this.#top = address + byteLength + 1;
    return address;
  }
}

function kindOf(values: KernelValues & { readonly type: 'integer' | 'bool' | 'time' }): number {
  if (values.type === 'bool') return kinds.bool;
  if (values.type === 'time') return values.values instanceof Int32Array ? kinds.time32 : kinds.time64;
  if (values.values instanceof Int32Array) return kinds.int32;
  return values.values instanceof BigInt64Array ? kinds.int64 : kinds.uint64;
}

function valuesByteLength(values: KernelValues, first: number, last: number): number {
  const rowCount = last - first;
  switch (values.type) {
    case 'encoded':
    case 'text':
    case 'bytes':
      return 8 * rowCount + (rowCount === 0 ? 0 : values.ends[last - 1]! - values.starts[first]!);
    case 'number':
      return 8 * rowCount;
    case 'fixed':
      return values.byteLength * rowCount;
    default:
      return values.values.BYTES_PER_ELEMENT * rowCount;
  }
}

function bytesOf(array: Uint8Array | Uint32Array | Int32Array | BigInt64Array | BigUint64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
