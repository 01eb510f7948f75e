/** Laws of the identity. */
import fc from 'fast-check';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { codeOf, toHex } from '../../test/outcome.ts';
import { addExpanded } from '../kernel/reference/expand.ts';
import { canonicalizationFor } from './canonicalization.ts';
import { addStates, createIdentity, requireState, stateFromBytes, stateLaneCount, stateToBytes, subtractStates } from './identity.ts';

const states = fc.tuple(fc.uint32Array({ minLength: 8, maxLength: 8 }), fc.nat()).map(([some, seed]) => Uint32Array.from({ length: stateLaneCount }, (_, lane) => some[lane % 8]! + lane * seed));
const runs = { numRuns: 100, seed: 20260204 };
const zero = new Uint32Array(stateLaneCount);
const plain = canonicalizationFor();

describe('states', () => {
  it('add in any order and grouping, with zero as neutral', () => {
    fc.assert(
      fc.property(states, states, states, (a, b, c) => {
        expect(addStates(a, b)).toEqual(addStates(b, a));
        expect(addStates(a, addStates(b, c))).toEqual(addStates(addStates(a, b), c));
        expect(addStates(a, zero)).toEqual(a);
      }),
      runs,
    );
  });

  it('subtract what was added', () => {
    fc.assert(
      fc.property(states, states, (a, b) => {
        expect(subtractStates(addStates(a, b), b)).toEqual(a);
        expect(addStates(subtractStates(a, b), b)).toEqual(a);
        expect(subtractStates(a, a)).toEqual(zero);
      }),
      runs,
    );
  });

  it('leave their arguments alone', () => {
    const [a, b] = [zero.slice().fill(1), zero.slice().fill(2)];
    expect([addStates(a, b)[0], subtractStates(a, b)[0], a[0], b[0]]).toEqual([3, 2 ** 32 - 1, 1, 2]);
  });

  it('are little-endian bytes and back, from any part of a buffer', () => {
    fc.assert(
      fc.property(states, (state) => {
        const bytes = stateToBytes(state);
        expect(stateFromBytes(new Uint8Array([9, ...bytes]).subarray(1))).toEqual(state);
      }),
      runs,
    );
    expect(toHex(stateToBytes(Uint32Array.of(0x0102_0304, 5)))).toBe('0403020105000000');
  });

  it('do not cancel at 2^16 copies of a record', () => {
    const one = zero.slice();
    addExpanded(one, sha256(Uint8Array.of(1)));
    let many: Uint32Array = one;
    for (let doubling = 0; doubling < 16; doubling++) many = addStates(many, many);
    expect(many).not.toEqual(zero);
  });
});

describe('UID', () => {
  it('is SHA-256 over encoding, digest, key, count and state', () => {
    const preimage = Buffer.concat([Buffer.from('866d', 'hex'), Buffer.from('datasig-uid/1'), Buffer.from('6e', 'hex'), Buffer.from('datasig-cbor/1'), Buffer.from('67', 'hex'), Buffer.from('sha-256'), Buffer.from('f600591000', 'hex'), new Uint8Array(4096)]);
    expect(createIdentity(plain, 0n, zero).uid).toBe(`dsu1:${toHex(sha256(preimage))}`);
  });

  it('differs by count, state, digest and key', () => {
    const keys = [1, 2].map((byte) => canonicalizationFor(new Uint8Array(32).fill(byte)));
    const other = zero.slice();
    other[1023] = 1;
    const uids = [createIdentity(plain, 0n, zero), createIdentity(plain, 1n, zero), createIdentity(plain, 0n, other), ...keys.map((each) => createIdentity(each, 0n, zero))].map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(5);
    for (const uid of uids) expect(uid).toMatch(/^dsu1:[0-9a-f]{64}$/);
  });
});

it('has no state when it was left out', () => {
  const identity = createIdentity(plain, 0n, zero);
  expect(requireState(identity)).toBe(zero);
  expect(codeOf(() => requireState({ ...identity, state: null }))).toBe('state-missing');
});
