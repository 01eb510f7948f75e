/** Counts as odd or even on the compiled kernel. */
import { giveBack, takeInstance } from './instance.ts';
import { KernelMemory } from './kernel-memory.ts';

/** Whether `byte` occurs an odd number of times; undefined where the kernel does not run. */
export function hasOddCountOnKernel(bytes: Uint8Array, byte: number): boolean | undefined {
  const kernel = takeInstance();
  if (kernel === null) return undefined;
  const { slice, sliceByteLength, buffer } = new KernelMemory(kernel);
  let isOdd = 0;
  for (let start = 0; start < bytes.length; start += sliceByteLength) {
    const some = bytes.subarray(start, start + sliceByteLength);
    new Uint8Array(buffer, slice, some.length).set(some);
    isOdd ^= kernel.hasOddCount(some.length, byte);
  }
  giveBack(kernel);
  return isOdd === 1;
}
