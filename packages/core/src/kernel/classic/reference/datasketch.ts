/** The schemes of datasketch: a hash of 32 bits from SHA-1(digest), permuted k times. */
import { sha1 } from '@noble/hashes/legacy.js';
import { affineCoefficients, type Coefficients, legacyCoefficients } from '../../../classic/tables.ts';
import type { ClassicMinima } from './minima.ts';

const greatest = 0xffff_ffff;
/** 2^61 − 1. */
const prime = (1n << 61n) - 1n;

/** The first four bytes of SHA-1(digest), little-endian. */
function hashOf(digest: Uint8Array): number {
  return new DataView(sha1(digest).buffer).getUint32(0, true);
}

/** `classic/datasketch-legacy`: ((h · a + b) mod 2^64) mod (2^61 − 1), its low 32 bits, in entries of uint64. */
export class DatasketchLegacy implements ClassicMinima {
  readonly #minima: Uint32Array;
  readonly #coefficients: Coefficients<BigUint64Array> = legacyCoefficients();

  constructor(k: number) {
    this.#minima = new Uint32Array(k).fill(greatest);
  }

  add(digest: Uint8Array): void {
    const { a, b } = this.#coefficients;
    const hash = BigInt(hashOf(digest));
    this.#minima.forEach((minimum, index, minima) => {
      const value = Number((BigInt.asUintN(64, hash * a[index]! + b[index]!) % prime) & 0xffff_ffffn);
      if (value < minimum) minima[index] = value;
    });
  }

  finish(): Uint8Array {
    return littleEndian(this.#minima, 8);
  }
}

/** `classic/datasketch-affine32`: (a · mix(h) + b) mod 2^32, in entries of uint32. */
export class DatasketchAffine implements ClassicMinima {
  readonly #minima: Uint32Array;
  readonly #coefficients: Coefficients<Uint32Array>;

  constructor(k: number) {
    this.#minima = new Uint32Array(k).fill(greatest);
    this.#coefficients = affineCoefficients(k);
  }

  add(digest: Uint8Array): void {
    const { a, b } = this.#coefficients;
    const hash = mix(hashOf(digest));
    this.#minima.forEach((minimum, index, minima) => {
      const value = (Math.imul(a[index]!, hash) + b[index]!) >>> 0;
      if (value < minimum) minima[index] = value;
    });
  }

  finish(): Uint8Array {
    return littleEndian(this.#minima, 4);
  }
}

/** The finaliser of MurmurHash3 for 32 bits (Appleby, 2011). */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

/** Numbers in entries of 4 or 8 bytes. */
export function littleEndian(minima: Uint32Array, entryByteLength: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(minima.length * entryByteLength);
  const view = new DataView(bytes.buffer);
  minima.forEach((minimum, index) => view.setUint32(index * entryByteLength, minimum, true));
  return bytes;
}
