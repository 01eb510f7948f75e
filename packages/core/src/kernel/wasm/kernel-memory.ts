/** The memory of a kernel instance: the places that `assembly/memory.ts` sets aside, and what a pass adds behind them. */
import type { KernelExports } from './instance.ts';

const pageByteLength = 65_536;

/** Views of the memory; they are made anew when it grows, so they are asked for at every use. */
export class KernelMemory {
  readonly kernel: KernelExports;
  /** Addresses, in bytes. */
  readonly slice: number;
  readonly ends: number;
  readonly leftOver: number;
  readonly digests: number;
  readonly candidates: number;
  /** Bytes of records that the slice holds. */
  readonly sliceByteLength: number;
  /** Records that one block holds. */
  readonly recordLimit: number;
  #bytes: Uint8Array<ArrayBuffer>;
  /** Where the next allocation goes. */
  #top: number;

  constructor(kernel: KernelExports) {
    this.kernel = kernel;
    this.slice = kernel.slice.value;
    this.ends = kernel.ends.value;
    this.leftOver = kernel.leftOver.value;
    this.digests = kernel.digests.value;
    this.candidates = kernel.candidates.value;
    this.sliceByteLength = kernel.sliceByteLength.value;
    this.recordLimit = kernel.recordLimit.value;
    this.#bytes = new Uint8Array(kernel.memory.buffer as ArrayBuffer);
    this.#top = kernel.heapBase.value;
  }

  /** Sets `byteLength` bytes aside for the pass, at an address that 16 divides; what stands there is left. */
  allocate(byteLength: number): number {
    const address = this.#top;
    this.#top += (byteLength + 15) & ~15;
    const missing = this.#top - this.kernel.memory.buffer.byteLength;
    if (missing > 0) this.kernel.memory.grow(Math.ceil(missing / pageByteLength));
    return address;
  }

  /** `byteLength` bytes at `address`. */
  bytes(address: number, byteLength: number): Uint8Array<ArrayBuffer> {
    return this.#all().subarray(address, address + byteLength);
  }

  /** `count` uint32 at `address`. */
  uint32(address: number, count: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#all().buffer, address, count);
  }

  /** `count` doubles at `address`. */
  float64(address: number, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#all().buffer, address, count);
  }

  /** `count` uint64 at `address`. */
  uint64(address: number, count: number): BigUint64Array<ArrayBuffer> {
    return new BigUint64Array(this.#all().buffer, address, count);
  }

  #all(): Uint8Array<ArrayBuffer> {
    // Growing detaches the buffer.
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.kernel.memory.buffer as ArrayBuffer);
    return this.#bytes;
  }
}
