/** Reads the shared vectors (`vectors/v1/v1.json`; layout in `docs/spec/vectors.md`). */
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

/** The vectors, as parsed. */
export const vectors: Vectors = JSON.parse(readFileSync(new URL('../../../vectors/v1/v1.json', import.meta.url), 'utf8')) as Vectors;
