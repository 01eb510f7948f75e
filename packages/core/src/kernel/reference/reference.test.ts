/** The reference kernel gives the vectors' datasets. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../test/outcome.ts';
import { fromHex } from '../../../test/vector-value.ts';
import { vectors } from '../../../test/vectors.ts';
import { encodeCanonical } from '../../canonical/encode.ts';
import { canonicalizationFor } from '../../identity/canonicalization.ts';
import { createIdentity, stateToBytes } from '../../identity/identity.ts';
import { bottomKFromHashes } from '../../sketch/bottom-k.ts';
import { referenceKernel } from './index.ts';

describe('dataset vectors', () => {
  const indices = (records: string): number[] => {
    if (records === 'none') return [];
    const range = /^i in \[(\d+), (\d+)\)/.exec(records);
    if (range !== null) return Array.from({ length: Number(range[2]) - Number(range[1]) }, (_, i) => i + Number(range[1]));
    return /^i in ([\d,]+):/.exec(records)![1]!.split(',').map(Number);
  };
  const record = (i: number) => encodeCanonical({ id: i, name: `row ${i}`, score: i / 4, ok: i % 2 === 0, note: i % 3 === 0 ? 'third' : null });

  it.each(vectors.datasets)('$name', (vector) => {
    const key = vector.keyHex === null ? undefined : fromHex(vector.keyHex);
    const session = referenceKernel.open({ ...(key && { key }), identity: true, smallestCount: vector.k + 1, threshold: 0n, binCounts: [] });
    let byteLength = 0;
    for (const i of indices(vector.records)) {
      const bytes = record(i);
      session.reserve(bytes.length, 0).set(bytes);
      session.absorb(Uint32Array.of(bytes.length), 1);
      byteLength += bytes.length;
    }
    const result = session.finish();
    expect(result.recordCount).toBe(vector.count);
    expect(byteLength).toBe(vector.canonicalBytes);
    expect(toHex(sha256(stateToBytes(result.state!)))).toBe(vector.stateSha256);
    expect(createIdentity(canonicalizationFor(key), BigInt(result.recordCount), result.state!).uid).toBe(vector.uid);
    const sketch = bottomKFromHashes(result.smallest, vector.k);
    expect(sketch.hashes.length).toBe(vector.retained);
    expect(sketch.theta?.toString(16).padStart(16, '0') ?? null).toBe(vector.theta);
  });
});
