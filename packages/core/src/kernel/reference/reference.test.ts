import { blake3 } from '@noble/hashes/blake3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fromHex, toValue, vectors } from '../../../test/vectors.ts';
import { encodeCanonical } from '../../canonical/encode.ts';
import { canonicalizationFor, keyIdOf } from '../../identity/canonicalization.ts';
import { createIdentity, stateToBytes } from '../../identity/identity.ts';
import { bottomKFromHashes } from '../../sketch/bottom-k.ts';
import { addExpanded } from './expand.ts';
import { referenceKernel } from './index.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

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
    const session = referenceKernel.open({ ...(key && { key }), identity: true, smallestCount: vector.k + 1, threshold: 0n });
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
    expect(hex(sha256(stateToBytes(result.state!)))).toBe(vector.stateSha256);
    expect(createIdentity(canonicalizationFor(key), BigInt(result.recordCount), result.state!).uid).toBe(vector.uid);
    const sketch = bottomKFromHashes(result.smallest, vector.k);
    expect(sketch.hashes.length).toBe(vector.retained);
    expect(sketch.theta?.toString(16).padStart(16, '0') ?? null).toBe(vector.theta);
  });
});

it('names a key as the vectors do', () => {
  expect(keyIdOf(fromHex(vectors.keyId.keyHex))).toBe(vectors.keyId.keyIdHex);
});

it('expands digests as BLAKE3 does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
      const state = new Uint32Array(1024);
      addExpanded(state, digest);
      const output = new DataView(blake3(digest, { dkLen: 2048 }).buffer);
      expect([...state]).toEqual(Array.from({ length: 1024 }, (_, lane) => output.getUint16(2 * lane, true)));
    }),
    { numRuns: 20, seed: 1 },
  );
});
void toValue;
