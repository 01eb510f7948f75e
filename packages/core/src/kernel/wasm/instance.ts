/** Instances of the compiled kernel: made where WebAssembly with SIMD runs, and used again from pass to pass. */
import { nodeBuiltin } from '../../node-builtin.ts';
import { binary } from './binary.ts';

/** What `assembly/index.ts` exports; addresses and counts are uint32. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly slice: WebAssembly.Global<'i32'>;
  readonly sliceByteLength: WebAssembly.Global<'i32'>;
  readonly recordLimit: WebAssembly.Global<'i32'>;
  readonly ends: WebAssembly.Global<'i32'>;
  readonly leftOver: WebAssembly.Global<'i32'>;
  readonly digests: WebAssembly.Global<'i32'>;
  readonly candidates: WebAssembly.Global<'i32'>;
  readonly bins: WebAssembly.Global<'i32'>;
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

interface NodeBuffer {
  readonly Buffer: { from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer> };
}

/** Undefined until asked for; null where the kernel does not run. */
let compiled: WebAssembly.Module | null | undefined;
const idle: KernelExports[] = [];

/** The compiled kernel, or null where the engine cannot run it. Compiled once. */
function compile(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    // An engine without SIMD refuses the module; some refuse to compile on a page's main thread.
    compiled = new WebAssembly.Module(fromBase64(binary));
  } catch {
    compiled = null;
  }
  return compiled;
}

/** By Node where there is Node: code that has not run before takes longer over it than the engine over compiling. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { Buffer } = nodeBuiltin<NodeBuffer>('node:buffer');
  return Buffer?.from(text, 'base64') ?? Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}

/** Whether the kernel runs here. */
export function isSupported(): boolean {
  return compile() !== null;
}

/** An instance for one pass; null where the kernel does not run. What an earlier pass left in it is still there. */
export function takeInstance(): KernelExports | null {
  const used = idle.pop();
  if (used !== undefined) return used;
  const module = compile();
  return module === null ? null : (new WebAssembly.Instance(module).exports as unknown as KernelExports);
}

/** Gives an instance back at the end of a pass. */
export function giveBack(instance: KernelExports): void {
  idle.push(instance);
}
