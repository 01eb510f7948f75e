/** The reference kernel gives the vectors' datasets. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { generatedRecords } from '../../../test/generated-records.ts';
import { toHex } from '../../../test/outcome.ts';
import { fromHex } from '../../../test/vector-value.ts';
import { onePermutationVectors, vectors } from '../../../test/vectors.ts';
import { canonicalizationFor } from '../../identity/canonicalization.ts';
import { createIdentity, stateToBytes } from '../../identity/identity.ts';
import { bottomKFromHashes } from '../../sketch/bottom-k.ts';
import { onePermutationFromBins } from '../../sketch/one-permutation.ts';
import { knownCount } from '../../sketch/sketch.ts';
import type { KernelParameters, KernelResult } from '../kernel.ts';
import { referenceKernel } from './index.ts';

function absorb(records: readonly Uint8Array[], parameters: KernelParameters): KernelResult {
  const session = referenceKernel.open(parameters);
  for (const bytes of records) {
    session.reserve(bytes.length, 0).set(bytes);
    session.absorb(Uint32Array.of(bytes.length), 1);
  }
  return session.finish();
}

const hex = (hash: bigint): string => hash.toString(16).padStart(16, '0');

describe('dataset vectors', () => {
  it.each(vectors.datasets)('$name', (vector) => {
    const key = vector.keyHex === null ? undefined : fromHex(vector.keyHex);
    const records = generatedRecords(vector.records);
    const result = absorb(records, { ...(key && { key }), identity: true, smallestCount: vector.k + 1, threshold: 0n, binCounts: [] });
    expect(result.recordCount).toBe(vector.count);
    expect(records.reduce((sum, bytes) => sum + bytes.length, 0)).toBe(vector.canonicalBytes);
    expect(toHex(sha256(stateToBytes(result.state!)))).toBe(vector.stateSha256);
    expect(createIdentity(canonicalizationFor(key), BigInt(result.recordCount), result.state!).uid).toBe(vector.uid);
    const sketch = bottomKFromHashes(result.smallest, vector.k);
    expect(sketch.hashes.length).toBe(vector.retained);
    expect(sketch.theta === null ? null : hex(sketch.theta)).toBe(vector.theta);
  });
});

describe('one-permutation vectors', () => {
  it.each(onePermutationVectors.datasets)('$name, $k bins', ({ records, keyHex, k, filled, firstHashes, hashesSha256 }) => {
    const parameters = { ...(keyHex !== null && { key: fromHex(keyHex) }), identity: false, smallestCount: 0, threshold: 0n, binCounts: [7, k] };
    const { hashes, ...sketch } = onePermutationFromBins(absorb(generatedRecords(records), parameters).bins[1]!);
    expect(knownCount({ ...sketch, hashes })).toBe(filled);
    expect([...hashes.subarray(0, 4)].map(hex)).toEqual(firstHashes);
    expect(toHex(sha256(fromHex([...hashes].map(hex).join(''))))).toBe(hashesSha256);
  });
});
