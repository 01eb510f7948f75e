/**
 * A collision of UIDs with 2^31 copies of records: of a lane only the parity is left then, and 1024 parities are solved
 * by elimination.
 */
import { hash } from 'node:crypto';
import { canonicalizationFor, encodeCanonical } from '@datasig/core';
import { addExpanded, createIdentity, stateLaneCount } from '../core.ts';

/** Two datasets with one UID. */
export interface ParityCollision {
  /** Records that were tried. */
  readonly candidates: number;
  /** Distinct records of each of the two datasets, which have none in common. */
  readonly recordsOfEach: number;
  /** log2 of how often each occurs. */
  readonly log2Copies: number;
  readonly sameUid: boolean;
}

const candidateCount = 1100;
const log2Copies = 31;

/** Finds one among made-up records. */
export function findParityCollision(): ParityCollision {
  const expansions = Array.from({ length: candidateCount }, (_, index) => {
    const state = new Uint32Array(stateLaneCount);
    addExpanded(state, hash('sha256', encodeCanonical({ record: index }), 'buffer'));
    return state;
  });
  const chosen = dependentSets(expansions).find((set) => set.length % 2 === 0)!;
  const halves = [chosen.slice(0, chosen.length / 2), chosen.slice(chosen.length / 2)];
  const uids = halves.map((half) => {
    const state = new Uint32Array(stateLaneCount);
    for (const index of half) expansions[index]!.forEach((lane, place) => (state[place] = state[place]! + (lane % 2) * 2 ** log2Copies));
    return createIdentity(canonicalizationFor(), BigInt(half.length) << BigInt(log2Copies), state).uid;
  });
  return { candidates: candidateCount, recordsOfEach: chosen.length / 2, log2Copies, sameUid: uids[0] === uids[1] };
}

/** Sets of records whose lanes' parities cancel: the kernel of the matrix of parities, by elimination with row histories. */
function dependentSets(expansions: readonly Uint32Array[]): number[][] {
  const rows = expansions.map((expansion, index) => ({ parities: toBits(expansion), members: 1n << BigInt(index) }));
  const pivots = new Map<number, (typeof rows)[number]>();
  const sets: number[][] = [];
  for (const row of rows) {
    let { parities, members } = row;
    while (parities !== 0n) {
      const highest = parities.toString(2).length - 1;
      const pivot = pivots.get(highest);
      if (pivot === undefined) {
        pivots.set(highest, { parities, members });
        break;
      }
      parities ^= pivot.parities;
      members ^= pivot.members;
    }
    if (parities === 0n) sets.push(expansions.flatMap((_, index) => ((members >> BigInt(index)) & 1n ? [index] : [])));
  }
  return sets;
}

function toBits(expansion: Uint32Array): bigint {
  return BigInt(`0b${Array.from(expansion, (lane) => lane % 2).join('')}`);
}
