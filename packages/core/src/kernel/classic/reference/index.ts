/** The reference kernel of the classic schemes: readable TypeScript, the measure of the other. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { ClassicParameters } from '../../../classic/scheme.ts';
import type { ClassicKernel, ClassicSession } from '../kernel.ts';
import { RecordBuffer } from '../record-buffer.ts';
import { DatasketchAffine, DatasketchLegacy } from './datasketch.ts';
import { KeyedMinima } from './keyed.ts';
import type { ClassicMinima } from './minima.ts';
import { SmallestDigests } from './smallest-digests.ts';
import { XorMinima } from './xor.ts';

function openMinima({ scheme, k }: ClassicParameters): ClassicMinima {
  switch (scheme) {
    case 'classic/keyed-sha256':
      return new KeyedMinima(k);
    case 'classic/xor':
      return new XorMinima(k);
    case 'classic/single-sha256':
      return new SmallestDigests(k);
    case 'classic/datasketch-legacy':
      return new DatasketchLegacy(k);
    case 'classic/datasketch-affine32':
      return new DatasketchAffine(k);
  }
}

class ReferenceSession implements ClassicSession {
  readonly #minima: readonly ClassicMinima[];
  readonly #buffer: RecordBuffer = new RecordBuffer();

  constructor(parameters: readonly ClassicParameters[]) {
    this.#minima = parameters.map(openMinima);
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    return this.#buffer.reserve(byteLength, kept);
  }

  absorb(ends: Uint32Array, count: number): void {
    for (let i = 0, start = 0; i < count; i++) {
      const digest = sha256(this.#buffer.bytes.subarray(start, ends[i]));
      for (const minima of this.#minima) minima.add(digest);
      start = ends[i]!;
    }
  }

  finish(): readonly Uint8Array[] {
    return this.#minima.map((minima) => minima.finish());
  }
}

/** The reference implementation of the seam. */
export const classicReferenceKernel: ClassicKernel = { name: 'reference', open: (parameters) => new ReferenceSession(parameters) };
