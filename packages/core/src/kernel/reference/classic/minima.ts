/** Signatures of the original Python tool, from digests of records: `docs/spec/classic.md`. */
import type { ClassicParameters } from '../../../classic/scheme.ts';
import { DatasketchAffine, DatasketchLegacy } from './datasketch.ts';
import { KeyedMinima } from './keyed.ts';
import { SmallestDigests } from './smallest-digests.ts';
import { XorMinima } from './xor.ts';

/** A signature that is being made. */
export interface ClassicMinima {
  /** Takes the SHA-256 of a record, 32 bytes; keeps no reference to it. */
  add(digest: Uint8Array): void;
  /** The signature, in a new array. */
  finish(): Uint8Array;
}

/** An empty signature. */
export function openMinima({ scheme, k }: ClassicParameters): ClassicMinima {
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
