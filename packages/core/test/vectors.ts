/** Reads the shared vectors (`vectors/`; layout in `docs/spec/vectors.md`). */
import { readFileSync } from 'node:fs';
import type { VectorValue } from './vector-value.ts';

interface DatasetVector {
  readonly name: string;
  readonly records: string;
  readonly k: number;
  readonly keyHex: string | null;
  readonly count: number;
  readonly canonicalBytes: number;
  readonly uid: string;
  readonly stateSha256: string;
  readonly retained: number;
  readonly theta: string | null;
  readonly firstHashes: readonly string[];
  readonly hashesSha256: string;
}

interface Vectors {
  readonly canonical: readonly { readonly name: string; readonly value: VectorValue; readonly cbor: string; readonly digest: string }[];
  readonly refused: readonly { readonly name: string; readonly value: VectorValue }[];
  readonly json: readonly { readonly text: string; readonly cbor?: string; readonly error?: true }[];
  readonly keyId: { readonly keyHex: string; readonly keyIdHex: string };
  readonly lthash: { readonly digestHex: string; readonly xofFirst64Hex: string; readonly xofSha256: string };
  readonly datasets: readonly DatasetVector[];
  readonly comparison: { readonly a: string; readonly b: string; readonly matches: number; readonly union: number };
}

interface OnePermutationVectors {
  readonly bins: readonly { readonly digestHex: string; readonly bins: Readonly<Record<string, number>>; readonly value: string }[];
  readonly datasets: readonly {
    readonly name: string;
    readonly records: string;
    readonly keyHex: string | null;
    readonly k: number;
    readonly filled: number;
    readonly firstHashes: readonly string[];
    readonly hashesSha256: string;
  }[];
  readonly comparisons: readonly {
    readonly a: string;
    readonly kOfA: number;
    readonly b: string;
    readonly kOfB: number;
    readonly both: number;
    readonly onlyA: number;
    readonly onlyB: number;
    readonly theta: string;
    readonly trueJaccard: string;
  }[];
}

interface SignatureVector {
  readonly sha256OfSignature: string;
}

interface ClassicVectors {
  readonly numHashes: number;
  readonly uid: string;
  readonly 'keyed-sha256': SignatureVector & { readonly first: string };
  readonly xor: SignatureVector & { readonly first: string; readonly magic0: string; readonly magic399: string; readonly sha256OfMagic: string };
  readonly 'single-sha256': SignatureVector & { readonly first: string };
  readonly 'datasketch-legacy': SignatureVector & { readonly first4: string };
  readonly 'datasketch-affine32': SignatureVector & { readonly first4: string };
}

/** The vectors of v1.json, as parsed. */
export const vectors: Vectors = read('v1/v1.json');

/** The vectors of one-permutation.json, as parsed. */
export const onePermutationVectors: OnePermutationVectors = read('v1/one-permutation.json');

/** The vectors of the original tool's schemes, as parsed. */
export const classicVectors: ClassicVectors = read('classic/classic.json');

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), 'utf8')) as T;
}
