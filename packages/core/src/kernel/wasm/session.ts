/** One pass on the compiled kernel: records, digests and accumulators stay in its memory. */
import type { KernelParameters, KernelResult, KernelSession } from '../kernel.ts';
import { emptyBin } from '../reference/bin-minima.ts';
import { laneCount } from '../reference/expand.ts';
import { SmallestHashes } from '../reference/smallest-hashes.ts';
import { WasmColumnEncoder } from './column-encoder.ts';
import { laneLimit } from './lane-limit.ts';
import { giveBack, type KernelExports } from './instance.ts';
import { KernelMemory } from './kernel-memory.ts';
import { keyBlock, type LongDigest, longDigest } from './long-digest.ts';

const hashSpace = 1n << 64n;
const digestByteLength = 32;
const keyBlockByteLength = 64;

/** A pass over one instance, which it has for itself. */
export class WasmSession implements KernelSession {
  readonly columns: WasmColumnEncoder;
  readonly #kernel: KernelExports;
  readonly #memory: KernelMemory;
  readonly #identity: boolean;
  readonly #key: Uint8Array | undefined;
  /** Made when it is first needed. */
  #longDigest: LongDigest | undefined;
  readonly #smallest: SmallestHashes | null;
  readonly #below: SmallestHashes | null;
  /** Minima of the bins of every count asked for, in the kernel's memory. */
  readonly #bins: readonly BigUint64Array[];
  /** Records that do not fit in the slice, while there are any. */
  #heap: Uint8Array | null = null;
  /** Digests that wait for a group of four; they stand before those of the next block. */
  #waiting = 0;
  #recordCount = 0;

  constructor(kernel: KernelExports, { key, identity, smallestCount, threshold, binCounts }: KernelParameters) {
    this.#kernel = kernel;
    this.#memory = new KernelMemory(kernel, binCounts.reduce((sum, binCount) => sum + binCount, 0));
    this.columns = new WasmColumnEncoder(kernel, this.#memory, () => this.#heap === null);
    this.#identity = identity;
    this.#key = key?.slice();
    this.#smallest = smallestCount > 0 ? new SmallestHashes(smallestCount, hashSpace) : null;
    this.#below = threshold > 0n ? new SmallestHashes(Infinity, threshold) : null;
    this.#bins = this.#emptyBins(binCounts);
    kernel.clearState();
    kernel.forget();
    this.#setKey(key);
  }

  #emptyBins(binCounts: readonly number[]): BigUint64Array[] {
    let address = this.#memory.bins;
    return binCounts.map((binCount) => {
      const bins = this.#memory.uint64(address, binCount).fill(emptyBin);
      address += bins.byteLength;
      return bins;
    });
  }

  #setKey(key: Uint8Array | undefined): void {
    if (key === undefined) {
      this.#kernel.clearKey();
      return;
    }
    const blocks = this.#memory.bytes(this.#memory.slice, 2 * keyBlockByteLength);
    blocks.set(keyBlock(key, 0x36));
    blocks.set(keyBlock(key, 0x5c), keyBlockByteLength);
    this.#kernel.setKey();
    blocks.fill(0);
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    const { slice, sliceByteLength } = this.#memory;
    if (byteLength <= sliceByteLength && (this.#heap === null || kept === 0)) {
      this.#heap = null;
      return this.#memory.bytes(slice, sliceByteLength);
    }
    const before = this.#heap ?? this.#memory.bytes(slice, sliceByteLength);
    if (this.#heap === null || byteLength > this.#heap.length) {
      this.#heap = new Uint8Array(Math.max(byteLength, before.length * 2));
      this.#heap.set(before.subarray(0, kept));
    }
    return this.#heap;
  }

  absorb(ends: Uint32Array, count: number): void {
    const { recordLimit, sliceByteLength } = this.#memory;
    for (let from = 0, start = 0; from < count; ) {
      const limit = Math.min(count, from + recordLimit);
      const to = this.#heap === null ? limit : lastWithin(ends, from, limit, start + sliceByteLength);
      if (to === from) this.#absorbAlone(this.#heap!.subarray(start, ends[from]));
      else this.#absorbSome(ends.subarray(from, to), start);
      from = Math.max(to, from + 1);
      start = ends[from - 1]!;
    }
    this.#recordCount += count;
  }

  /** Records that stand in the slice, or fit in it. */
  #absorbSome(ends: Uint32Array, start: number): void {
    const { kernel, digests } = this.#memory;
    const end = ends[ends.length - 1]!;
    const first = this.#heap === null ? start : 0;
    if (this.#heap !== null) this.#memory.bytes(this.#memory.slice, end - start).set(this.#heap.subarray(start, end));
    const own = this.#memory.uint32(this.#memory.ends, ends.length);
    if (first === start) own.set(ends);
    else for (let i = 0; i < ends.length; i++) own[i] = ends[i]! - start;
    const long = kernel.digestRecords(first, ends.length, laneLimit(end - start), this.#waiting);
    if (long > 0) this.#digestLong(long, first);
    this.#absorbDigests(ends.length, digests + this.#waiting * digestByteLength);
  }

  #digestLong(count: number, first: number): void {
    const ends = this.#memory.uint32(this.#memory.ends, this.#memory.recordLimit);
    for (const record of this.#memory.uint32(this.#memory.leftOver, count)) {
      const start = record === 0 ? first : ends[record - 1]!;
      this.#digestAlone(this.#memory.bytes(this.#memory.slice + start, ends[record]! - start), record);
    }
  }

  /** A record longer than the slice. */
  #absorbAlone(record: Uint8Array): void {
    this.#digestAlone(record, 0);
    this.#absorbDigests(1, this.#memory.digests + this.#waiting * digestByteLength);
  }

  /** Writes the digest of what is record `index` of the block. */
  #digestAlone(record: Uint8Array, index: number): void {
    this.#longDigest ??= longDigest(this.#key);
    this.#longDigest(record, this.#memory.buffer, this.#memory.digests + (this.#waiting + index) * digestByteLength);
  }

  #absorbDigests(count: number, address: number): void {
    this.#collect(count, address);
    for (const bins of this.#bins) this.#kernel.lowerBins(address, count, bins.byteOffset, bins.length);
    if (this.#identity) this.#waiting = this.#kernel.expand(this.#waiting + count);
  }

  #collect(count: number, address: number): void {
    const [smallest, below] = [this.#smallest?.threshold ?? 0n, this.#below?.threshold ?? 0n];
    const threshold = smallest > below ? smallest : below;
    if (threshold === 0n) return;
    const found = this.#kernel.collect(address, count, threshold - 1n);
    const hashes = this.#memory.uint64(this.#memory.candidates, found);
    this.#smallest?.addAll(hashes);
    this.#below?.addAll(hashes);
  }

  finish(): KernelResult {
    const result = {
      recordCount: this.#recordCount,
      state: this.#identity ? this.#finishState() : null,
      smallest: this.#smallest?.finish() ?? new BigUint64Array(0),
      below: this.#below?.finish() ?? new BigUint64Array(0),
      bins: this.#bins.map((bins) => bins.slice()),
    };
    giveBack(this.#kernel);
    return result;
  }

  #finishState(): Uint32Array {
    this.#kernel.finishState(this.#waiting);
    return this.#memory.uint32(this.#kernel.state.value, laneCount).slice();
  }
}

/** How many of the records from `from` to `limit` end at `end` or before. */
function lastWithin(ends: Uint32Array, from: number, limit: number, end: number): number {
  let to = from;
  while (to < limit && ends[to]! <= end) to++;
  return to;
}
