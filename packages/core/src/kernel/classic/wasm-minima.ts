/** Signatures of the original tool on the compiled kernel: their tables and minima in its memory. */
import type { ClassicParameters } from '../../classic/scheme.ts';
import { affineCoefficients, legacyCoefficients, xorMasks } from '../../classic/tables.ts';
import { littleEndian } from './reference/datasketch.ts';
import { SmallestDigests } from './reference/smallest-digests.ts';
import type { KernelPlaces } from '../wasm/instance.ts';
import type { KernelMemory } from '../wasm/kernel-memory.ts';

/** What `assembly/classic/index.ts` exports; addresses and counts are uint32. */
export interface ClassicExports extends KernelPlaces {
  clearKey(): void;
  digestRecords(start: number, count: number, limit: number, offset: number): number;
  lowerAffine(digests: number, count: number, a: number, b: number, minima: number, k: number): void;
  lowerKeyed(digests: number, count: number, minima: number, k: number): void;
  lowerLegacy(digests: number, count: number, coefficients: number, minima: number, k: number): void;
  beginXor(masks: number, minima: number, k: number): void;
  lowerXor(digests: number, count: number, masks: number, minima: number, k: number): void;
}

/** A signature that is being made. */
export interface WasmMinima {
  /** Takes `count` digests that stand at `digests`. */
  lower(digests: number, count: number): void;
  /** The signature, in a new array. */
  finish(): Uint8Array;
}

const wordsPerEntry = 8;
const digestByteLength = 32;
/** More than any scheme of 400 entries takes: masks and minima of 32 bytes each. */
const byteLengthPerEntry = 64;
/** Vectors that hold the last entries reach beyond them. */
const excessByteLength = 64;

/** Bytes that the signatures need. */
export function classicByteLength(parameters: readonly ClassicParameters[]): number {
  return parameters.reduce((sum, { k }) => sum + k * byteLengthPerEntry + excessByteLength, 0);
}

/** Empty signatures; the memory from `bins` on is theirs. */
export function openWasmMinima(kernel: ClassicExports, parameters: readonly ClassicParameters[], memory: KernelMemory<ClassicExports>): WasmMinima[] {
  let next = memory.bins;
  return parameters.map((each) => {
    const minima = open(kernel, each, memory, next);
    next += each.k * byteLengthPerEntry + excessByteLength;
    return minima;
  });
}

function open(kernel: ClassicExports, { scheme, k }: ClassicParameters, memory: KernelMemory<ClassicExports>, address: number): WasmMinima {
  switch (scheme) {
    case 'classic/keyed-sha256':
      return openKeyed(kernel, memory, address, k);
    case 'classic/xor':
      return openXor(kernel, memory, address, k);
    case 'classic/single-sha256':
      return openSingle(memory, k);
    case 'classic/datasketch-legacy':
      return openLegacy(kernel, memory, address, k);
    case 'classic/datasketch-affine32':
      return openAffine(kernel, memory, address, k);
  }
}

function openKeyed(kernel: ClassicExports, memory: KernelMemory<ClassicExports>, address: number, k: number): WasmMinima {
  const minima = memory.uint32(address, k * wordsPerEntry).fill(0xffff_ffff);
  return { lower: (digests, count) => kernel.lowerKeyed(digests, count, address, k), finish: () => bigEndian(minima) };
}

function openXor(kernel: ClassicExports, memory: KernelMemory<ClassicExports>, address: number, k: number): WasmMinima {
  const minima = memory.uint32(address, k * wordsPerEntry).fill(0xffff_ffff);
  const masks = memory.uint32(address + minima.byteLength, k * wordsPerEntry);
  const words = new DataView(xorMasks().buffer);
  masks.forEach((_, index) => (masks[index] = words.getUint32(index * 4)));
  kernel.beginXor(masks.byteOffset, address, k);
  return { lower: (digests, count) => kernel.lowerXor(digests, count, masks.byteOffset, address, k), finish: () => bigEndian(minima) };
}

function openSingle(memory: KernelMemory<ClassicExports>, k: number): WasmMinima {
  const smallest = new SmallestDigests(k);
  return {
    lower: (digests, count) => {
      const view = new DataView(memory.buffer, digests, count * digestByteLength);
      for (let at = 0; at < view.byteLength; at += digestByteLength) {
        if (view.getUint32(at) <= smallest.greatestWord) smallest.add(memory.bytes(digests + at, digestByteLength));
      }
    },
    finish: () => smallest.finish(),
  };
}

function openLegacy(kernel: ClassicExports, memory: KernelMemory<ClassicExports>, address: number, k: number): WasmMinima {
  const { a, b } = legacyCoefficients();
  const pairs = memory.uint64(address, 2 * k);
  for (let i = 0; i < k; i++) {
    pairs[2 * i] = a[i]!;
    pairs[2 * i + 1] = b[i]!;
  }
  const minima = memory.uint32(address + pairs.byteLength, k).fill(0xffff_ffff);
  return { lower: (digests, count) => kernel.lowerLegacy(digests, count, address, minima.byteOffset, k), finish: () => littleEndian(minima, 8) };
}

function openAffine(kernel: ClassicExports, memory: KernelMemory<ClassicExports>, address: number, k: number): WasmMinima {
  const { a, b } = affineCoefficients(k);
  const wholeVectors = 4 * Math.ceil(k / 4);
  const [aTable, bTable, minima] = [0, 1, 2].map((index) => memory.uint32(address + index * wholeVectors * 4, wholeVectors)) as [Uint32Array, Uint32Array, Uint32Array];
  aTable.set(a);
  bTable.set(b);
  minima.fill(0xffff_ffff);
  return {
    lower: (digests, count) => kernel.lowerAffine(digests, count, aTable.byteOffset, bTable.byteOffset, minima.byteOffset, k),
    finish: () => littleEndian(minima.subarray(0, k), 4),
  };
}

/** Words in the machine's order as byte strings that compare as they do. */
function bigEndian(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.byteLength);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(index * 4, word));
  return bytes;
}
