/** The memory of a kernel instance, in the places that `assembly/memory.ts` sets aside, with bins behind. */
import type { KernelExports, KernelPlaces } from './instance.ts';

const pageByteLength = 65_536;

/** Views of the memory. */
export class KernelMemory<Kernel extends KernelPlaces = KernelExports> {
  readonly kernel: Kernel;
  /** Addresses, in bytes. */
  readonly slice: number;
  readonly ends: number;
  readonly leftOver: number;
  readonly digests: number;
  readonly candidates: number;
  readonly bins: number;
  /** Bytes of records that the slice holds. */
  readonly sliceByteLength: number;
  /** Records that one block holds. */
  readonly recordLimit: number;
  /** All of it. */
  readonly buffer: ArrayBuffer;

  /** With room for the minima of `binCount` bins. It does not grow after: that would detach its views. */
  constructor(kernel: Kernel, binCount = 0) {
    this.kernel = kernel;
    this.slice = kernel.slice.value;
    this.ends = kernel.ends.value;
    this.leftOver = kernel.leftOver.value;
    this.digests = kernel.digests.value;
    this.candidates = kernel.candidates.value;
    this.sliceByteLength = kernel.sliceByteLength.value;
    this.recordLimit = kernel.recordLimit.value;
    this.bins = kernel.bins.value;
    const missing = this.bins + 8 * binCount - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageByteLength));
    this.buffer = kernel.memory.buffer as ArrayBuffer;
  }

  /** `byteLength` bytes at `address`. */
  bytes(address: number, byteLength: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, address, byteLength);
  }

  /** `count` uint32 at `address`. */
  uint32(address: number, count: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.buffer, address, count);
  }

  /** `count` doubles at `address`. */
  float64(address: number, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.buffer, address, count);
  }

  /** `count` uint64 at `address`. */
  uint64(address: number, count: number): BigUint64Array<ArrayBuffer> {
    return new BigUint64Array(this.buffer, address, count);
  }
}
