/**
 * Up to which length records are digested in lanes: measured once a process, when enough bytes have gone through that
 * it matters and the engine has compiled the lanes for speed.
 *
 * Digests are the same either way; only time depends on it.
 */
import { giveBack, takeInstance } from './instance.ts';
import { KernelMemory } from './kernel-memory.ts';
import { hasNativeDigest, type LongDigest, longDigest } from './long-digest.ts';

/** Every length, as a uint32. */
const unlimited = 0xffff_ffff;
const warmUpByteLength = 4 * 1024 * 1024;
/** Records of this length are timed: so long that what a call costs, which falls as engines compile it, hardly counts. */
const timedByteLength = 16 * 1024;
const recordCount = 4;
const roundCount = 8;
/** What a call costs once it is compiled, as bytes of a record in lanes. Timing it would take ten times as long. */
const callByteLength = 320;

let byteLengthSoFar = 0;
let measured: number | undefined;

/** The greatest length in bytes that lanes are to take from a block of `byteLength` bytes. */
export function laneLimit(byteLength: number): number {
  if (measured !== undefined) return measured;
  byteLengthSoFar += byteLength;
  if (byteLengthSoFar < warmUpByteLength) return unlimited;
  return (measured = hasNativeDigest() ? measure() : unlimited);
}

function measure(): number {
  const kernel = takeInstance()!;
  const memory = new KernelMemory(kernel);
  const digest = longDigest();
  kernel.clearKey();
  const inLanes = leastOf(() => timeOfLanes(memory));
  const alone = leastOf(() => timeAlone(memory, digest));
  giveBack(kernel);
  // Where lengths L / speed in lanes and (L / speed alone + the call's cost) meet.
  return alone < inLanes ? Math.floor(callByteLength / (1 - alone / inLanes)) : unlimited;
}

/** What disturbs a measurement only adds to it. */
function leastOf(measureOnce: () => number): number {
  return Math.min(...Array.from({ length: roundCount }, () => measureOnce()));
}

function timeOfLanes(memory: KernelMemory): number {
  memory.uint32(memory.ends, recordCount).forEach((_, record, ends) => (ends[record] = (record + 1) * timedByteLength));
  return timeOf(() => memory.kernel.digestRecords(0, recordCount, unlimited, 0));
}

function timeAlone(memory: KernelMemory, digest: LongDigest): number {
  return timeOf(() => {
    for (let record = 0; record < recordCount; record++) {
      digest(memory.bytes(memory.slice + record * timedByteLength, timedByteLength), memory.buffer, memory.digests);
    }
  });
}

function timeOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
