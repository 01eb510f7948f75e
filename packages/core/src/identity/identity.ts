/**
 * The identity: an exact, order-free, mergeable hash of a multiset of records.
 *
 * LtHash (Bellare & Micciancio, EUROCRYPT 1997; Lewi et al., eprint 2019/227) over BLAKE3-expanded digests, with
 * 32-bit accumulators; `docs/spec/identity.md`.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { encodeCanonical } from '../canonical/encode.ts';
import { InvalidArgumentError } from '../errors.ts';
import { sha256Hex } from '../sha256.ts';
import type { Canonicalization } from './canonicalization.ts';

/** The identity of a dataset. */
export interface Identity {
  readonly scheme: 'lthash16-blake3/1';
  /** `dsu1:` and 64 hex digits. Equal UIDs are the only ground for the word "identical". */
  readonly uid: string;
  /** 1024 accumulators; null where the file leaves them out: such an identity cannot be merged. */
  readonly state: Uint32Array | null;
}

/** Lanes of a state. */
export const stateLaneCount = 1024;

/** The accumulators as the UID and the file have them: 4096 bytes, little-endian. */
export function stateToBytes(state: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(state.length * 4);
  const view = new DataView(bytes.buffer);
  state.forEach((lane, index) => view.setUint32(index * 4, lane, true));
  return bytes;
}

/** The inverse of {@link stateToBytes}; `bytes` are 4096. */
export function stateFromBytes(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: stateLaneCount }, (_, index) => view.getUint32(index * 4, true));
}

/** The identity of `recordCount` records whose expansions add up to `state`, which it keeps. */
export function createIdentity(canonicalization: Canonicalization, recordCount: bigint, state: Uint32Array): Identity {
  const { id, digest, keyId } = canonicalization;
  const preimage = encodeCanonical(['datasig-uid/1', id, digest, keyId === null ? null : hexToBytes(keyId), recordCount, stateToBytes(state)]);
  return { scheme: 'lthash16-blake3/1', uid: `dsu1:${sha256Hex(preimage)}`, state };
}

/** Lane-wise sum of two states, modulo 2^32: the state of both multisets together. */
export function addStates(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((lane, index) => lane + b[index]!);
}

/** Lane-wise difference, modulo 2^32: the state of `a` without the records of `b`. */
export function subtractStates(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((lane, index) => lane - b[index]!);
}

/**
 * The state of an identity.
 *
 * @throws InvalidArgumentError `state-missing` when it was left out
 */
export function requireState(identity: Identity): Uint32Array {
  if (identity.state !== null) return identity.state;
  throw new InvalidArgumentError('state-missing', 'this fingerprint was written without its identity state, so its UID cannot be combined with others; make it again without --no-state');
}
