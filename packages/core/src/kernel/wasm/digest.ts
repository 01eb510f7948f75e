/** One digest on the compiled kernel. */
import { giveBack, takeInstance } from './instance.ts';
import { KernelMemory } from './kernel-memory.ts';

/** Lanes take every length. */
const unlimited = 0xffff_ffff;
const digestByteLength = 32;

/** SHA-256 of `message`, 32 bytes; undefined where the kernel does not run, or the message is longer than its slice. */
export function digestOnKernel(message: Uint8Array): Uint8Array | undefined {
  const kernel = takeInstance();
  if (kernel === null) return undefined;
  const memory = new KernelMemory(kernel);
  try {
    if (message.length > memory.sliceByteLength) return undefined;
    memory.bytes(memory.slice, message.length).set(message);
    memory.uint32(memory.ends, 1)[0] = message.length;
    kernel.clearKey();
    kernel.digestRecords(0, 1, unlimited, 0);
    return memory.bytes(memory.digests, digestByteLength).slice();
  } finally {
    giveBack(kernel);
  }
}
