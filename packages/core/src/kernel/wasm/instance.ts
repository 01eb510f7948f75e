/** Instances of the compiled kernel: made where WebAssembly with SIMD runs, and used again from pass to pass. */
import { binary } from './binary.ts';
import { InstancePool } from './instance-pool.ts';

/** Places in the memory of a kernel, as `assembly/memory.ts` sets them aside: uint32. */
export interface KernelPlaces {
  readonly memory: WebAssembly.Memory;
  readonly slice: WebAssembly.Global<'i32'>;
  readonly sliceByteLength: WebAssembly.Global<'i32'>;
  readonly recordLimit: WebAssembly.Global<'i32'>;
  readonly ends: WebAssembly.Global<'i32'>;
  readonly leftOver: WebAssembly.Global<'i32'>;
  readonly digests: WebAssembly.Global<'i32'>;
  readonly candidates: WebAssembly.Global<'i32'>;
  readonly bins: WebAssembly.Global<'i32'>;
}

/** What `assembly/index.ts` exports; addresses and counts are uint32. */
export interface KernelExports extends KernelPlaces {
  readonly state: WebAssembly.Global<'i32'>;
  readonly input: WebAssembly.Global<'i32'>;
  readonly inputByteLength: WebAssembly.Global<'i32'>;
  clearKey(): void;
  setKey(): void;
  digestRecords(start: number, count: number, limit: number, offset: number): number;
  expand(count: number): number;
  finishState(rest: number): void;
  clearState(): void;
  collect(digests: number, count: number, limit: bigint): number;
  forget(): void;
  encodeRows(columnCount: number, nullable: boolean, first: number, last: number, at: number, byteLimit: number, recordByteLimit: number): number;
  countIntegers(column: number, first: number, last: number): number;
  countPresent(column: number, first: number, last: number): number;
  hasOddCount(byteLength: number, byte: number): number;
  isUtf8(start: number, byteLength: number): number;
  lowerBins(digests: number, count: number, bins: number, binCount: number): void;
}

const pool = new InstancePool<KernelExports>(binary);

/** Whether the kernel runs here. */
export function isSupported(): boolean {
  return pool.isSupported();
}

/** An instance for one pass; null where the kernel does not run. What an earlier pass left in it is still there. */
export function takeInstance(): KernelExports | null {
  return pool.take();
}

/** Gives an instance back at the end of a pass. */
export function giveBack(instance: KernelExports): void {
  pool.giveBack(instance);
}
