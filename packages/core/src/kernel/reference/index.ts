/** The reference kernel: readable TypeScript, the measure of every other kernel. */
import type { Kernel, KernelParameters, KernelResult, KernelSession } from '../kernel.ts';
import { BinMinima } from './bin-minima.ts';
import { type Digest, recordDigest } from './digest.ts';
import { addExpanded, laneCount } from './expand.ts';
import { SmallestHashes } from './smallest-hashes.ts';

const hashSpace = 1n << 64n;

class ReferenceSession implements KernelSession {
  readonly #digest: Digest;
  readonly #state: Uint32Array | null;
  readonly #smallest: SmallestHashes | null;
  readonly #below: SmallestHashes | null;
  readonly #bins: readonly BinMinima[];
  #buffer = new Uint8Array(0);
  #recordCount = 0;

  constructor(parameters: KernelParameters) {
    this.#digest = recordDigest(parameters.key);
    this.#state = parameters.identity ? new Uint32Array(laneCount) : null;
    this.#smallest = parameters.smallestCount > 0 ? new SmallestHashes(parameters.smallestCount, hashSpace) : null;
    this.#below = parameters.threshold > 0n ? new SmallestHashes(Infinity, parameters.threshold) : null;
    this.#bins = parameters.binCounts.map((binCount) => new BinMinima(binCount));
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    if (byteLength > this.#buffer.length) {
      const buffer = new Uint8Array(Math.max(byteLength, this.#buffer.length * 2));
      buffer.set(this.#buffer.subarray(0, kept));
      this.#buffer = buffer;
    }
    return this.#buffer;
  }

  absorb(ends: Uint32Array, count: number): void {
    for (let i = 0, start = 0; i < count; i++) {
      const end = ends[i]!;
      this.#absorbDigest(this.#digest(this.#buffer.subarray(start, end)));
      start = end;
    }
    this.#recordCount += count;
  }

  #absorbDigest(digest: Uint8Array): void {
    if (this.#state !== null) addExpanded(this.#state, digest);
    const high = readUint32(digest, 0);
    const low = readUint32(digest, 4);
    this.#smallest?.add(high, low);
    this.#below?.add(high, low);
    for (const bins of this.#bins) bins.add(readUint32(digest, 8), readUint32(digest, 12), readUint32(digest, 16));
  }

  finish(): KernelResult {
    return {
      recordCount: this.#recordCount,
      state: this.#state,
      smallest: this.#smallest?.finish() ?? new BigUint64Array(0),
      below: this.#below?.finish() ?? new BigUint64Array(0),
      bins: this.#bins.map((bins) => bins.finish()),
    };
  }
}

function readUint32(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!) >>> 0;
}

/** The reference implementation of the kernel seam. */
export const referenceKernel: Kernel = {
  name: 'reference',
  open: (parameters) => new ReferenceSession(parameters),
};
