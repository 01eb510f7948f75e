/** A pass over classic schemes on the compiled kernel. */
import type { ClassicParameters } from '../../classic/scheme.ts';
import { KernelMemory } from '../wasm/kernel-memory.ts';
import { laneLimit } from '../wasm/lane-limit.ts';
import { type LongDigest, longDigest } from '../wasm/long-digest.ts';
import type { ClassicSession } from './kernel.ts';
import { RecordBuffer } from './record-buffer.ts';
import { classicByteLength, type ClassicExports, openWasmMinima, type WasmMinima } from './wasm-minima.ts';

const digestByteLength = 32;
/** A buffer of more is not kept for the next pass. */
const keptByteLength = 4 << 20;

/** Buffers of passes that are over, by their instance: to make one anew takes longer than a small shard. */
const buffers = new WeakMap<ClassicExports, RecordBuffer>();

/** A pass over one instance, which it has for itself. */
export class ClassicWasmSession implements ClassicSession {
  readonly #kernel: ClassicExports;
  readonly #memory: KernelMemory<ClassicExports>;
  readonly #minima: readonly WasmMinima[];
  readonly #buffer: RecordBuffer;
  readonly #onFinish: () => void;
  /** Made when it is first needed. */
  #longDigest: LongDigest | undefined;

  constructor(kernel: ClassicExports, parameters: readonly ClassicParameters[], onFinish: () => void) {
    this.#kernel = kernel;
    this.#memory = new KernelMemory(kernel, Math.ceil(classicByteLength(parameters) / 8));
    this.#minima = openWasmMinima(kernel, parameters, this.#memory);
    this.#buffer = buffers.get(kernel) ?? new RecordBuffer();
    this.#onFinish = onFinish;
    kernel.clearKey();
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    return this.#buffer.reserve(byteLength, kept);
  }

  absorb(ends: Uint32Array, count: number): void {
    const { recordLimit, sliceByteLength } = this.#memory;
    for (let from = 0, start = 0; from < count; ) {
      let to = from;
      while (to < count && to - from < recordLimit && ends[to]! - start <= sliceByteLength) to++;
      if (to === from) this.#absorbAlone(this.#buffer.bytes.subarray(start, ends[from]));
      else this.#absorbSome(ends.subarray(from, to), start);
      from = Math.max(to, from + 1);
      start = ends[from - 1]!;
    }
  }

  /** Records that fit in the slice. */
  #absorbSome(ends: Uint32Array, start: number): void {
    const memory = this.#memory;
    const byteLength = ends.at(-1)! - start;
    memory.bytes(memory.slice, byteLength).set(this.#buffer.bytes.subarray(start, start + byteLength));
    const own = memory.uint32(memory.ends, ends.length);
    ends.forEach((end, index) => (own[index] = end - start));
    const longCount = this.#kernel.digestRecords(0, ends.length, laneLimit(byteLength), 0);
    for (const record of memory.uint32(memory.leftOver, longCount)) {
      const first = record === 0 ? 0 : own[record - 1]!;
      this.#digestAlone(memory.bytes(memory.slice + first, own[record]! - first), record);
    }
    this.#lower(ends.length);
  }

  /** A record longer than the slice. */
  #absorbAlone(record: Uint8Array): void {
    this.#digestAlone(record, 0);
    this.#lower(1);
  }

  #digestAlone(record: Uint8Array, index: number): void {
    this.#longDigest ??= longDigest();
    this.#longDigest(record, this.#memory.buffer, this.#memory.digests + index * digestByteLength);
  }

  #lower(count: number): void {
    for (const minima of this.#minima) minima.lower(this.#memory.digests, count);
  }

  finish(): readonly Uint8Array[] {
    const signatures = this.#minima.map((minima) => minima.finish());
    if (this.#buffer.bytes.length <= keptByteLength) buffers.set(this.#kernel, this.#buffer);
    else buffers.delete(this.#kernel);
    this.#onFinish();
    return signatures;
  }
}
