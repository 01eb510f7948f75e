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
/** Lengths at which both ways are timed: their costs are taken as straight lines through these. */
const [shortByteLength, longByteLength] = [128, 2048];
const recordCount = 32;
const roundCount = 16;
/** Rounds before the first that counts: engines compile by use, and lanes have had theirs. */
const warmUpRoundCount = 128;

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
  for (let round = 0; round < warmUpRoundCount; round++) timeOfSingle(memory, digest, shortByteLength);
  const ofLanes = costOf((length) => timeOfLanes(memory, length));
  const ofSingle = costOf((length) => timeOfSingle(memory, digest, length));
  giveBack(kernel);
  return crossing(ofLanes, ofSingle);
}

/** Time as a function of length. */
interface Cost {
  readonly fixed: number;
  readonly perByte: number;
}

function costOf(time: (byteLength: number) => number): Cost {
  const [atShort, atLong] = [leastOf(() => time(shortByteLength)), leastOf(() => time(longByteLength))];
  const perByte = (atLong - atShort) / (longByteLength - shortByteLength);
  return { fixed: atShort - perByte * shortByteLength, perByte };
}

/** Up to which length the first way costs less. */
function crossing(lanes: Cost, single: Cost): number {
  if (single.perByte >= lanes.perByte) return unlimited;
  const length = (single.fixed - lanes.fixed) / (lanes.perByte - single.perByte);
  return Math.min(unlimited, Math.max(0, Math.floor(length)));
}

/** What disturbs a measurement only adds to it. */
function leastOf(measureOnce: () => number): number {
  return Math.min(...Array.from({ length: roundCount }, () => measureOnce()));
}

function timeOfLanes(memory: KernelMemory, byteLength: number): number {
  memory.uint32(memory.ends, recordCount).forEach((_, record, ends) => (ends[record] = (record + 1) * byteLength));
  return timeOf(() => memory.kernel.digestRecords(0, recordCount, unlimited, 0));
}

function timeOfSingle(memory: KernelMemory, digest: LongDigest, byteLength: number): number {
  return timeOf(() => {
    for (let record = 0; record < recordCount; record++) {
      digest(memory.bytes(memory.slice + record * byteLength, byteLength), memory.buffer, memory.digests);
    }
  });
}

function timeOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
